import type { HotspotNow } from '@tidewall/streams/events';
import type { WindowPair } from '../live/complete-window.ts';
import type { StoredQuarter } from './campus-history.ts';

/** What happened on a campus in the quarter-hour besides people being there. */
export type CampusTraffic = Pick<HotspotNow, 'calls' | 'sms' | 'bytes'>;

/** A campus as the wall shows it: activity of the last whole quarter-hour, newcomers of the running day. */
export interface CampusRow {
  readonly hotspotId: string;
  readonly subscribers: number;
  readonly usual: readonly [number, number, number] | null;
  /** Of a quarter that still runs: only until a whole one is known. */
  readonly running: boolean;
  readonly state: 'low' | 'usual' | 'high' | 'unknown';
  /** Null where only the store knows the quarter. */
  readonly traffic: CampusTraffic | null;
  readonly ownNewcomers: number;
  readonly rivalNewcomers: number;
}

/** Rows by people present, most first. What was seen live comes before what is stored, whole before running. */
export function campusRows(
  campusIds: readonly string[],
  quarters: ReadonlyMap<string, WindowPair<HotspotNow>>,
  stored: ReadonlyMap<string, StoredQuarter>,
): readonly CampusRow[] {
  const rows: CampusRow[] = [];
  for (const hotspotId of campusIds) {
    const pair = quarters.get(hotspotId);
    if (pair === undefined) continue;
    const known = pair.whole === null ? stored.get(hotspotId) : undefined;
    const { value } = pair.whole ?? pair.running;
    const running = pair.whole === null && known === undefined;
    const { subscribers, usual } = known ?? value;
    rows.push({
      hotspotId,
      subscribers,
      usual,
      running,
      state: stateOf(subscribers, usual, running),
      traffic: known === undefined ? value : null,
      ownNewcomers: pair.running.value.ownNewcomersToday,
      rivalNewcomers: pair.running.value.rivalNewcomersToday,
    });
  }
  return rows.toSorted((a, b) => b.subscribers - a.subscribers || a.hotspotId.localeCompare(b.hotspotId));
}

/** A quarter that still runs is below its range for most of its time: only its excess means something. */
function stateOf(
  subscribers: number,
  usual: readonly [number, number, number] | null,
  running: boolean,
): CampusRow['state'] {
  if (usual === null) return 'unknown';
  if (subscribers > usual[2]) return 'high';
  if (running) return 'unknown';
  return subscribers < usual[0] ? 'low' : 'usual';
}

export function isOutside(row: CampusRow): boolean {
  return row.state === 'low' || row.state === 'high';
}
