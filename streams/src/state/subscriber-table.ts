import type { LongNumbers } from '../events/number-key.ts';
import { numberDigits, numberKey } from '../events/number-key.ts';
import type { Reference } from '../reference/reference.ts';
import { Column, float64, int32, uint8 } from './column.ts';
import { KeyIndex } from './key-index.ts';
import { PeerTable } from './peer-table.ts';
import type { SnapshotReader, SnapshotWriter } from './snapshot.ts';

/** Bits of a subscriber's flags. */
const IN_PROFILE = 1;
const JOINED = 2;
const OWN_PLAN = 4;

/**
 * What is known of each number that has appeared as somebody's own: whether it is ours, where its home is, when it was
 * activated. Struct of arrays by dense index; about 38 bytes a number.
 */
export class SubscriberTable {
  readonly index = new KeyIndex();
  /** What the number plan says of other parties. */
  readonly peers: PeerTable;
  readonly #flags = new Column(uint8);
  readonly #home = new Column(int32, -1);
  readonly #activatedAt = new Column(float64, Number.NaN);
  readonly #long: LongNumbers;
  /** Operator of numbers that a lifecycle event ported: −1 after porting out, when nobody says to whom. */
  readonly #ported = new Map<number, number>();
  #reference: Reference | null = null;
  #ownOperator = -1;

  constructor(long: LongNumbers) {
    this.#long = long;
    this.peers = new PeerTable(long);
  }

  get bytes(): number {
    return this.index.bytes + this.#flags.bytes + this.#home.bytes + this.#activatedAt.bytes;
  }

  /** Applies reference data; `owns` says which numbers belong to this shard. */
  setReference(reference: Reference, owns: (key: number) => boolean): void {
    this.#reference = reference;
    this.peers.setReference(reference);
    this.#ownOperator = reference.operatorOwn.indexOf(true);
    for (let index = 0; index < this.index.size; index++) this.#apply(index);
    for (const profile of reference.subscribers) {
      const key = numberKey(profile.msisdn, this.#long);
      if (!owns(key)) continue;
      const index = this.indexOf(key);
      this.#flags.values[index]! |= IN_PROFILE;
      if (profile.home >= 0) this.#home.values[index] = profile.home;
      const joined =
        (this.#flags.values[index]! & JOINED) !== 0 && !Number.isNaN(this.#activatedAt.values[index]!);
      if (!joined) this.#activatedAt.values[index] = profile.activatedAt;
    }
  }

  /** Dense index of a number, which is added when new. */
  indexOf(key: number): number {
    const before = this.index.size;
    const index = this.index.add(key);
    if (index === before) {
      this.#flags.reserve(index);
      this.#home.reserve(index);
      this.#activatedAt.reserve(index);
      this.#apply(index);
    }
    return index;
  }

  /**
   * Dense indexes of the first numbers of a column, to `out`; those never seen before are added, and where `skip` has a
   * bit of `skipped` it is −1. All at once, since the processor then waits for many places in memory at a time.
   */
  indexesOf(keys: Float64Array, length: number, skip: Uint8Array, skipped: number, out: Int32Array): void {
    for (let row = 0; row < length; row++)
      out[row] = (skip[row]! & skipped) === 0 ? this.indexOf(keys[row]!) : -1;
  }

  isOurs(index: number): boolean {
    return this.#flags.values[index] !== 0;
  }

  /** Area index of the home, −1 when unknown. */
  homeOf(index: number): number {
    return this.#home.values[index]!;
  }

  /** Epoch milliseconds, NaN when unknown. */
  activatedAt(index: number): number {
    return this.#activatedAt.values[index]!;
  }

  /** Activated or ported in by a lifecycle event: ours from now on. Porting in is no activation. */
  join(index: number, activatedAt: number): void {
    this.#flags.values[index]! |= JOINED;
    if (!Number.isNaN(activatedAt)) this.#activatedAt.values[index] = activatedAt;
  }

  portIn(key: number): void {
    this.#ported.set(key, this.#ownOperator);
  }

  portOut(key: number): void {
    this.#ported.set(key, -1);
  }

  /** Operator index of a peer where the record does not say: last porting, ported numbers, longest prefix. */
  operatorOf(key: number, peer: number): number {
    if (this.#ported.size === 0) return this.peers.operatorOf(peer);
    return this.#ported.get(key) ?? this.peers.operatorOf(peer);
  }

  snapshot(writer: SnapshotWriter): void {
    const size = this.index.size;
    writer.array('keys', this.index.keys());
    writer.array('flags', this.#flags.values.subarray(0, size));
    writer.array('home', this.#home.values.slice(0, size));
    writer.array('activatedAt', this.#activatedAt.values.slice(0, size));
    writer.json('ported', [...this.#ported]);
  }

  restore(reader: SnapshotReader): void {
    this.index.restore(reader.f64('keys'));
    this.#flags.restore(reader.u8('flags'));
    this.#home.restore(reader.i32('home'));
    this.#activatedAt.restore(reader.f64('activatedAt'));
    this.#ported.clear();
    for (const [key, operator] of reader.json<[number, number][]>('ported')) this.#ported.set(key, operator);
  }

  /** Sets what follows from the number plan; a profile read afterwards overrides the home. */
  #apply(index: number): void {
    const reference = this.#reference!;
    const digits = numberDigits(this.index.keyAt(index), this.#long);
    const home = reference.plan.homeOf(digits);
    const operator = reference.plan.operatorOf(digits);
    const planned =
      operator >= 0 &&
      reference.operatorOwn[operator] === true &&
      home >= 0 &&
      reference.ownProvinces.has(reference.areas.province(home));
    this.#flags.values[index] = (this.#flags.values[index]! & JOINED) | (planned ? OWN_PLAN : 0);
    this.#home.values[index] = home;
  }
}
