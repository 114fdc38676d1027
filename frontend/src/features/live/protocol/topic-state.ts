import type { LiveDelta, LiveSnapshot } from '@tidewall/streams/events';

/** What the client holds of one topic: the server's record at `{epoch, seq}`. */
export interface TopicState {
  readonly topic: string;
  epoch: string;
  seq: number;
  /** Server time of the newest message, epoch milliseconds. */
  at: number;
  /** Newest watermark behind the data, epoch milliseconds. */
  eventTime: number | null;
  readonly entries: Map<string, unknown>;
}

/** `old`: already contained, nothing done. `gap`: the state cannot be continued, a fresh snapshot is needed. */
export type DeltaOutcome = 'applied' | 'old' | 'gap';

export function stateOfSnapshot(snapshot: LiveSnapshot): TopicState {
  return {
    topic: snapshot.topic,
    epoch: snapshot.epoch,
    seq: snapshot.seq,
    at: snapshot.at,
    eventTime: snapshot.eventTime,
    entries: new Map(Object.entries(snapshot.data)),
  };
}

/** Whether a snapshot is worth taking: one of the same epoch that was overtaken on its way is not. */
export function supersedes(
  snapshot: LiveSnapshot,
  state: { readonly epoch: string; readonly seq: number } | null,
): boolean {
  return state === null || snapshot.epoch !== state.epoch || snapshot.seq >= state.seq;
}

/** Keys of either state: those that a snapshot may have changed, or taken away. */
export function keysBetween(before: TopicState | null, after: TopicState): ReadonlySet<string> {
  return new Set([...(before?.entries.keys() ?? []), ...after.entries.keys()]);
}

/** Applies a delta in place. A delta of another epoch, or one that skips a number, leaves the state as it was. */
export function applyDelta(state: TopicState, delta: LiveDelta): DeltaOutcome {
  if (delta.epoch !== state.epoch) return 'gap';
  if (delta.seq <= state.seq) return 'old';
  if (delta.seq !== state.seq + 1) return 'gap';
  for (const [key, value] of Object.entries(delta.changes)) {
    if (value === null) state.entries.delete(key);
    else state.entries.set(key, value);
  }
  state.seq = delta.seq;
  state.at = delta.at;
  state.eventTime = delta.eventTime;
  return 'applied';
}
