import type { Draws } from './draws.ts';

/** A market on one day, everything known. */
export interface ActiveMarket {
  readonly name: string;
  /** Numbers of ours that communicate. */
  readonly own: number;
  /** Rival numbers in service. */
  readonly rivals: number;
  /** Communications of a rival number on the day, on average. */
  readonly communications: number;
  /** How different rival numbers are: deviation of the logarithm of their rates. */
  readonly sigma: number;
  /** Part of the communications of rivals that are with ours: the only ones that are seen. */
  readonly interconnect: number;
  /** Part of the rival numbers that never communicate with ours [0]. */
  readonly strangers?: number;
  /** Communications go to few partners, with each again and again, and a partner is ours or not [no]. */
  readonly circles?: boolean;
  /** Numbers of rivals from elsewhere that ours communicate with, as a part of the rivals that live here [0]. */
  readonly outsiders?: number;
}

/** What really was, and what was seen of it. */
export interface MarketDay {
  /** Rival numbers that communicated with anybody. */
  readonly active: number;
  readonly seen: number;
  readonly once: number;
  readonly twice: number;
  readonly sightings: number;
}

/** Partners a day, and communications with each, where communications go to few partners. */
const PER_PARTNER = 1.6;

/** One day: each rival number's communications, and how many of them are with ours. */
export function simulateDay(market: ActiveMarket, draws: Draws): MarketDay {
  const day = { active: 0, seen: 0, once: 0, twice: 0, sightings: 0 };
  const see = (times: number): void => {
    if (times === 0) return;
    day.seen++;
    day.sightings += times;
    if (times === 1) day.once++;
    else if (times === 2) day.twice++;
  };
  for (let i = 0; i < market.rivals; i++) {
    const rate = market.communications * draws.spread(market.sigma);
    const stranger = draws.chance(market.strangers ?? 0);
    const interconnect = stranger ? 0 : market.interconnect;
    const [all, ours] = market.circles
      ? circle(rate, interconnect, draws)
      : alone(rate, interconnect, draws);
    if (all > 0) day.active++;
    see(ours);
  }
  const outsiders = Math.round(market.rivals * (market.outsiders ?? 0));
  for (let i = 0; i < outsiders; i++) see(draws.poisson(market.communications * market.interconnect));
  return day;
}

/** Each communication by itself. */
function alone(rate: number, interconnect: number, draws: Draws): [all: number, ours: number] {
  const ours = draws.poisson(rate * interconnect);
  return [ours + draws.poisson(rate * (1 - interconnect)), ours];
}

/** A few partners, each with one communication or more. */
function circle(rate: number, interconnect: number, draws: Draws): [all: number, ours: number] {
  let all = 0;
  let ours = 0;
  for (let partners = draws.poisson(rate / PER_PARTNER); partners > 0; partners--) {
    const times = draws.together(PER_PARTNER);
    all += times;
    if (draws.chance(interconnect)) ours += times;
  }
  return [all, ours];
}
