import type { NewCustomers } from '../data/new-customers.ts';
import type { Bench, Figure } from '../figure.ts';
import { DROPS, dropsFigure, falseDropsFigure, QUIET, STEADY, thresholdFigure } from './market/alarms.ts';
import { boundsOf, MARKETS } from './market/bounds.ts';
import { intervalFigures } from './market/intervals.ts';
import { oneLookFigures } from './market/one-look.ts';

type Alarms = readonly [
  about: string,
  cases: readonly NewCustomers[],
  figure: (customers: NewCustomers) => Promise<Figure>,
];

const ALARMS: readonly Alarms[] = [
  ['below the threshold', STEADY, thresholdFigure],
  ['sudden drops where there are none', QUIET, falseDropsFigure],
  ['drops that are planted', DROPS, dropsFigure],
];

/** How close shares are to the truth, where the truth is known: the tables of docs/statistics.md. */
export const market: Bench = {
  name: 'market',
  about: 'shares in simulated markets whose truth is known: intervals, false and found drops, active share',
  async run({ say }) {
    const figures = [...intervalFigures(), ...oneLookFigures()];
    for (const [about, cases, figure] of ALARMS)
      for (const customers of cases) {
        say(`${about}: ${customers.name}`);
        figures.push(await figure(customers));
      }
    say('active share');
    return [...figures, ...MARKETS.map(boundsOf)];
  },
};
