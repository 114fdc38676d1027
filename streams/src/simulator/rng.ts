/**
 * Hash-seeded randomness: every draw is a function of the seed and of what it is drawn for (subscriber, day, hour), so
 * that any hour can be generated without the hours before it.
 */

// Looked up once: test runners make every look-up of a global expensive, and these are called by the million.
const { exp, imul, log, max, round, sqrt } = Math;

/** Mixes up to four integers into 32 bits (murmur3 finaliser over a running state). */
export function hash(a: number, b: number, c = 0, d = 0): number {
  let h = imul(a ^ 0x9e3779b9, 0x85ebca6b);
  h = mix(h ^ imul(b, 0xcc9e2d51));
  h = mix(h ^ imul(c, 0x1b873593));
  return mix(h ^ imul(d, 0x27d4eb2f)) >>> 0;
}

function mix(value: number): number {
  let h = value;
  h ^= h >>> 16;
  h = imul(h, 0x85ebca6b);
  h ^= h >>> 13;
  h = imul(h, 0xc2b2ae35);
  return h ^ (h >>> 16);
}

/** A hash as a fraction of one. */
export function fraction(a: number, b: number, c = 0, d = 0): number {
  return hash(a, b, c, d) / 4294967296;
}

/** A small fast generator (mulberry32), reseeded for each thing that is drawn. */
export class Rng {
  #state: number;

  constructor(seed = 0) {
    this.#state = seed | 0;
  }

  seed(seed: number): this {
    this.#state = seed | 0;
    return this;
  }

  /** Uniform in [0, 1). */
  next(): number {
    this.#state = (this.#state + 0x6d2b79f5) | 0;
    let t = this.#state;
    t = imul(t ^ (t >>> 15), t | 1);
    t ^= t + imul(t ^ (t >>> 7), t | 61);
    return ((t ^ (t >>> 14)) >>> 0) / 4294967296;
  }

  /** Uniform integer in [0, n). */
  int(n: number): number {
    return (this.next() * n) | 0;
  }

  /** Uniform integer in [low, high]. */
  between(low: number, high: number): number {
    return low + ((this.next() * (high - low + 1)) | 0);
  }

  /** Poisson by multiplication, for small means; a rounded normal above 30. */
  poisson(mean: number): number {
    if (mean <= 0) return 0;
    if (mean > 30) return max(0, round(mean + this.normal() * sqrt(mean)));
    const limit = exp(-mean);
    let n = 0;
    let product = this.next();
    while (product > limit) {
      n++;
      product *= this.next();
    }
    return n;
  }

  /** Roughly standard normal: twelve-term sum would be exacter, four terms are enough for positions and noise. */
  normal(): number {
    return (this.next() + this.next() + this.next() + this.next() - 2) * 1.7320508;
  }

  /** Exponential with the given mean. */
  exponential(mean: number): number {
    return -log(1 - this.next()) * mean;
  }

  pick<T>(items: readonly T[]): T {
    const item = items[this.int(items.length)];
    if (item === undefined) throw new RangeError('cannot pick from an empty list');
    return item;
  }
}

/** A bijection on 0 … size−1: `factor` must share no divisor with `size`. Spreads serial numbers without collisions. */
export function scramble(serial: number, factor: number, size: number): number {
  return (serial * factor) % size;
}
