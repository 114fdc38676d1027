import { randomUUID } from 'node:crypto';
import { isDeepStrictEqual } from 'node:util';

export type TopicChanges = Readonly<Record<string, unknown>>;

/**
 * What one topic holds: entries by key, and which of them changed since the last flush. Changes of a key between two
 * flushes are conflated: only its newest value leaves.
 */
export class Topic {
  /** Another epoch means another life of the topic: positions of the old one say nothing. */
  readonly epoch = randomUUID();
  readonly name: string;
  readonly #entries = new Map<string, unknown>();
  readonly #changed = new Set<string>();
  #seq = 0;

  constructor(name: string) {
    this.name = name;
  }

  get seq(): number {
    return this.#seq;
  }

  get size(): number {
    return this.#entries.size;
  }

  get hasChanges(): boolean {
    return this.#changed.size > 0;
  }

  get(key: string): unknown {
    return this.#entries.get(key);
  }

  keys(): IterableIterator<string> {
    return this.#entries.keys();
  }

  /** Sets an entry; an equal value is no change. */
  set(key: string, value: unknown): void {
    if (this.#entries.has(key) && isDeepStrictEqual(this.#entries.get(key), value)) return;
    this.#entries.set(key, value);
    this.#changed.add(key);
  }

  delete(key: string): void {
    if (this.#entries.delete(key)) this.#changed.add(key);
  }

  /** Takes the changes since the last flush and moves on by one; null stands for an entry that is gone. */
  flush(): TopicChanges {
    const changes: Record<string, unknown> = {};
    for (const key of this.#changed) changes[key] = this.#entries.get(key) ?? null;
    this.#changed.clear();
    this.#seq++;
    return changes;
  }

  /** All entries at the present position. Flush first, or the next delta repeats what the snapshot holds. */
  snapshot(): Readonly<Record<string, unknown>> {
    return Object.fromEntries(this.#entries);
  }
}
