import { numberDigits, type LongNumbers } from '../events/number-key.ts';
import type { Reference } from '../reference/reference.ts';
import { Column, int32, uint8 } from './column.ts';
import { KeyIndex } from './key-index.ts';

/** The number may belong to somebody who visits: its planned home is not in our provinces, and it is no service number. */
const VISITOR = 1;

/** Shortest and longest number that can be somebody's own (docs/contract.md, Events). */
const SHORTEST = 7;
const LONGEST = 15;

/**
 * What the number plan says of other parties, looked up once a number: about 30 bytes each. It follows from reference data
 * alone, so it is in no snapshot. Porting events are kept beside it, since they come with the stream.
 */
export class PeerTable {
  readonly #long: LongNumbers;
  #index = new KeyIndex();
  readonly #operator = new Column(int32);
  readonly #flags = new Column(uint8);
  #reference: Reference | null = null;

  constructor(long: LongNumbers) {
    this.#long = long;
  }

  get bytes(): number {
    return this.#index.bytes + this.#operator.bytes + this.#flags.bytes;
  }

  setReference(reference: Reference): void {
    this.#reference = reference;
    this.#index = new KeyIndex();
  }

  /** Dense index of a number, good until the reference data change. */
  indexOf(key: number): number {
    const before = this.#index.size;
    const index = this.#index.add(key);
    if (index === before) this.#lookUp(key, index);
    return index;
  }

  /** Operator index by ported numbers and longest prefix, −1 unknown. */
  operatorOf(index: number): number {
    return this.#operator.values[index]!;
  }

  /** Whether it may be a visitor's. */
  mayVisit(index: number): boolean {
    return (this.#flags.values[index]! & VISITOR) !== 0;
  }

  #lookUp(key: number, index: number): void {
    const { plan, ownProvinces, areas } = this.#reference!;
    const digits = numberDigits(key, this.#long);
    const home = plan.homeOf(digits);
    const elsewhere = home < 0 || !ownProvinces.has(areas.province(home));
    const personal = digits.length >= SHORTEST && digits.length <= LONGEST;
    this.#operator.reserve(index);
    this.#flags.reserve(index);
    this.#operator.values[index] = plan.operatorOf(digits);
    this.#flags.values[index] = elsewhere && personal ? VISITOR : 0;
  }
}
