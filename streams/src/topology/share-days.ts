import type { ChangedShares } from '../detectors/share-drop/share-drop.ts';
import type { Reference } from '../reference/reference.ts';
import type { TimeZone } from '../time/zone.ts';
import type { ShareDay } from './types.ts';

/** Rows of new numbers by area, day and operator for everything that changed, in order of day, area, operator. */
export function shareDays(
  changed: readonly ChangedShares[],
  reference: Reference,
  zone: TimeZone,
  revision: number,
): ShareDay[] {
  const own = reference.ids.operators.idOf(reference.operatorOwn.indexOf(true));
  const rows: ShareDay[] = [];
  for (const { counts, areas, final } of changed) {
    const day = zone.dayText(counts.day);
    for (const area of areas) {
      const share = counts.areas.get(area);
      if (!share) continue;
      const common = { areaId: reference.ids.areas.idOf(area), day, revision, final };
      rows.push({ ...common, operatorId: own, own: true, newNumbers: share.own });
      for (const [operator, newNumbers] of share.rivals) {
        rows.push({ ...common, operatorId: reference.ids.operators.idOf(operator), own: false, newNumbers });
      }
    }
  }
  return rows.sort(
    (a, b) => compare(a.day, b.day) || compare(a.areaId, b.areaId) || compare(a.operatorId, b.operatorId),
  );
}

function compare(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}
