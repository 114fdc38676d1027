/**
 * Number keys: telephone numbers as JavaScript numbers, so that columns and hash tables hold no strings.
 *
 * Up to 15 digits: the number read in base ten with a leading 1 (`"0861"` → 10861), which keeps leading zeros apart
 * and stays below 2^53. Longer ones (service numbers as peers, up to 20 digits) are interned: −1, −2, …
 */
export type NumberKey = number;

/** The longest number that is its own key. */
export const MAX_KEY_DIGITS = 15;

/** Interned numbers of 16 to 20 digits. One per pipeline; part of its snapshot. */
export class LongNumbers {
  readonly #keys = new Map<string, NumberKey>();
  readonly #digits: string[] = [];

  keyOf(digits: string): NumberKey {
    const known = this.#keys.get(digits);
    if (known !== undefined) return known;
    this.#digits.push(digits);
    const key = -this.#digits.length;
    this.#keys.set(digits, key);
    return key;
  }

  digitsOf(key: NumberKey): string {
    return this.#digits[-key - 1] ?? '';
  }

  snapshot(): readonly string[] {
    return this.#digits;
  }

  restore(digits: readonly string[]): void {
    this.#keys.clear();
    this.#digits.length = 0;
    for (const number of digits) this.keyOf(number);
  }
}

/** Key of a number of digits; `long` interns those past 15 digits. */
export function numberKey(digits: string, long: LongNumbers): NumberKey {
  return digits.length <= MAX_KEY_DIGITS ? Number('1' + digits) : long.keyOf(digits);
}

const POWERS = Float64Array.from({ length: MAX_KEY_DIGITS + 1 }, (_, digits) => 10 ** digits);

/** Key of a number of up to 15 digits that have been read as a number. */
export function keyOfDigits(value: number, length: number): NumberKey {
  return POWERS[length]! + value;
}

/** The digits of a key, leading zeros kept. */
export function numberDigits(key: NumberKey, long: LongNumbers): string {
  return key < 0 ? long.digitsOf(key) : key.toFixed(0).slice(1);
}
