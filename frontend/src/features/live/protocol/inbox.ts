import type { LiveDelta, LiveSnapshot } from '@tidewall/streams/events';
import { supersedes } from './topic-state.ts';

/** What waits of one topic: to be applied in this order. */
export interface Waiting {
  readonly topic: string;
  snapshot: LiveSnapshot | null;
  deltas: LiveDelta[];
  /** Some were too many: what waits cannot be continued, a fresh snapshot is needed. */
  overflowed: boolean;
}

/** More than a client may leave unacknowledged: only a screen without frames comes so far. */
const MAX_DELTAS = 64;

/** Messages between two paints, bounded however long no paint comes: a snapshot replaces what waited before it. */
export class Inbox {
  #topics = new Map<string, Waiting>();

  get isEmpty(): boolean {
    return this.#topics.size === 0;
  }

  /** Messages that wait. */
  get size(): number {
    let size = 0;
    for (const { snapshot, deltas } of this.#topics.values()) {
      size += deltas.length + (snapshot === null ? 0 : 1);
    }
    return size;
  }

  addSnapshot(message: LiveSnapshot): void {
    const waiting = this.#of(message.topic);
    if (waiting.snapshot !== null && !supersedes(message, waiting.snapshot)) return;
    waiting.snapshot = message;
    waiting.deltas = waiting.deltas.filter(({ epoch, seq }) => epoch === message.epoch && seq > message.seq);
    waiting.overflowed = false;
  }

  addDelta(message: LiveDelta): void {
    const waiting = this.#of(message.topic);
    if (waiting.overflowed) return;
    waiting.deltas.push(message);
    if (waiting.deltas.length <= MAX_DELTAS) return;
    waiting.deltas = [];
    waiting.overflowed = true;
  }

  /** Takes everything. */
  take(): readonly Waiting[] {
    const all = [...this.#topics.values()];
    this.#topics = new Map();
    return all;
  }

  drop(topic: string): void {
    this.#topics.delete(topic);
  }

  clear(): void {
    this.#topics.clear();
  }

  #of(topic: string): Waiting {
    const known = this.#topics.get(topic);
    if (known !== undefined) return known;
    const fresh: Waiting = { topic, snapshot: null, deltas: [], overflowed: false };
    this.#topics.set(topic, fresh);
    return fresh;
  }
}
