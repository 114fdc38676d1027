import type { HotspotNow, ShownCount } from '@tidewall/streams/events';
import { standingOf, type Standing, type UsualRange } from '../../charts/range-glyph.ts';
import { drawnAt, shownRank } from '../live/shown.ts';
import type { StoredQuarter } from './campus-history.ts';

/** A campus as the wall shows it: activity of the last whole quarter-hour, newcomers of the running day. */
export interface CampusRow {
  readonly hotspotId: string;
  readonly subscribers: ShownCount;
  /** Known students among them; null: not known. */
  readonly students: ShownCount | null;
  /** From the beginning of its lowest step of k to the end of its highest. */
  readonly usual: UsualRange | null;
  /** Of a quarter that still runs: only until a whole one is known, and where counts are not protected. */
  readonly running: boolean;
  /** Null without enough history, or while a running quarter may still rise. */
  readonly standing: Standing | null;
  readonly ownNewcomers: ShownCount | null;
  readonly rivalNewcomers: ShownCount | null;
}

/**
 * Rows by people active, most first, those that are not shown last. The newest whole quarter counts, from the store or as it
 * was told live; a running one only serves until there is one.
 */
export function campusRows(
  campusIds: readonly string[],
  hotspots: ReadonlyMap<string, HotspotNow>,
  stored: ReadonlyMap<string, StoredQuarter>,
  k: number,
): readonly CampusRow[] {
  const rows = campusIds.flatMap((id) => rowOf(id, hotspots.get(id) ?? null, stored.get(id) ?? null, k));
  return rows.toSorted(
    (a, b) => shownRank(b.subscribers) - shownRank(a.subscribers) || a.hotspotId.localeCompare(b.hotspotId),
  );
}

function rowOf(
  hotspotId: string,
  live: HotspotNow | null,
  stored: StoredQuarter | null,
  k: number,
): readonly CampusRow[] {
  const quarter = newestWhole(live, stored) ?? live;
  if (quarter === null || quarter.subscribers === null) return [];
  const running = 'running' in quarter && quarter.running;
  const { subscribers } = quarter;
  const usual = quarter.usual === null ? null : wholeSteps(quarter.usual, k);
  return [
    {
      hotspotId,
      subscribers,
      students: live?.students ?? null,
      usual,
      running,
      standing: usual === null ? null : standingWhile(running, standingOf(drawnAt(subscribers, k), usual)),
      ownNewcomers: live?.ownNewcomersToday ?? null,
      rivalNewcomers: live?.rivalNewcomersToday ?? null,
    },
  ];
}

function newestWhole(
  live: HotspotNow | null,
  stored: StoredQuarter | null,
): HotspotNow | StoredQuarter | null {
  const whole = live === null || live.running || live.quarter === null ? null : live;
  if (whole === null || stored === null) return whole ?? stored;
  return (whole.quarter ?? 0) > stored.start ? whole : stored;
}

/** Ranges come in whole steps of k: 120 stands for 120 to 129 where k is 10. */
function wholeSteps([low, median, high]: UsualRange, k: number): UsualRange {
  return [low, median + (k - 1) / 2, high + k - 1];
}

/** A quarter that still runs is below its range for most of its time: only its excess means something. */
function standingWhile(running: boolean, standing: Standing): Standing | null {
  return running && standing !== 'high' ? null : standing;
}

/** Whether students are known at all: before the first whole month closes, few would read as a fact. */
export function knowsStudents(rows: readonly CampusRow[]): boolean {
  return rows.some(
    ({ students }) => students === 'withheld' || (typeof students === 'number' && students > 0),
  );
}

/** Worth an alarm. */
export function isOutside(row: CampusRow): boolean {
  return row.standing === 'low' || row.standing === 'high';
}
