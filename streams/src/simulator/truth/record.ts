import type { Feed } from '../../events/index.ts';

/** One event as the judges of truth see it; the same object is used again for the next one. */
export interface Seen {
  time: number;
  feed: Feed;
  kind: number;
  /** Index in the roster. */
  who: number;
  /** One of ours at this moment. */
  ours: boolean;
  /** See people/place.ts; for lifecycle the channel. */
  place: number;
  /** Campus of the cell, −1 for none. */
  campus: number;
  direction: number;
  /** Number of the other party, 0 for none, negative for a service. */
  peer: number;
  /** Operator of the other party by index, −1 unknown. */
  peerOperator: number;
}

export function emptySeen(): Seen {
  return {
    time: 0,
    feed: 'usage',
    kind: 0,
    who: 0,
    ours: false,
    place: -1,
    campus: -1,
    direction: 0,
    peer: 0,
    peerOperator: -1,
  };
}
