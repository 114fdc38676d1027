import { createEngine, type Detection, type ReferenceTexts, type SourceChunk } from '@tidewall/streams';
import { Draws } from './draws.ts';

/** New customers of counties that are alike, over some weeks. */
export interface NewCustomers {
  readonly name: string;
  readonly seed: number;
  readonly counties: number;
  readonly days: number;
  /** New numbers a county and day, of all operators, on average. */
  readonly perDay: number;
  /** Our true share. */
  readonly share: number;
  /** How many numbers of one operator are new together, on average: families, offices, a stall [1]. */
  readonly together?: number;
  /** The true share is another each day: deviation of its logit [0]. */
  readonly unrest?: number;
  /** Points that the true share is lower on Saturdays and Sundays [0]. */
  readonly weekend?: number;
  /** From the first moment of this day (from 0) the true share is so many points lower for a day [never]. */
  readonly drop?: { readonly day: number; readonly points: number };
  /** Lines of thresholds.csv [defaults]. */
  readonly thresholds?: string;
}

const HOUR = 3_600_000;
const DAY = 24 * HOUR;
/** A Monday, 2026-03-02T00:00:00+08:00: as long as there is no festival, which one does not matter. */
const START = Date.UTC(2026, 2, 1, 16);
/** Weights of the hours of a day: shops are open from 9 to 21. */
const HOURS = Array.from({ length: 24 }, (_, hour) => (hour < 8 ? 0.02 : hour < 9 || hour > 20 ? 0.4 : 1));
const WEIGHT = HOURS.reduce((sum, weight) => sum + weight, 0);

/** Local hour of the day, with parts, of a detection. */
export function hourOf({ eventTime }: Detection): number {
  return ((Date.parse(eventTime) - START) % DAY) / HOUR;
}

/** Day from 0 of a detection. */
export function dayOf({ evidence }: Detection): number {
  return (Date.parse(`${String(evidence['day'])}T00:00:00+08:00`) - START) / DAY;
}

const county = (index: number): string => `K${index}`;
const ours = (index: number): string => `86139${String(index).padStart(8, '0')}`;

function referenceOf({ counties, thresholds = '' }: NewCustomers): ReferenceTexts {
  const all = Array.from({ length: counties }, (_, index) => index);
  const lines = (head: string, line: (index: number) => string): string =>
    `${[head, ...all.map(line)].join('\n')}\n`;
  return {
    areas: lines(
      'areaId,parentId,level,name,nameEn\nP,,province,省,Province',
      (i) => `${county(i)},P,county,县,County`,
    ),
    cells: lines('cellId,areaId,latitude,longitude,rat,siteName', (i) => `c${i},${county(i)},30,110,NR,`),
    thresholds: `version,effectiveFrom,areaId,rule,parameter,value\n${thresholds}\n`,
    operators: 'operatorId,name,own\nus,Us,true\nred,Red,false\nblue,Blue,false\n',
    'number-prefixes': 'prefix,operatorId,homeAreaId\n86139,us,P\n86130,red,\n86131,blue,\n',
    subscribers: lines(
      'msisdn,homeAreaId,activatedAt,status',
      (i) => `${ours(i)},${county(i)},2020-01-01T00:00:00+08:00,active`,
    ),
  };
}

/** Runs the new customers through the whole engine: share drops found in counties, with all revisions. */
export async function shareDrops(customers: NewCustomers): Promise<Detection[]> {
  const engine = createEngine(
    {
      timeZone: 'Asia/Shanghai',
      maxOutOfOrdernessMs: 0,
      allowedLatenessMs: 0,
      dedupHorizonMs: 0,
      maxAheadMs: 1000 * DAY,
      shards: 1,
      windows: 'for-detectors',
      revealNumbers: false,
    },
    { pseudonym: () => '0000000000000000' },
  );
  await engine.setReference(referenceOf(customers));
  for (const feed of ['lifecycle', 'usage'] as const) await engine.open(feed, feed);
  const found: Detection[] = [];
  const world = new World(customers);
  for (let day = 0; day < customers.days; day++) {
    world.beginDay(day);
    for (let hour = 0; hour < 24; hour++)
      for (const chunk of world.hour(hour)) found.push(...(await engine.ingest(chunk)).detections);
  }
  found.push(...(await engine.drain(true)).detections);
  await engine.close();
  return found.filter(({ type, areaId }) => type === 'share-drop' && areaId !== 'P');
}

const HEADS = {
  lifecycle: 'eventTime,eventType,msisdn,areaId',
  usage: 'eventTime,service,msisdn,direction,peerMsisdn,cellId',
} as const;

/** Draws the new numbers hour by hour. */
class World {
  readonly #customers: NewCustomers;
  readonly #draws: Draws;
  #day = 0;
  #shares: number[] = [];
  #serial = 1_000_000;

  constructor(customers: NewCustomers) {
    this.#customers = customers;
    this.#draws = new Draws(customers.seed);
  }

  /** The true share of each county on the day. */
  beginDay(day: number): void {
    const { counties, share, unrest = 0, weekend = 0, drop } = this.#customers;
    this.#day = day;
    const points = (day % 7 >= 5 ? weekend : 0) + (drop?.day === day ? drop.points : 0);
    const usual = share - points / 100;
    const logit = Math.log(usual / (1 - usual));
    this.#shares = Array.from(
      { length: counties },
      () => 1 / (1 + Math.exp(-logit - unrest * this.#draws.normal())),
    );
  }

  hour(hour: number): SourceChunk[] {
    const { counties, perDay, together = 1 } = this.#customers;
    const mean = (perDay * HOURS[hour]!) / WEIGHT / together;
    const lines = { lifecycle: [] as Line[], usage: [] as Line[] };
    const begin = START + this.#day * DAY + hour * HOUR;
    for (let at = 0; at < counties; at++)
      for (let groups = this.#draws.poisson(mean); groups > 0; groups--) {
        const time = begin + Math.floor(this.#draws.uniform() * HOUR);
        const own = this.#draws.chance(this.#shares[at]!);
        const rival = this.#draws.chance(0.6) ? '86130' : '86131';
        for (let left = this.#draws.together(together); left > 0; left--) {
          const serial = String(this.#serial++).padStart(8, '0');
          if (own) lines.lifecycle.push([time, `activated,86139${serial},${county(at)}`]);
          else lines.usage.push([time, `sms,${ours(at)},terminating,${rival}${serial},c${at}`]);
        }
      }
    return (['lifecycle', 'usage'] as const).map((feed) => chunk(feed, lines[feed]));
  }
}

type Line = [time: number, rest: string];

function chunk(feed: 'lifecycle' | 'usage', lines: Line[]): SourceChunk {
  lines.sort(([a], [b]) => a - b);
  const text = [HEADS[feed], ...lines.map(([time, rest]) => `${time},${rest}`)].join('\n');
  const bytes = new TextEncoder().encode(`${text}\n`);
  return { source: feed, feed, format: { kind: 'csv' }, bytes, firstLine: 1, now: null };
}
