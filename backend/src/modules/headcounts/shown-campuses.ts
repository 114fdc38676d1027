import type { CampusesNow, ShownCount } from '@tidewall/streams';
import type { HotspotMetric, HotspotRow } from '../history/history.types.ts';
import { besideShown, protectCounts, shownAlone, shownStudents, stepsOf } from './privacy/index.ts';

/** Newcomers of a day by campus, and on all of them, in whole steps of k. */
export interface ShownNewcomers {
  readonly total: ShownCount;
  readonly byCampus: ReadonlyMap<string, ShownCount>;
}

const ALL = 'campuses';

/** Newcomers of all campuses, judged together with their sum. */
export function shownNewcomers(counts: ReadonlyMap<string, number>, k: number): ShownNewcomers {
  const total = [...counts.values()].reduce((sum, count) => sum + count, 0);
  const shown = protectCounts(
    [
      { areaId: ALL, parentId: null, count: total },
      ...[...counts].map(([hotspotId, count]) => ({ areaId: `/${hotspotId}`, parentId: ALL, count })),
    ],
    k,
  );
  const of = (key: string): ShownCount => stepsOf(shown.get(key) ?? 'few', k);
  return {
    total: of(ALL),
    byCampus: new Map([...counts.keys()].map((hotspotId) => [hotspotId, of(`/${hotspotId}`)])),
  };
}

/** Newcomers of both kinds. */
export interface ShownCampuses {
  readonly own: ShownNewcomers;
  readonly rival: ShownNewcomers;
}

export function campusesNow({ own, rival }: ShownCampuses): CampusesNow {
  return { ownNewcomersToday: own.total, rivalNewcomersToday: rival.total };
}

/** A figure of a campus's window as it may be told; with a `k` of 1 itself. */
export function shownOfCampus(row: HotspotRow, metric: HotspotMetric, k: number): ShownCount {
  const people = shownAlone(row.subscribers, k);
  switch (metric) {
    case 'subscribers':
      return people;
    case 'students':
      return shownStudents(row.students, row.subscribers, k);
    case 'rivals':
      return shownAlone(row.rivals, k);
    case 'ownNewcomers':
      return stepsOf(shownAlone(row.ownNewcomers, k), k);
    default:
      return besideShown(row[metric], people) ?? 'withheld';
  }
}
