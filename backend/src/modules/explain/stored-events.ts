import type { LocalTime } from '../calendar/index.ts';
import type { Bilingual } from '../thresholds/thresholds.types.ts';
import { MAX_EVENTS, type Part } from './behind/behind.types.ts';
import type { EventRow } from './explain.repository.ts';
import type { EventPart, Explanation, PartName, StoredEvent } from './explain.types.ts';

/** Events of all parts, newest last, and how many each part has. */
export function storedEvents(
  parts: readonly Part[],
  local: LocalTime,
  labelOf: (part: PartName) => Bilingual,
): Omit<Explanation['events'], 'counts'> {
  const rows = parts.flatMap(({ part, rows: found }) => found.map((row) => ({ part, row })));
  const items = rows
    .sort((a, b) => a.row.eventMs - b.row.eventMs)
    .slice(-MAX_EVENTS)
    .map(({ part, row }) => storedEvent(part, row, local));
  return {
    total: parts.reduce((sum, { total }) => sum + total, 0),
    parts: parts.map(({ part, total }): EventPart => ({ part, label: labelOf(part), total })),
    items,
  };
}

function storedEvent(part: PartName, row: EventRow, local: LocalTime): StoredEvent {
  const { feed, kind } = row;
  return {
    part,
    eventTime: local.format(row.eventMs),
    feed,
    kind,
    subscriberId: row.subscriberId,
    peerId: row.peerId || null,
    direction: row.direction || null,
    peerOperatorId: row.peerOperatorId || null,
    cellId: row.cellId || null,
    areaId: row.areaId || null,
    channelId: row.channelId || null,
    durationSeconds: kind === 'voice' ? row.durationSeconds : null,
    bytes: kind === 'data' ? row.bytes : null,
  };
}
