/** Feeds in the order in which events of one instant count. */
const FEED_ORDER = { lifecycle: 0, signalling: 1, usage: 2 } as const;

/** One stored event as plain data. Texts that the record does not have are empty. */
export interface EventRow {
  /** Epoch milliseconds. */
  readonly time: number;
  readonly feed: keyof typeof FEED_ORDER;
  /** Event type, or service of a usage record. */
  readonly kind: string;
  /** Whose: a text that stands for one number, such as a pseudonym. */
  readonly subscriber: string;
  readonly cellId: string;
  /** The serving area; of lifecycle events the area given. */
  readonly areaId: string;
  readonly direction: string;
  readonly peer: string;
  readonly peerOperator: string;
  readonly channelId: string;
  /** Of a call. */
  readonly seconds?: number;
  /** Breaks ties between events of one feed and instant; texts of one length. */
  readonly identity: string;
}

/** Order in which the rules see events: time, feed, identity. */
export function compareRows(a: EventRow, b: EventRow): number {
  return (
    a.time - b.time ||
    FEED_ORDER[a.feed] - FEED_ORDER[b.feed] ||
    (a.identity < b.identity ? -1 : a.identity > b.identity ? 1 : 0)
  );
}

/** Whether the row is a call or message with somebody. */
export function isCommunication(row: EventRow): boolean {
  return row.feed === 'usage' && row.peer !== '' && (row.kind === 'voice' || row.kind === 'sms');
}
