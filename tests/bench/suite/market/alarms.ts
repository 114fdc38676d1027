import { dayOf, hourOf, shareDrops, type NewCustomers } from '../../data/new-customers.ts';
import type { Figure } from '../../figure.ts';
import { clock, percent } from './cells.ts';

/** Counties whose true share lies at or above the threshold of 70 %. */
export const STEADY: readonly NewCustomers[] = [0.7, 0.72, 0.75, 0.8].flatMap((share) =>
  [60, 400].map((perDay, i) => ({
    name: `true share ${percent(share, 0)}, ${perDay} a day`,
    seed: Math.round(share * 1000) + i,
    counties: perDay > 100 ? 30 : 100,
    days: 30,
    perDay,
    share,
  })),
);

/** How often they are said to be below it, against all rivals. */
export async function thresholdFigure(customers: NewCustomers): Promise<Figure> {
  const found = (await shareDrops(customers)).filter(
    ({ subtype, revision, evidence }) =>
      subtype === 'below-threshold' && revision === 0 && evidence['party'] === 'three',
  );
  const days = customers.counties * customers.days;
  const running = found.filter(({ evidence }) => evidence['final'] === false).length;
  return {
    name: customers.name,
    measures: {
      'true share': percent(customers.share, 0),
      'new numbers a day': String(customers.perDay),
      'area-days': String(days),
      'said while the day runs': percent(running / days),
      'said at the close': percent((found.length - running) / days),
    },
  };
}

const WARM_UP_DAYS = 7;
const QUIET_DAYS = 37;
const quiet = (
  name: string,
  perDay: number,
  counties: number,
  seed: number,
  more: Partial<NewCustomers> = {},
): NewCustomers => ({ name, seed, counties, days: QUIET_DAYS, perDay, share: 0.85, ...more });

const score = (value: number): Pick<NewCustomers, 'thresholds'> => ({
  thresholds: `1,,,share-drop/sudden,minScore,${value}`,
});

/** Counties whose true share does not drop. */
export const QUIET: readonly NewCustomers[] = [
  quiet('nothing but chance', 60, 200, 11),
  quiet('nothing but chance', 150, 100, 12),
  quiet('nothing but chance', 600, 40, 13),
  quiet('the same, minScore 4', 600, 40, 13, score(4)),
  quiet('new numbers in twos', 150, 100, 14, { together: 2 }),
  quiet('the same, minScore 5.7', 150, 100, 14, { together: 2, ...score(5.7) }),
  quiet('new numbers in fours', 150, 100, 15, { together: 4 }),
  quiet('the same, minScore 8.7', 150, 100, 15, { together: 4, ...score(8.7) }),
  quiet('share uneasy by 2.5 points', 150, 100, 16, { unrest: 0.2 }),
  quiet('share uneasy by 2.5 points', 600, 40, 17, { unrest: 0.2 }),
  quiet('share uneasy by 5 points', 600, 40, 18, { unrest: 0.4 }),
  quiet('weekends 4 points lower', 150, 100, 19, { weekend: 4 }),
  quiet('weekends 4 points lower', 600, 40, 20, { weekend: 4 }),
];

/** Sudden drops found in them. */
export async function falseDropsFigure(customers: NewCustomers): Promise<Figure> {
  const found = (await shareDrops(customers)).filter(
    (each) => each.subtype === 'sudden' && dayOf(each) >= WARM_UP_DAYS,
  );
  const months = (customers.counties * (customers.days - WARM_UP_DAYS)) / 30;
  const three = found.filter(({ evidence }) => evidence['party'] === 'three').length;
  return {
    name: customers.name,
    measures: {
      'what happens': customers.name,
      'new numbers a day': String(customers.perDay),
      'area-months': String(months),
      'false an area and month, three-party': (three / months).toFixed(2),
      'and both two-party': (found.length / months).toFixed(2),
    },
  };
}

const DROP_DAY = 10;

/** Counties whose true share drops for a day. */
export const DROPS: readonly NewCustomers[] = [60, 150, 600].flatMap((perDay, i) =>
  [5, 10, 20].map((points, j) => ({
    name: `${points} points, ${perDay} a day`,
    seed: 100 + 10 * i + j,
    counties: perDay > 300 ? 100 : 200,
    days: DROP_DAY + 1,
    perDay,
    share: 0.85,
    drop: { day: DROP_DAY, points },
  })),
);

/** How many of the drops are found on their day against all rivals, and when. */
export async function dropsFigure(customers: NewCustomers): Promise<Figure> {
  const found = (await shareDrops(customers)).filter(
    (each) => each.subtype === 'sudden' && each.evidence['party'] === 'three' && dayOf(each) === DROP_DAY,
  );
  const hours = found.map(hourOf).sort((a, b) => a - b);
  const median = hours[Math.floor(hours.length / 2)];
  return {
    name: customers.name,
    measures: {
      'drop from 85 %': `${customers.drop?.points ?? 0} points`,
      'new numbers a day': String(customers.perDay),
      'area-days': String(customers.counties),
      'found that day': percent(found.length / customers.counties, 0),
      'half of them by': median === undefined ? '' : clock(median),
    },
  };
}
