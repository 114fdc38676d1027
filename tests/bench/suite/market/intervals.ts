import { wilsonInterval } from '@tidewall/streams';
import { binomial } from '../../data/binomial.ts';
import type { Figure } from '../../figure.ts';
import { percent } from './cells.ts';

const Z = 1.959963984540054;

/** The interval of the textbook: share ± 1.96 standard errors. */
function normalInterval(successes: number, n: number): readonly [number, number] {
  const share = successes / n;
  const spread = Z * Math.sqrt((share * (1 - share)) / n);
  return [share - spread, share + spread];
}

type Interval = (successes: number, n: number) => readonly [number, number];

/** Probability of what an interval may be in relation to the true share. */
function chanceOf(
  n: number,
  share: number,
  of: Interval,
  is: (low: number, high: number) => boolean,
): number {
  return binomial(n, share).reduce((sum, chance, k) => (is(...of(k, n)) ? sum + chance : sum), 0);
}

/** Coverage of 95 % intervals, exact: sums of probabilities, nothing drawn. */
export function intervalFigures(): Figure[] {
  return [30, 100, 400].flatMap((n) =>
    [0.5, 0.7, 0.9, 0.97].map((share) => {
      const holds = (low: number, high: number): boolean => low <= share && share <= high;
      const below = (_low: number, high: number): boolean => high < share;
      return {
        name: `interval of ${n} at ${share}`,
        measures: {
          n: String(n),
          'true share': percent(share, 0),
          'Wilson holds it': percent(chanceOf(n, share, wilsonInterval, holds)),
          'the normal one holds it': percent(chanceOf(n, share, normalInterval, holds)),
          'Wilson lies below it': percent(chanceOf(n, share, wilsonInterval, below)),
          'the normal one lies below it': percent(chanceOf(n, share, normalInterval, below)),
        },
      };
    }),
  );
}
