import { num } from '../at.ts';
import { hash, type Rng } from '../rng.ts';
import { poolNumber, type RivalContact } from './numbers.ts';
import { STUDENT, type Population } from './population.ts';

const { min } = Math;

const LONG_LINKS = 4;
const GROUP = 12;
const CLOSE = 4;
const RIVAL_CIRCLE = 5;
const CAMPUS_RIVALS = 6;

/** Rings of students that are not like the others: those who call their families only, and those who write nothing. */
export const LONERS = 0;
export const SILENT_WRITERS = 1;

/** LONERS or SILENT_WRITERS for one ring of students in 25 each, else a number from 2 on. */
export function ringOf(seed: number, student: number): number {
  return hash(seed, 45, (student / CLOSE) | 0) % 25;
}

/** Who talks to whom. Circles are computed, not stored, and symmetrical: whoever may call j is in j's own circle. */
export class Circles {
  readonly #people: Population;
  readonly #seed: number;
  readonly #cities: number;

  constructor(people: Population, seed: number, cities: number) {
    this.#people = people;
    this.#seed = seed;
    this.#cities = cities;
  }

  /** One of ours whom `i` calls or writes to; `i` itself when nobody else is there. */
  friend(i: number, rng: Rng): number {
    const draw = rng.next();
    const student = num(this.#people.kind, i) === STUDENT;
    if (student && draw < 0.78 && ringOf(this.#seed, i) === LONERS) return this.#far(i, rng.int(LONG_LINKS));
    const close = student ? 0.68 : 0.4;
    if (draw < close) return this.#member(i, CLOSE, rng);
    if (draw < 0.78) return this.#member(i, GROUP, rng);
    return this.#far(i, rng.int(LONG_LINKS));
  }

  /** Family, class, workmates: people with neighbouring indices. */
  #member(i: number, size: number, rng: Rng): number {
    const first = i - (i % size);
    const count = min(size, this.#people.size - first);
    return count < 2 ? i : first + ((i - first + 1 + rng.int(count - 1)) % count);
  }

  /** An involution: the far friend of my far friend is me. */
  #far(i: number, link: number): number {
    const { size } = this.#people;
    return ((hash(this.#seed, 41, link) % size) - i + size) % size;
  }

  /** A standing rival contact of `i`: a small circle, and for students also numbers that half the campus knows. */
  rival(i: number, rng: Rng, into: RivalContact): RivalContact {
    const pool = this.#people.rivalPool;
    const campus = num(this.#people.campus, i);
    const shared = num(this.#people.kind, i) === STUDENT && rng.next() < 0.2;
    const index = shared
      ? hash(this.#seed, 43, campus, rng.int(CAMPUS_RIVALS)) % pool
      : hash(this.#seed, 42, i, rng.int(RIVAL_CIRCLE)) % pool;
    return poolNumber(this.#seed, index, this.#cities, into);
  }
}
