import type { HotspotNow } from '@tidewall/streams/events';
import type { WindowPair } from '../live/complete-window.ts';

/** A campus as the wall shows it: activity of the last whole quarter-hour, newcomers of the running day. */
export interface CampusRow {
  readonly hotspotId: string;
  readonly quarter: number;
  /** Of the last whole quarter; of the running one (`running`) only until a whole one has been seen. */
  readonly activity: HotspotNow;
  readonly running: boolean;
  readonly state: 'low' | 'usual' | 'high' | 'unknown';
  readonly ownNewcomers: number;
  readonly rivalNewcomers: number;
}

/** Rows by people present, most first. */
export function campusRows(
  campusIds: readonly string[],
  quarters: ReadonlyMap<string, WindowPair<HotspotNow>>,
): readonly CampusRow[] {
  const rows: CampusRow[] = [];
  for (const hotspotId of campusIds) {
    const pair = quarters.get(hotspotId);
    if (pair === undefined) continue;
    const { running, whole } = pair;
    const shown = whole ?? running;
    rows.push({
      hotspotId,
      quarter: shown.start,
      activity: shown.value,
      running: whole === null,
      state: stateOf(shown.value, whole === null),
      ownNewcomers: running.value.ownNewcomersToday,
      rivalNewcomers: running.value.rivalNewcomersToday,
    });
  }
  return rows.toSorted((a, b) => b.activity.subscribers - a.activity.subscribers);
}

/** A quarter that still runs is below its range for most of its time: only its excess means something. */
function stateOf({ subscribers, usual }: HotspotNow, running: boolean): CampusRow['state'] {
  if (usual === null) return 'unknown';
  if (subscribers > usual[2]) return 'high';
  if (running) return 'unknown';
  return subscribers < usual[0] ? 'low' : 'usual';
}

export function isOutside(row: CampusRow): boolean {
  return row.state === 'low' || row.state === 'high';
}
