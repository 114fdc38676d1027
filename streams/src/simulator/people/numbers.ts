import { fraction, hash, scramble } from '../rng.ts';

/**
 * The number plan, in ranges that no real operator has been given. `cc` is the city's code (01 …), `pp` that of a city
 * of another province (11 …). All numbers are 86 and eleven digits, kept as JavaScript numbers.
 */
export const OPERATORS = [
  { operatorId: 'chaoxin', name: '潮信移动', own: true },
  { operatorId: 'honglian', name: '虹联通信', own: false },
  { operatorId: 'landian', name: '岚电通讯', own: false },
] as const;
export const OWN = 0;

const SUFFIX = 1_000_000;
const PORTED_BLOCK = 900_000;
const HALF = 500_000;

/** 86 160cc sssssss: the numbers our people have had for long. */
export function ownNumber(city: number, serial: number): number {
  return compose(160, city + 1, scramble(serial, 274_177, PORTED_BLOCK));
}

/** 86 161cc: numbers sold since. `serial` < 1 000 000. */
export function newOwnNumber(city: number, serial: number): number {
  return compose(161, city + 1, scramble(serial, 387_457, SUFFIX));
}

/** 86 162pp: our operator's numbers in other provinces. */
export function foreignOwnNumber(otherCity: number, serial: number): number {
  return compose(162, otherCity + 11, scramble(serial % SUFFIX, 618_041, SUFFIX));
}

/** 86 163cc and 86 168cc, lower half: rivals' numbers known for long. `serial` < 500 000. */
export function rivalNumber(operator: number, city: number, serial: number): number {
  return compose(operator === 1 ? 163 : 168, city + 1, scramble(serial, 193_877, HALF));
}

/** Upper half of the same ranges: rivals' numbers sold since. */
export function newRivalNumber(operator: number, city: number, serial: number): number {
  return compose(operator === 1 ? 163 : 168, city + 1, HALF + scramble(serial, 193_877, HALF));
}

/** 86 164cc: numbers of the first rival whose owners came to us and kept them. */
export function portedInNumber(city: number, serial: number): number {
  return compose(164, city + 1, scramble(serial, 274_177, SUFFIX));
}

/** End of our own range 86 160cc: numbers whose owners went to a rival and kept them. `serial` < 100 000. */
export function portedOutNumber(city: number, serial: number): number {
  return compose(160, city + 1, PORTED_BLOCK + scramble(serial, 19_387, SUFFIX - PORTED_BLOCK));
}

/** 86 169: our operator's numbers that belong to no city. `serial` < 40 000 000. */
export function homelessNumber(serial: number): number {
  return compose(169, 50 + Math.floor(serial / SUFFIX), scramble(serial % SUFFIX, 274_177, SUFFIX));
}

/** 86 165 77: travellers of whose operator and home nothing is known. */
export function strangerNumber(serial: number): number {
  return compose(165, 77, scramble(serial % SUFFIX, 618_041, SUFFIX));
}

/** How long before the data begin a standing rival number was last heard of. */
export function lastHeardMs(seed: number, number: number): number {
  return 60_000 + Math.floor(fraction(seed, 141, number) * 6 * 86_400) * 1000;
}

/** A rival's number without a city that was last heard of long before the data begin. */
export function forgottenNumber(index: number): number {
  return 8_616_399_990_000 + index;
}
export const FORGOTTEN_NUMBERS = 12;

function compose(range: number, code: number, suffix: number): number {
  return 8_600_000_000_000 + range * 100_000_000 + code * SUFFIX + suffix;
}

/** Banks, hotlines, verification codes: short or long numbers that belong to nobody's plan. */
export const SERVICE_NUMBERS = [
  '10086',
  '12345',
  '95588',
  '95533',
  '110',
  '11185',
  '400820882000',
  '1069055500',
  '106575257121',
  '10690379851234567',
  '10655059113144866610',
] as const;

/** A service number as a peer: −1, −2, … into `SERVICE_NUMBERS`. */
export function servicePeer(draw: number): number {
  return -1 - (draw % SERVICE_NUMBERS.length);
}

/** A standing rival number of the pool and whose it is. */
export interface RivalContact {
  number: number;
  operator: number;
}

/** Number `index` of the pool of standing rival numbers: some kept a number of ours when they left. */
export function poolNumber(seed: number, index: number, cities: number, into: RivalContact): RivalContact {
  into.operator = index % 5 < 3 ? 1 : 2;
  const city = hash(seed, 31, index) % cities;
  into.number =
    index % 25 === 3
      ? portedOutNumber(city, index % 100_000)
      : rivalNumber(into.operator, city, index % HALF);
  return into;
}
