/**
 * The identity of a record as a 64-bit hash: of feed and eventId, else of feed and the values of all known fields in
 * one canonical form, so that the same record has the same identity in NDJSON and in CSV, and whatever the notation of
 * its time. Two lanes of 32 bits with different mixing.
 */
export class IdentityHash {
  #a = 0;
  #b = 0;
  readonly #float = new Float64Array(1);
  readonly #words = new Uint32Array(this.#float.buffer);

  start(seed: number): void {
    // Far apart, so that no seed and marker together look like another seed and marker.
    this.#a = 0x811c9dc5 ^ Math.imul(seed, 0x9e3779b1);
    this.#b = 0x9e3779b9 + Math.imul(seed, 0x85ebca77);
  }

  bytes(marker: number, bytes: Uint8Array, start: number, end: number): void {
    let a = Math.imul(this.#a ^ marker, 0x01000193);
    let b = Math.imul(this.#b + marker, 0x85ebca6b);
    for (let i = start; i < end; i++) {
      const byte = bytes[i]!;
      a = Math.imul(a ^ byte, 0x01000193);
      b = Math.imul(b ^ (b >>> 13), 0x5bd1e995) + byte;
    }
    this.#a = a ^ (end - start);
    this.#b = b;
  }

  number(marker: number, value: number): void {
    // −0 is 0.
    this.#float[0] = value + 0;
    this.#word(marker);
    this.#word(this.#words[0]!);
    this.#word(this.#words[1]!);
  }

  #word(word: number): void {
    this.#a = Math.imul(this.#a ^ word, 0x01000193);
    this.#a ^= this.#a >>> 15;
    this.#b = Math.imul(this.#b ^ (this.#b >>> 13), 0x5bd1e995) + word;
    this.#b = Math.imul(this.#b, 0x2545f491);
  }

  get hi(): number {
    return finish(this.#a ^ Math.imul(this.#b, 0x27d4eb2f));
  }

  get lo(): number {
    return finish(this.#b + Math.imul(this.#a, 0x165667b1));
  }
}

function finish(word: number): number {
  let h = word ^ (word >>> 16);
  h = Math.imul(h, 0x85ebca6b);
  h ^= h >>> 13;
  h = Math.imul(h, 0xc2b2ae35);
  return (h ^ (h >>> 16)) >>> 0;
}
