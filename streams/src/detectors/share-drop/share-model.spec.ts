import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import {
  AREA_OF_CELL,
  CHAINS,
  delays,
  market,
  rivalOf,
  runMarket,
  type MarketEvent,
} from '../../testing/market.ts';
import { manner } from '../../testing/manners.ts';
import { TimeZone } from '../../time/zone.ts';
import { wilsonInterval } from './wilson.ts';

const zone = new TimeZone('Asia/Shanghai');
const DAY = 86_400_000;
const SEEN_DAYS = 2;
const TRAILING = 2;
/** By area of the place: where the rules differ. */
const MIN_NEW = (area: string): number => (CHAINS[area]?.[1] === 'K11' || area === 'K11' ? 3 : 4);
const MIN_SCORE = 0.5;
const THRESHOLDS =
  `1,,,rival-numbers,seenDays,${SEEN_DAYS}\n1,,,share-drop/sudden,trailingDays,${TRAILING}\n` +
  `1,,,share-drop/sudden,minScore,${MIN_SCORE}\n1,,,share-drop/sudden,minNew,4\n` +
  '1,,,share-drop/below-threshold,minNew,4\n2,,K11,share-drop/below-threshold,minNew,3\n' +
  '2,,K11,share-drop/sudden,minNew,3\n';

interface NewNumber {
  readonly time: number;
  readonly day: number;
  readonly areas: readonly string[];
  readonly operator: string;
}

/** Every new number: ours once a day, a rival's when it appears. */
function newNumbers(events: readonly MarketEvent[]): NewNumber[] {
  const joined = new Set<string>();
  const lastSeen = new Map<string, number>();
  const found: NewNumber[] = [];
  for (const event of events) {
    const { time } = event;
    const day = zone.dayOf(time);
    if (event.kind === 'joins') {
      if (joined.has(`${event.number} ${day}`)) continue;
      joined.add(`${event.number} ${day}`);
      found.push({ time, day, areas: CHAINS[event.area]!, operator: 'tide' });
      continue;
    }
    const operator = rivalOf(event.peer);
    if (operator === null) continue;
    const last = lastSeen.get(event.peer);
    lastSeen.set(event.peer, time);
    if (last !== undefined && time - last < SEEN_DAYS * DAY) continue;
    found.push({ time, day, areas: CHAINS[AREA_OF_CELL[event.cell]!]!, operator });
  }
  return found;
}

type Line = readonly unknown[];

/** Both rules as they are written, with everything added up anew at each instant. */
function model(events: readonly MarketEvent[]): Line[] {
  const all = newNumbers(events);
  const begin = events[0]!.time;
  const areas = new Set(Object.values(CHAINS).flat());
  const lines: Line[] = [];
  for (const day of new Set(all.map((each) => each.day))) {
    for (const area of areas)
      for (const party of ['red', 'blue', null]) {
        const here = all.filter((each) => each.areas.includes(area) && isOf(each, party));
        lines.push(...judgeDay(here, day, area, party, begin));
      }
  }
  return lines;
}

function isOf({ operator }: NewNumber, party: string | null): boolean {
  return operator === 'tide' || party === null || operator === party;
}

function judgeDay(
  here: readonly NewNumber[],
  day: number,
  area: string,
  party: string | null,
  begin: number,
): Line[] {
  const today = here.filter((each) => each.day === day);
  const midnight = zone.dayStart(day);
  const count = (of: readonly NewNumber[]): [own: number, rival: number] => {
    const own = of.filter(({ operator }) => operator === 'tide').length;
    return [own, of.length - own];
  };
  const lines: Line[] = [];
  let below: number | null = null;
  let sudden = false;
  for (const time of new Set(today.map((each) => each.time))) {
    const [own, rival] = count(today.filter((each) => each.time <= time));
    const n = own + rival;
    if (below === null && n >= MIN_NEW(area) && wilsonInterval(own, n)[1] < 0.7) below = time;
    const before = here.filter(
      (each) =>
        each.day >= day - TRAILING &&
        each.day < day &&
        each.time - zone.dayStart(each.day) <= time - midnight,
    );
    const [usualOwn, usualRival] = count(before);
    const m = usualOwn + usualRival;
    if (sudden || begin > zone.dayStart(day - TRAILING) || n < MIN_NEW(area) || m < MIN_NEW(area)) continue;
    const drop = usualOwn / m - own / n;
    const pooled = (own + usualOwn) / (n + m);
    const z = drop / Math.sqrt(pooled * (1 - pooled) * (1 / n + 1 / m));
    if (!(z > MIN_SCORE) || drop < 0.05 - 1e-9) continue;
    sudden = true;
    lines.push(['sudden', area, party, zone.format(time), own, rival, usualOwn, usualRival, z.toFixed(4)]);
  }
  const [own, rival] = count(today);
  const n = own + rival;
  const close = zone.dayStart(day + 1);
  const atClose = n >= MIN_NEW(area) && own / n < 0.7 && rival > 0;
  if (below !== null || atClose)
    lines.push(['below-threshold', area, party, zone.format(below ?? close), own, rival]);
  return lines;
}

const text = (lines: readonly Line[]): string[] => lines.map((line) => JSON.stringify(line)).sort();

describe('share drops', () => {
  it('are found exactly where the rules as written find them, however the stream is run', async () => {
    let found = 0;
    await fc.assert(
      fc.asyncProperty(market, manner, delays, async (events, how, late) => {
        fc.pre(events.length > 0);
        const { detections } = await runMarket(events, THRESHOLDS, how, late);
        const lines = detections
          .filter(({ type }) => type === 'share-drop')
          .map(({ subtype, areaId, eventTime, evidence }): Line => {
            const { operatorId, ownNew, rivalNew } = evidence;
            const common = [subtype, areaId, operatorId, eventTime, ownNew, rivalNew];
            if (subtype !== 'sudden') return common;
            const { ownNew: usualOwn, rivalNew: usualRival } = evidence['baseline'] as Record<string, number>;
            return [...common, usualOwn, usualRival, (evidence['z'] as number).toFixed(4)];
          });
        found += lines.filter(([subtype]) => subtype === 'sudden').length;
        expect(text(lines)).toEqual(text(model(events)));
      }),
      { numRuns: 40 },
    );
    expect(found).toBeGreaterThan(30);
  });
});
