import { Column, int32, uint32 } from '../../state/column.ts';
import { KeyedRows, NO_ROW } from '../../state/keyed-rows.ts';
import type { SnapshotReader, SnapshotWriter } from '../../state/snapshot.ts';
import { TimedQueue } from '../../state/timed-queue.ts';

/**
 * Communications of rival numbers with subscribers of ours until they expire: exact counts by pair. About 45 bytes a
 * rival number, 30 a pair and 6 a communication.
 */
export class RivalContacts {
  /** By rival number: pairs it has, its operator at the latest communication. */
  readonly #numbers = new KeyedRows();
  readonly #pairsOf = new Column(uint32);
  readonly #operator = new Column(int32, -1);
  /** By subscriber and row of the rival number: communications. */
  readonly #pairs = new KeyedRows(true);
  readonly #count = new Column(uint32);
  readonly #queue = new TimedQueue();

  get bytes(): number {
    const numbers = this.#numbers.bytes + this.#pairsOf.bytes + this.#operator.bytes;
    return numbers + this.#pairs.bytes + this.#count.bytes + this.#queue.bytes;
  }

  /** Operator index of a rival number at its latest communication, −1 when it has none. */
  operatorOf(number: number): number {
    const row = this.#numbers.find(number, 0);
    return row === NO_ROW ? -1 : this.#operator.values[row]!;
  }

  /** Whose number it is now, as long as it has communications. */
  setOperator(number: number, operator: number): void {
    const row = this.#numbers.find(number, 0);
    if (row !== NO_ROW) this.#operator.values[row] = operator;
  }

  /** A communication at a place in order not before that of the last one; true when it is the first of the pair. */
  add(number: number, subscriber: number, order: number): boolean {
    let of = this.#numbers.find(number, 0);
    if (of === NO_ROW) {
      of = this.#numbers.add(number, 0);
      this.#pairsOf.clear(of);
      this.#operator.clear(of);
    }
    let pair = this.#pairs.find(subscriber, of);
    const isFirst = pair === NO_ROW;
    if (isFirst) {
      pair = this.#pairs.add(subscriber, of);
      this.#count.clear(pair);
      this.#pairsOf.values[of]!++;
    }
    this.#count.values[pair]!++;
    this.#queue.add(pair, order);
    return isFirst;
  }

  /** Forgets communications at this place in order and before. `gone`: one communication, and whether it was the pair's last. */
  expire(order: number, gone: (number: number, subscriber: number, wasLast: boolean) => void): void {
    while (this.#queue.oldest <= order) {
      const pair = this.#queue.take();
      const of = this.#pairs.besideOf(pair);
      const number = this.#numbers.keyOf(of);
      const subscriber = this.#pairs.keyOf(pair);
      const left = --this.#count.values[pair]!;
      const wasLast = left === 0;
      if (wasLast) {
        this.#pairs.remove(pair);
        const pairs = --this.#pairsOf.values[of]!;
        if (pairs === 0) this.#numbers.remove(of);
      }
      gone(number, subscriber, wasLast);
    }
  }

  /** All pairs with their communications. */
  *pairs(): Iterable<readonly [number: number, subscriber: number, communications: number]> {
    for (const pair of this.#pairs.rows()) {
      const number = this.#numbers.keyOf(this.#pairs.besideOf(pair));
      yield [number, this.#pairs.keyOf(pair), this.#count.values[pair]!];
    }
  }

  snapshot(writer: SnapshotWriter): void {
    this.#numbers.snapshot(writer.scope('numbers'));
    writer.array('pairsOf', this.#pairsOf.values.subarray(0, this.#numbers.used));
    writer.array('operator', this.#operator.values.subarray(0, this.#numbers.used));
    this.#pairs.snapshot(writer.scope('pairs'));
    writer.array('count', this.#count.values.subarray(0, this.#pairs.used));
    this.#queue.snapshot(writer.scope('queue'));
  }

  restore(reader: SnapshotReader): void {
    this.#numbers.restore(reader.scope('numbers'));
    this.#pairsOf.restore(reader.u32('pairsOf'));
    this.#operator.restore(reader.i32('operator'));
    this.#pairs.restore(reader.scope('pairs'));
    this.#count.restore(reader.u32('count'));
    this.#queue.restore(reader.scope('queue'));
  }
}
