import type { Detection } from '@tidewall/streams';
import type { AreaTree } from '../reference/area-tree.ts';
import type { ExplainedRule } from './explain.types.ts';

/** The rule that made a detection. */
export function ruleOf({ type, subtype }: Detection): ExplainedRule {
  switch (type) {
    case 'homecoming':
      return subtype === 'inbound' ? 'homecoming/inbound' : 'homecoming/own';
    case 'campus-newcomer':
      return subtype === 'rival' ? 'campus-newcomer/rival' : 'campus-newcomer/own';
    case 'share-drop':
      return subtype === 'sudden' ? 'share-drop/sudden' : 'share-drop/below-threshold';
    case 'campus-student':
    case 'campus-rival':
    case 'campus-activity':
    case 'source-outage':
      return type;
  }
}

/**
 * The area whose thresholds judged a detection, null for everywhere. Of subscribers of ours it is their home, which nobody
 * keeps by pseudonym: where they came home to stands in for it.
 */
export function judgedArea({ type, subtype, areaId }: Detection, areas: AreaTree): string | null {
  if (type === 'source-outage' || areaId === null) return null;
  if (type !== 'homecoming' || subtype !== 'inbound') return areaId;
  return areas.ancestorAt(areaId, 'county')?.areaId ?? areaId;
}
