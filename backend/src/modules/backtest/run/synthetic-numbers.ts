/** Digits of the prefix that says operator and home, and of the serial number behind it. */
const PREFIX_DIGITS = 5;
const SERIAL_DIGITS = 10;
const SERIALS = 10 ** SERIAL_DIGITS;
const MAX_PLANS = 10 ** PREFIX_DIGITS;
/** Makes a number too long to be somebody's own, as service numbers are too short. */
const LONG_FILL = '00000';
/** A key is the number with a leading 1 (see `number-key.ts`). */
const KEY_BASE = MAX_PLANS * SERIALS;
const INITIAL = 1 << 12;
const NONE = -1;

/** A pseudonym as two words. */
export interface Words {
  readonly hi: number;
  readonly lo: number;
}

/** What the number plan says of numbers with a prefix. */
export interface PlannedPrefix {
  readonly prefix: string;
  readonly operator: string;
  readonly home: string;
}

/**
 * Numbers that stand for pseudonyms: 15 digits (20 for service numbers), of which the first five say operator and home.
 * So engines, which work with numbers and a number plan, work on stored events, which have pseudonyms only. About 45 bytes
 * a number.
 */
export class SyntheticNumbers {
  /** Numbers that nobody said anything about before they came up in an event. */
  unknown = 0;
  readonly #intern: (digits: string) => number;
  readonly #plans = new Map<string, number>();
  readonly #prefixes: PlannedPrefix[] = [];
  /** Plans of numbers that are longer than a key. */
  readonly #longPlans = new Map<number, number>();
  #size = 0;
  #words = new Uint32Array(INITIAL * 2);
  #keys = new Float64Array(INITIAL);
  /** Index of a number by its pseudonym, open addressing. */
  #slots = new Int32Array(INITIAL * 2).fill(NONE);

  /** @param intern key of a number of more than 15 digits. */
  constructor(intern: (digits: string) => number) {
    this.#intern = intern;
  }

  get size(): number {
    return this.#size;
  }

  /** Makes a number for a pseudonym unless it has one. `personal`: 7 to 15 digits. An empty operator is unknown. */
  add({ hi, lo }: Words, personal: boolean, operator: string, home: string): void {
    const slot = this.#slotOf(hi, lo);
    if (this.#slots[slot] === NONE) this.#put(slot, hi, lo, personal, operator, home);
  }

  /** Key of the number that stands for a pseudonym; 0 for the pseudonym 0, which is no number. */
  keyOf(hi: number, lo: number): number {
    if (hi === 0 && lo === 0) return 0;
    const slot = this.#slotOf(hi, lo);
    const index = this.#slots[slot]!;
    if (index !== NONE) return this.#keys[index] || this.#internLong(index);
    this.unknown++;
    return this.#keys[this.#put(slot, hi, lo, true, '', '')]!;
  }

  /** The digits that stand for a pseudonym; null when there are none. */
  digitsOf({ hi, lo }: Words): string | null {
    const index = this.#slots[this.#slotOf(hi, lo)]!;
    if (index === NONE) return null;
    return this.#isLong(index) ? this.#longDigits(index) : this.#keys[index]!.toFixed(0).slice(1);
  }

  /** The pseudonym, 16 hex digits, behind digits of ours. */
  pseudonymOf(digits: string): string {
    const index = Number(digits.slice(-SERIAL_DIGITS));
    const hex = (word: number): string => word.toString(16).padStart(8, '0');
    return hex(this.#words[index * 2]!) + hex(this.#words[index * 2 + 1]!);
  }

  /** The number plan of all numbers so far; those of unknown operators have no prefix in it. */
  get prefixes(): readonly PlannedPrefix[] {
    return this.#prefixes;
  }

  #put(slot: number, hi: number, lo: number, personal: boolean, operator: string, home: string): number {
    const index = this.#size++;
    if (index >= this.#keys.length) this.#grow();
    this.#words[index * 2] = hi;
    this.#words[index * 2 + 1] = lo;
    const plan = this.#planOf(operator, home);
    // A long number gets its key when an event needs it.
    this.#keys[index] = personal ? KEY_BASE + plan * SERIALS + index : 0;
    if (!personal) this.#longPlans.set(index, plan);
    this.#slots[slot] = index;
    if (this.#size * 2 > this.#slots.length) this.#rehash();
    return index;
  }

  #isLong(index: number): boolean {
    return this.#keys[index]! <= 0;
  }

  #longDigits(index: number): string {
    const plan = String(this.#longPlans.get(index)!).padStart(PREFIX_DIGITS, '0');
    return plan + LONG_FILL + String(index).padStart(SERIAL_DIGITS, '0');
  }

  #internLong(index: number): number {
    return (this.#keys[index] = this.#intern(this.#longDigits(index)));
  }

  /** 0 is the plan of unknown operators. */
  #planOf(operator: string, home: string): number {
    if (operator === '') return 0;
    const name = `${operator}\n${home}`;
    const known = this.#plans.get(name);
    if (known !== undefined) return known;
    const plan = this.#plans.size + 1;
    if (plan >= MAX_PLANS) throw new RangeError(`more than ${MAX_PLANS - 1} pairs of operator and home`);
    this.#plans.set(name, plan);
    this.#prefixes.push({ prefix: String(plan).padStart(PREFIX_DIGITS, '0'), operator, home });
    return plan;
  }

  /** Slot of the pseudonym, or the empty one where it belongs. Pseudonyms are uniform: no hash is needed. */
  #slotOf(hi: number, lo: number): number {
    const mask = this.#slots.length - 1;
    for (let slot = lo & mask; ; slot = (slot + 1) & mask) {
      const index = this.#slots[slot]!;
      if (index === NONE) return slot;
      if (this.#words[index * 2 + 1] === lo && this.#words[index * 2] === hi) return slot;
    }
  }

  #grow(): void {
    const words = new Uint32Array(this.#words.length * 2);
    words.set(this.#words);
    this.#words = words;
    const keys = new Float64Array(this.#keys.length * 2);
    keys.set(this.#keys);
    this.#keys = keys;
  }

  #rehash(): void {
    this.#slots = new Int32Array(this.#slots.length * 2).fill(NONE);
    for (let index = 0; index < this.#size; index++) {
      this.#slots[this.#slotOf(this.#words[index * 2]!, this.#words[index * 2 + 1]!)] = index;
    }
  }
}
