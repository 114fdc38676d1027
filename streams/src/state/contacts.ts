import type { Stateful } from '../detectors/detector.ts';
import { Column, int32, uint32 } from './column.ts';
import { compactRows } from './compact-rows.ts';
import { ContactPairs, NO_PAIR } from './contact-pairs.ts';
import { KeyIndex } from './key-index.ts';
import type { SnapshotReader, SnapshotWriter } from './snapshot.ts';
import { TimedQueue } from './timed-queue.ts';

/**
 * Most communications of one number that are kept at a time: further ones do not count until some have expired. People
 * stay far below; whoever does not is a business line, which must not cost without end.
 */
export const MAX_KEPT = 1_000;

const FEW = 4_096;
/** Bytes of a pair in a set, roughly. */
const LEARNER_BYTES = 40;

/** Which of two home areas (−1 unknown) comes first: less than 0 the first one. */
type HomeOrder = (one: number, other: number) => number;
const AS_GOOD: HomeOrder = () => 0;

/** How often somebody of ours communicated with a number. */
export interface Contact {
  /** Number key of our subscriber. */
  readonly subscriber: number;
  /** Its home area, −1 unknown. */
  readonly home: number;
  readonly communications: number;
  /** Time of the latest one, epoch ms. */
  readonly last: number;
}

/**
 * Communications of numbers that may be visitors' with subscribers of ours, kept until they expire: exact counts by
 * pair. 6 bytes a communication, 22 a pair, about 30 a number and 28 a subscriber; about 40 more a pair of a subscriber
 * whose home is learned.
 */
export class Contacts implements Stateful {
  readonly #numbers = new KeyIndex();
  readonly #first = new Column(uint32, NO_PAIR);
  readonly #kept = new Column(uint32);
  /** Numbers with at least one pair. */
  #live = 0;
  readonly #subscribers = new KeyIndex();
  readonly #home = new Column(int32, -1);
  readonly #pairs = new ContactPairs();
  /** By subscriber whose home is learned: its pairs. */
  readonly #ofLearners = new Map<number, Set<number>>();
  readonly #queue = new TimedQueue();

  get bytes(): number {
    return (
      this.#numbers.bytes +
      this.#first.bytes +
      this.#kept.bytes +
      this.#subscribers.bytes +
      this.#home.bytes +
      this.#pairs.bytes +
      this.#learnerPairs().length * LEARNER_BYTES +
      this.#queue.bytes
    );
  }

  /** How much is kept. */
  get sizes(): Readonly<Record<'communications' | 'pairs' | 'numbers' | 'subscribers', number>> {
    return {
      communications: this.#queue.size,
      pairs: this.#pairs.size,
      numbers: this.#live,
      subscribers: this.#subscribers.size,
    };
  }

  /**
   * A communication at a time not before the last one added; the home of our subscriber is as it is now. `learns`: it is
   * learned, so `move` may tell another one.
   */
  add(numberKey: number, subscriberKey: number, home: number, time: number, learns = false): void {
    const subscriber = this.#subscribers.add(subscriberKey);
    this.#home.reserve(subscriber);
    this.#home.values[subscriber] = home;
    const number = this.#number(numberKey);
    if (this.#kept.values[number]! >= MAX_KEPT) return;
    const first = this.#first.values[number]!;
    if (first === NO_PAIR) this.#live++;
    let pair = this.#pairs.find(first, subscriber);
    if (pair === NO_PAIR) {
      pair = this.#pairs.add(number, subscriber, first);
      this.#first.values[number] = pair;
    }
    if (learns) this.#ofLearner(subscriber).add(pair);
    this.#pairs.count(pair, time);
    this.#kept.values[number]!++;
    this.#queue.add(pair, time);
  }

  /** A subscriber has another home; the numbers with which it is in touch, if its home is one that is learned. */
  move(subscriberKey: number, home: number): number[] {
    const subscriber = this.#subscribers.find(subscriberKey);
    if (subscriber < 0) return [];
    this.#home.values[subscriber] = home;
    const pairs = this.#ofLearners.get(subscriber) ?? [];
    return Array.from(pairs, (pair) => this.#numbers.keyAt(this.#pairs.numberOf(pair)));
  }

  /** Forgets communications at this time and before. */
  expire(time: number): void {
    while (this.#queue.oldest <= time) this.#drop(this.#queue.take());
  }

  /**
   * The one of ours with most communications with a number, of equally many the latest, of equally late the one whose
   * home comes first, then the lowest number; and the next one.
   */
  closest(numberKey: number, homes: HomeOrder = AS_GOOD): readonly [Contact | null, Contact | null] {
    const number = this.#numbers.find(numberKey);
    let best = NO_PAIR;
    let second = NO_PAIR;
    let pair = number < 0 ? NO_PAIR : this.#first.values[number]!;
    for (; pair !== NO_PAIR; pair = this.#pairs.nextOf(pair)) {
      if (this.#closer(pair, best, homes)) {
        second = best;
        best = pair;
      } else if (this.#closer(pair, second, homes)) second = pair;
    }
    return [this.#contact(best), this.#contact(second)];
  }

  snapshot(writer: SnapshotWriter): void {
    writer.array('numbers', this.#numbers.keys());
    writer.array('first', this.#first.values.subarray(0, this.#numbers.size));
    writer.array('kept', this.#kept.values.subarray(0, this.#numbers.size));
    writer.json('live', this.#live);
    writer.array('subscribers', this.#subscribers.keys());
    writer.array('home', this.#home.values.subarray(0, this.#subscribers.size));
    this.#pairs.snapshot(writer.scope('pairs'));
    writer.array('learnerPairs', Uint32Array.from(this.#learnerPairs()));
    this.#queue.snapshot(writer.scope('queue'));
  }

  restore(reader: SnapshotReader): void {
    this.#numbers.restore(reader.f64('numbers'));
    this.#first.restore(reader.u32('first'));
    this.#kept.restore(reader.u32('kept'));
    this.#live = reader.json('live');
    this.#subscribers.restore(reader.f64('subscribers'));
    this.#home.restore(reader.i32('home'));
    this.#pairs.restore(reader.scope('pairs'));
    this.#ofLearners.clear();
    for (const pair of reader.u32('learnerPairs')) this.#ofLearner(this.#pairs.subscriberOf(pair)).add(pair);
    this.#queue.restore(reader.scope('queue'));
  }

  #number(key: number): number {
    const found = this.#numbers.find(key);
    if (found >= 0) return found;
    if (this.#numbers.size >= FEW && this.#numbers.size >= 2 * this.#live) this.#compact();
    const number = this.#numbers.add(key);
    this.#first.clear(number);
    this.#kept.clear(number);
    return number;
  }

  /** Leaves out the numbers that have no pair any more. */
  #compact(): void {
    const first = this.#first.values;
    compactRows(
      this.#numbers,
      [this.#first, this.#kept],
      (number) => first[number] !== NO_PAIR,
      (from, to) => {
        if (from !== to) this.#pairs.renumber(first[to]!, to);
      },
    );
  }

  #drop(pair: number): void {
    const number = this.#pairs.numberOf(pair);
    this.#kept.values[number]!--;
    if (this.#pairs.uncount(pair) > 0) return;
    this.#forgetLearner(this.#pairs.subscriberOf(pair), pair);
    const first = this.#pairs.remove(this.#first.values[number]!, pair);
    this.#first.values[number] = first;
    if (first === NO_PAIR) this.#live--;
  }

  #ofLearner(subscriber: number): Set<number> {
    let pairs = this.#ofLearners.get(subscriber);
    if (!pairs) this.#ofLearners.set(subscriber, (pairs = new Set()));
    return pairs;
  }

  #forgetLearner(subscriber: number, pair: number): void {
    const pairs = this.#ofLearners.get(subscriber);
    if (pairs?.delete(pair) && pairs.size === 0) this.#ofLearners.delete(subscriber);
  }

  #learnerPairs(): number[] {
    return [...this.#ofLearners.values()].flatMap((pairs) => [...pairs]);
  }

  #closer(pair: number, than: number, homes: HomeOrder): boolean {
    if (than === NO_PAIR) return true;
    const more = this.#pairs.countOf(pair) - this.#pairs.countOf(than);
    const later = this.#pairs.lastOf(pair) - this.#pairs.lastOf(than);
    if (more !== 0 || later !== 0) return more > 0 || (more === 0 && later > 0);
    const order = homes(this.#homeOf(pair), this.#homeOf(than));
    return order === 0 ? this.#subscriberKey(pair) < this.#subscriberKey(than) : order < 0;
  }

  #contact(pair: number): Contact | null {
    if (pair === NO_PAIR) return null;
    return {
      subscriber: this.#subscriberKey(pair),
      home: this.#homeOf(pair),
      communications: this.#pairs.countOf(pair),
      last: this.#pairs.lastOf(pair),
    };
  }

  #homeOf(pair: number): number {
    return this.#home.values[this.#pairs.subscriberOf(pair)]!;
  }

  #subscriberKey(pair: number): number {
    return this.#subscribers.keyAt(this.#pairs.subscriberOf(pair));
  }
}
