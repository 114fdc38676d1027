import type { HotspotNow } from '@tidewall/streams/events';
import { standingOf, type Standing, type UsualRange } from '../../charts/range-glyph.ts';
import type { WindowPair } from '../live/complete-window.ts';
import type { StoredQuarter } from './campus-history.ts';

/** A campus as the wall shows it: activity of the last whole quarter-hour, newcomers of the running day. */
export interface CampusRow {
  readonly hotspotId: string;
  readonly subscribers: number;
  /** Known students among them, in the last whole quarter-hour seen. */
  readonly students: number;
  readonly usual: UsualRange | null;
  /** Of a quarter that still runs: only until a whole one is known. */
  readonly running: boolean;
  /** Null without enough history, or while a running quarter may still rise. */
  readonly standing: Standing | null;
  readonly ownNewcomers: number;
  readonly rivalNewcomers: number;
}

/**
 * Rows by people active, most first. Stored figures are whole and exact; what was seen live may lack the quarter's last
 * moments and only serves until they are there.
 */
export function campusRows(
  campusIds: readonly string[],
  quarters: ReadonlyMap<string, WindowPair<HotspotNow>>,
  stored: ReadonlyMap<string, StoredQuarter>,
): readonly CampusRow[] {
  const rows = campusIds.flatMap((hotspotId) => {
    const pair = quarters.get(hotspotId);
    return pair === undefined ? [] : [rowOf(hotspotId, pair, stored.get(hotspotId) ?? null)];
  });
  return rows.toSorted((a, b) => b.subscribers - a.subscribers || a.hotspotId.localeCompare(b.hotspotId));
}

function rowOf(hotspotId: string, pair: WindowPair<HotspotNow>, stored: StoredQuarter | null): CampusRow {
  const live = pair.whole ?? pair.running;
  const running = pair.whole === null && stored === null;
  const { subscribers, usual } = stored ?? live.value;
  return {
    hotspotId,
    subscribers,
    students: live.value.students,
    usual,
    running,
    standing: usual === null ? null : standingWhile(running, standingOf(subscribers, usual)),
    ownNewcomers: pair.running.value.ownNewcomersToday,
    rivalNewcomers: pair.running.value.rivalNewcomersToday,
  };
}

/** A quarter that still runs is below its range for most of its time: only its excess means something. */
function standingWhile(running: boolean, standing: Standing): Standing | null {
  return running && standing !== 'high' ? null : standing;
}

/** Whether students are known at all: before the first whole month closes, a zero would read as a fact. */
export function knowsStudents(rows: readonly CampusRow[]): boolean {
  return rows.some((row) => row.students > 0);
}

/** Worth an alarm. */
export function isOutside(row: CampusRow): boolean {
  return row.standing === 'low' || row.standing === 'high';
}
