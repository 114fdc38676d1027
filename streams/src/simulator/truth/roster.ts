import { num } from '../at.ts';
import { KeyIndex } from '../../state/key-index.ts';
import { OWN, poolNumber, type RivalContact } from '../people/numbers.ts';
import { isHomeless, isPortedIn } from '../people/population.ts';
import type { World } from '../world.ts';

const { floor } = Math;

/** What the roster reads of the world. */
type Places = Pick<World, 'people' | 'seed' | 'geography'>;

const UNKNOWN = -1;
/** The home city of a number whose home is known and in another province. */
const ABROAD = -2;

/**
 * All numbers that make events, as dense indices: standing subscribers have their own. Says what the reference data and
 * the lifecycle events so far say of a number, read from the number plan of people/numbers.ts.
 */
export class Roster {
  readonly #world: Places;
  readonly #index = new KeyIndex();
  readonly #homeCity: number[] = [];
  readonly #ours: boolean[] = [];
  readonly #ported = new Map<number, number>();
  readonly standing: number;

  constructor(world: Places) {
    const { people, seed, geography } = world;
    this.#world = world;
    this.standing = people.size;
    for (let i = 0; i < people.size; i++) {
      this.#index.add(num(people.msisdn, i));
      this.#homeCity.push(isHomeless(seed, i) ? UNKNOWN : num(people.city, i));
      this.#ours.push(true);
      if (isPortedIn(i)) this.#ported.set(num(people.msisdn, i), OWN);
    }
    const contact: RivalContact = { number: 0, operator: 0 };
    for (let i = 0; i < people.rivalPool; i++) {
      poolNumber(seed, i, geography.cities.length, contact);
      if (floor(contact.number / 1e8) === 86_160) this.#ported.set(contact.number, contact.operator);
    }
  }

  get size(): number {
    return this.#index.size;
  }

  indexOf(number: number): number {
    const index = this.#index.add(number);
    if (index < this.#homeCity.length) return index;
    const home = prefixHome(number);
    this.#homeCity.push(home);
    this.#ours.push(home >= 0 && this.operatorOf(number) === OWN);
    return index;
  }

  find(number: number): number {
    return this.#index.find(number);
  }

  numberOf(index: number): number {
    return this.#index.keyAt(index);
  }

  /** City of the home on record or of the prefix; negative when it is unknown or in another province. */
  homeCity(index: number): number {
    return this.#homeCity[index] ?? UNKNOWN;
  }

  ours(index: number): boolean {
    return this.#ours[index] === true;
  }

  /** May come home as a visitor: not ours, and not at home in the province. */
  visitor(index: number): boolean {
    return !this.ours(index) && this.homeCity(index) < 0;
  }

  /** A lifecycle event made the number ours. */
  join(index: number, portedIn: boolean): void {
    this.#ours[index] = true;
    if (portedIn) this.#ported.set(this.numberOf(index), OWN);
  }

  /** Index of the operator of a number by list and prefix, −1 when nothing says it. */
  operatorOf(number: number): number {
    const ported = this.#ported.get(number);
    if (ported !== undefined) return ported;
    const range = floor(number / 1e8) - 86_000;
    if (range === 163 || range === 164) return 1;
    if (range === 168) return 2;
    return (range >= 160 && range <= 162) || range === 169 ? OWN : -1;
  }

  /** County of the home of one of ours on record, −1 where only the prefix says the city. */
  homeCounty(index: number, onRecord: (subscriber: number) => boolean): number {
    if (index >= this.standing || !onRecord(index)) return -1;
    return num(this.#world.people.county, index);
  }
}

function prefixHome(number: number): number {
  const range = floor(number / 1e8) - 86_000;
  const code = floor(number / 1e6) % 100;
  if (range === 162) return code > 10 ? ABROAD : UNKNOWN;
  const cities = [160, 161, 163, 164, 168].includes(range);
  return cities && code >= 1 && code <= 10 ? code - 1 : UNKNOWN;
}
