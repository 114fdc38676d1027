import { chao1 } from '@tidewall/streams';
import { simulateDay, type ActiveMarket } from '../../data/active-market.ts';
import { Draws } from '../../data/draws.ts';
import type { Figure } from '../../figure.ts';
import { percent, signed } from './cells.ts';

const BASE = { own: 7000, rivals: 3000, communications: 4 } as const;
const RATES = [
  ['all alike', 0],
  ['unlike, σ 0.5', 0.5],
  ['very unlike, σ 1.25', 1.25],
] as const;

/** Markets of which a known part is unseen. */
export const MARKETS: readonly ActiveMarket[] = [
  ...RATES.flatMap(([name, sigma]) =>
    [0.1, 0.3, 0.6].map((interconnect) => ({ ...BASE, name, sigma, interconnect })),
  ),
  { ...BASE, name: 'circles of few partners, σ 0.5', sigma: 0.5, interconnect: 0.3, circles: true },
  { ...BASE, name: 'a fifth never talk to ours, σ 0.5', sigma: 0.5, interconnect: 0.3, strangers: 0.2 },
  { ...BASE, name: '10 % more from elsewhere, σ 0.5', sigma: 0.5, interconnect: 0.3, outsiders: 0.1 },
  { ...BASE, own: 233, rivals: 100, name: 'a small area, σ 0.5', sigma: 0.5, interconnect: 0.3 },
];
const REPEATS = 400;

/** Both shares against the true one, over many days of the same market. */
export function boundsOf(given: ActiveMarket, index: number): Figure {
  const draws = new Draws(1 + index);
  const plain = new Errors();
  const chao = new Errors();
  let hidden = 0;
  let truth = 0;
  let between = 0;
  let covered = 0;
  for (let i = 0; i < REPEATS; i++) {
    const day = simulateDay(given, draws);
    const { estimated, low, high } = chao1(day);
    const share = given.own / (given.own + day.active);
    plain.add(given.own / (given.own + day.seen) - share);
    chao.add(given.own / (given.own + estimated) - share);
    hidden += (day.active - day.seen) / day.active / REPEATS;
    truth += share / REPEATS;
    if (day.seen <= day.active && day.active <= estimated) between++;
    if (low <= day.active && day.active <= high) covered++;
  }
  return {
    name: given.name,
    measures: {
      'active rivals, how alike': given.name,
      'with ours': percent(given.interconnect, 0),
      unseen: percent(hidden),
      'true share': percent(truth),
      'plain: bias': plain.bias,
      RMSE: plain.rmse,
      'Chao1: bias': chao.bias,
      'RMSE ': chao.rmse,
      'truth between': percent(between / REPEATS, 0),
      'in the interval': percent(covered / REPEATS, 0),
    },
  };
}

/** Errors of a share, told in points. */
class Errors {
  #sum = 0;
  #squares = 0;
  #count = 0;

  add(error: number): void {
    this.#sum += error * 100;
    this.#squares += (error * 100) ** 2;
    this.#count++;
  }

  get bias(): string {
    return signed(this.#sum / this.#count);
  }

  get rmse(): string {
    return Math.sqrt(this.#squares / this.#count).toFixed(1);
  }
}
