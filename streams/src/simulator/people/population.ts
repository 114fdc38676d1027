import { at, num } from '../at.ts';
import type { Geography } from '../province.ts';
import { Rng, fraction, hash } from '../rng.ts';
import { homelessNumber, ownNumber, portedInNumber } from './numbers.ts';

const { max, min, round } = Math;

/** How somebody lives: the codes of `Population.kind`. */
export const WORKER = 0;
export const AT_HOME = 1;
export const FARMER = 2;
export const NIGHT_WORKER = 3;
export const STUDENT = 4;
export const TEACHER = 5;
export const NEIGHBOUR = 6;
export const SECOND_PHONE = 7;

/** Our standing subscribers as columns; about 16 bytes each. Ordered by county and town, students by campus. */
export interface Population {
  readonly size: number;
  readonly homeCell: Uint16Array;
  readonly workCell: Uint16Array;
  readonly kind: Uint8Array;
  readonly county: Uint8Array;
  readonly city: Uint8Array;
  /** Campus of students, teachers and neighbours, −1 for none. */
  readonly campus: Int8Array;
  readonly msisdn: Float64Array;
  /** First subscriber of each county; one more entry than counties. */
  readonly countyStart: readonly number[];
  /** Size of the pool of standing rival numbers. */
  readonly rivalPool: number;
}

const STUDENT_SHARE = 0.14;

/** Settles `size` subscribers in the province. */
export function createPopulation(geography: Geography, size: number): Population {
  const columns = {
    homeCell: new Uint16Array(size),
    workCell: new Uint16Array(size),
    kind: new Uint8Array(size),
    county: new Uint8Array(size),
    city: new Uint8Array(size),
    campus: new Int8Array(size).fill(-1),
    msisdn: new Float64Array(size),
  };
  const settler = new Settler(geography, size, columns);
  const countyStart = settler.run();
  return { size, ...columns, countyStart, rivalPool: min(100_000, max(3000, size)) };
}

type Columns = Pick<Population, 'homeCell' | 'workCell' | 'kind' | 'county' | 'city' | 'campus' | 'msisdn'>;

class Settler {
  readonly #geography: Geography;
  readonly #columns: Columns;
  readonly #size: number;
  readonly #cityCells: readonly (readonly number[])[];
  readonly #citySerial: number[];
  #next = 0;

  constructor(geography: Geography, size: number, columns: Columns) {
    this.#geography = geography;
    this.#size = size;
    this.#columns = columns;
    this.#cityCells = geography.cities.map((city) =>
      city.counties.flatMap((c) => at(geography.counties, c).cells),
    );
    this.#citySerial = geography.cities.map(() => 0);
  }

  run(): number[] {
    const starts: number[] = [];
    const { counties, campuses } = this.#geography;
    const total = counties.reduce((sum, county) => sum + county.weight, 0);
    const campusTotal = campuses.reduce((sum, campus) => sum + campus.weight, 0);
    const students = this.#size * STUDENT_SHARE;
    let due = 0;
    counties.forEach((county, c) => {
      starts.push(this.#next);
      due += ((this.#size - students) * county.weight) / total;
      for (const [i, campus] of campuses.entries()) {
        if (campus.county !== c) continue;
        const count = round((students * campus.weight) / campusTotal);
        due += count;
        for (let n = 0; n < count && this.#next < this.#size; n++) this.#student(i);
      }
      const residents = max(0, min(this.#size, round(due)) - this.#next);
      for (let n = 0; n < residents; n++) this.#resident(c, n / residents);
    });
    while (this.#next < this.#size) this.#resident(counties.length - 1, 0);
    return [...starts, this.#size];
  }

  #student(campusIndex: number): void {
    const campus = at(this.#geography.campuses, campusIndex);
    const draw = hash(this.#geography.seed, 33, this.#next);
    const dormitory = at(campus.dormitories, (draw >>> 4) % campus.dormitories.length);
    const lecture = at(campus.lectures, (draw >>> 9) % campus.lectures.length);
    this.#settle(STUDENT, dormitory, lecture, campusIndex);
  }

  /** `position` in the county, 0 … 1: people of one town follow each other. */
  #resident(county: number, position: number): void {
    const rng = new Rng(hash(this.#geography.seed, 34, this.#next));
    const place = at(this.#geography.counties, county);
    const town = this.#townAt(place.towns, position);
    const home = this.#cellOf(place.cells, town, rng);
    const campusIndex = this.#geography.campuses.findIndex((campus) => campus.town === town);
    const draw = rng.next();
    if (campusIndex >= 0 && draw < 0.14) {
      const campus = at(this.#geography.campuses, campusIndex);
      if (draw < 0.05) this.#settle(TEACHER, home, rng.pick(campus.lectures), campusIndex);
      else this.#settle(NEIGHBOUR, campus.neighbour, home, campusIndex);
      return;
    }
    const kind = drawKind(rng.next(), at(this.#geography.towns, town).seat);
    const twin = kind === SECOND_PHONE ? this.#second() : null;
    if (twin !== null && at(this.#geography.cells, twin.home).county === county)
      return this.#settle(SECOND_PHONE, twin.home, twin.work, -1);
    const settled = kind === SECOND_PHONE ? WORKER : kind;
    this.#settle(settled, home, this.#workCell(settled, place.cells, home, rng), -1);
  }

  #townAt(towns: readonly number[], position: number): number {
    let left = position;
    for (const town of towns) {
      left -= at(this.#geography.towns, town).weight;
      if (left < 0) return town;
    }
    return at(towns, 0);
  }

  #cellOf(cells: readonly number[], town: number, rng: Rng): number {
    for (let attempt = 0; attempt < 30; attempt++) {
      const cell = rng.pick(cells);
      const { town: owner, campus } = at(this.#geography.cells, cell);
      if (owner === town && campus < 0) return cell;
    }
    return cells.find((cell) => at(this.#geography.cells, cell).town === town) ?? at(cells, 0);
  }

  #workCell(kind: number, countyCells: readonly number[], home: number, rng: Rng): number {
    if (kind === AT_HOME) return rng.pick(countyCells.slice(0, 8));
    if (kind === FARMER) return this.#cellOf(countyCells, at(this.#geography.cells, home).town, rng);
    if (kind === WORKER && isCommuter(this.#geography.seed, this.#next)) {
      const next = (at(this.#geography.cells, home).city + 1) % this.#cityCells.length;
      return at(at(this.#cityCells, next), this.#next % 16);
    }
    const nearby = rng.next() < 0.72;
    const cell = rng.pick(nearby ? countyCells : at(this.#cityCells, at(this.#geography.cells, home).city));
    // Campus masts serve students and teachers; others would blur what a campus is.
    return at(this.#geography.cells, cell).campus < 0 ? cell : home;
  }

  /** A second phone goes where the one of the subscriber before it goes. */
  #second(): { home: number; work: number } | null {
    const before = this.#next - 1;
    const kind = num(this.#columns.kind, before);
    if (before < 0 || kind === STUDENT || kind === SECOND_PHONE) return null;
    return { home: num(this.#columns.homeCell, before), work: num(this.#columns.workCell, before) };
  }

  #settle(kind: number, home: number, work: number, campus: number): void {
    const i = this.#next++;
    const cell = at(this.#geography.cells, home);
    this.#columns.kind[i] = kind;
    this.#columns.homeCell[i] = home;
    this.#columns.workCell[i] = work;
    this.#columns.county[i] = cell.county;
    this.#columns.city[i] = cell.city;
    this.#columns.campus[i] = campus;
    const serial = num(this.#citySerial, cell.city);
    this.#citySerial[cell.city] = serial + 1;
    this.#columns.msisdn[i] = isPortedIn(i)
      ? portedInNumber(cell.city, serial)
      : isHomeless(this.#geography.seed, i)
        ? homelessNumber(i)
        : ownNumber(cell.city, serial);
  }
}

function drawKind(draw: number, seat: boolean): number {
  if (draw < (seat ? 0.58 : 0.34)) return WORKER;
  if (draw < (seat ? 0.9 : 0.58)) return AT_HOME;
  if (draw < 0.95) return seat ? AT_HOME : FARMER;
  return draw < 0.975 ? NIGHT_WORKER : SECOND_PHONE;
}

/** Who carries the phone: second phones are in the pocket of the subscriber before them. */
export function bearer(people: Population, subscriber: number): number {
  return num(people.kind, subscriber) === SECOND_PHONE ? subscriber - 1 : subscriber;
}

/** One in forty brought the number along from a rival. */
export function isPortedIn(subscriber: number): boolean {
  return subscriber % 40 === 7;
}

/** One worker in eighty works in the next city and is home every night. */
export function isCommuter(seed: number, subscriber: number): boolean {
  return hash(seed, 37, subscriber) % 80 === 0;
}

/** Two in a hundred have no home on record and a number that belongs to no city: theirs must be learned. */
export function isHomeless(seed: number, subscriber: number): boolean {
  return !isPortedIn(subscriber) && hash(seed, 36, subscriber) % 50 === 0;
}

/** Whether subscribers.csv says where somebody lives: for one in thirty only the number's prefix does. */
export function hasHomeOnRecord(seed: number, subscriber: number): boolean {
  if (isPortedIn(subscriber)) return true;
  return fraction(seed, 142, subscriber) >= 0.033 && !isHomeless(seed, subscriber);
}

/** When a standing subscriber became one: at least seventy days before the data begin, so that nobody is new by chance. */
export function activatedAt(seed: number, subscriber: number, knownBefore: number): number {
  const days = 70 + fraction(seed, 35, subscriber) ** 2 * 3200;
  return knownBefore - round(days * 86_400) * 1000;
}
