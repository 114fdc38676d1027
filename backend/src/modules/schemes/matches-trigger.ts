import { passes, valueAt } from './compare.ts';
import type { RunningScheme, TriggerDetection } from './schemes.types.ts';

const PEOPLE: ReadonlySet<string> = new Set(['subscriber', 'number']);

/**
 * Whether a detection is a trigger of a scheme: its type and subtype, where it was, and what its evidence says. Nothing
 * that was taken back is one, nor anything that is about no person.
 */
export function matchesTrigger(
  { trigger, areas }: Pick<RunningScheme, 'trigger' | 'areas'>,
  detection: TriggerDetection,
): boolean {
  if (detection.retracted === true || !PEOPLE.has(detection.subject.kind)) return false;
  const types: readonly string[] = trigger.types;
  if (!types.includes(detection.type)) return false;
  if (trigger.subtypes.length > 0 && !trigger.subtypes.includes(detection.subtype ?? '')) return false;
  if (areas !== null && (detection.areaId === null || !areas.has(detection.areaId))) return false;
  if (trigger.hotspotIds.length > 0 && !trigger.hotspotIds.includes(detection.hotspotId ?? '')) return false;
  return trigger.evidence.every(({ field, operator, value }) =>
    passes(valueAt(detection.evidence, field), operator, value),
  );
}
