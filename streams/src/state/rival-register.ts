import { Column, float64 } from './column.ts';
import { KeyIndex } from './key-index.ts';
import type { SnapshotReader, SnapshotWriter } from './snapshot.ts';

const DAY_MS = 86_400_000;

/**
 * Rival numbers by last contact with any subscriber of ours. A number appears at its first contact or at the first one
 * after `seenDays` of silence. About 24 bytes a number.
 */
export class RivalRegister {
  readonly #seenDays: () => number;
  readonly #index = new KeyIndex();
  readonly #lastSeen = new Column(float64, Number.NEGATIVE_INFINITY);
  /** Since when rival numbers are registered, epoch ms: while this is short, everything looks new. */
  #since = Number.POSITIVE_INFINITY;

  constructor(seenDays: () => number) {
    this.#seenDays = seenDays;
  }

  /** Silence after which a number appears again, days. */
  get seenDays(): number {
    return this.#seenDays();
  }

  get size(): number {
    return this.#index.size;
  }

  get bytes(): number {
    return this.#index.bytes + this.#lastSeen.bytes;
  }

  get since(): number {
    return this.#since;
  }

  /** A number known from before the first start. */
  preload(key: number, lastSeen: number): void {
    const index = this.#at(key);
    if (lastSeen > this.#lastSeen.values[index]!) this.#lastSeen.values[index] = lastSeen;
    this.started(lastSeen);
  }

  /** The stream has begun by this time. */
  started(time: number): void {
    if (time < this.#since) this.#since = time;
  }

  /** Registers a contact; true when the number appears with it. */
  contact(key: number, time: number): boolean {
    const index = this.#at(key);
    const last = this.#lastSeen.values[index]!;
    if (time > last) this.#lastSeen.values[index] = time;
    return time - last >= this.#seenDays() * DAY_MS;
  }

  snapshot(writer: SnapshotWriter): void {
    writer.array('numbers', this.#index.keys());
    writer.array('lastSeen', this.#lastSeen.values.slice(0, this.#index.size));
    writer.json('since', Number.isFinite(this.#since) ? this.#since : null);
  }

  restore(reader: SnapshotReader): void {
    this.#index.restore(reader.f64('numbers'));
    this.#lastSeen.restore(reader.f64('lastSeen'));
    this.#since = reader.json<number | null>('since') ?? Number.POSITIVE_INFINITY;
  }

  #at(key: number): number {
    const index = this.#index.add(key);
    this.#lastSeen.reserve(index);
    return index;
  }
}
