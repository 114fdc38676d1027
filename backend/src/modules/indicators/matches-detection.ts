import type { Detection } from '@tidewall/streams';
import type { IndicatorDefinition } from './definition.dto.ts';

/** Whether a detection is what an indicator watches, wherever it is. */
export function matchesDetection(
  source: IndicatorDefinition['source'],
  detection: Pick<Detection, 'type' | 'subtype' | 'evidence'>,
): boolean {
  if (source.kind !== 'detection' || source.type !== detection.type) return false;
  if (source.subtype !== undefined && source.subtype !== detection.subtype) return false;
  return Object.entries(source.where).every(([field, value]) => detection.evidence[field] === value);
}
