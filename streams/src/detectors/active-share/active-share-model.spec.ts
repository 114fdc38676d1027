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
import { chao1 } from './chao1.ts';

const zone = new TimeZone('Asia/Shanghai');

type Line = readonly unknown[];

/** Active numbers as they are defined, counted anew for each day, area and rival. */
function model(events: readonly MarketEvent[]): Line[] {
  const talks = events.flatMap((event) =>
    event.kind === 'talks'
      ? [{ ...event, day: zone.dayOf(event.time), areas: CHAINS[AREA_OF_CELL[event.cell]!]! }]
      : [],
  );
  const lines: Line[] = [];
  for (const day of new Set(talks.map((each) => each.day)))
    for (const area of new Set(Object.values(CHAINS).flat()))
      for (const operator of ['red', 'blue', null]) {
        const here = talks.filter((each) => each.day === day && each.areas.includes(area));
        const own = new Set(here.map(({ number }) => number)).size;
        const times = new Map<string, number>();
        for (const { peer } of here) {
          const rival = rivalOf(peer);
          if (rival === null || (operator !== null && rival !== operator)) continue;
          times.set(peer, (times.get(peer) ?? 0) + 1);
        }
        if (own === 0 || (operator !== null && times.size === 0)) continue;
        lines.push([zone.dayText(day), area, operator, own, ...figures([...times.values()])]);
      }
  return lines;
}

function figures(times: readonly number[]): number[] {
  const exactly = (n: number): number => times.filter((each) => each === n).length;
  return [times.length, exactly(1), exactly(2), times.reduce((sum, each) => sum + each, 0)];
}

const text = (lines: readonly Line[]): string[] => lines.map((line) => JSON.stringify(line)).sort();

describe('active shares', () => {
  it('are counted as they are defined when the day closes, however the stream is run', async () => {
    await fc.assert(
      fc.asyncProperty(market, manner, delays, async (events, how, late) => {
        fc.pre(events.length > 0);
        const { activeShares } = await runMarket(events, '', how, late);
        const lines = activeShares.map((row): Line => [
          row.day,
          row.areaId,
          row.operatorId,
          row.ownActive,
          row.rivalSeen,
          row.seenOnce,
          row.seenTwice,
          row.communications,
        ]);
        expect(text(lines)).toEqual(text(model(events)));
      }),
      { numRuns: 40 },
    );
  });

  it('say both bounds, the one with the estimate of the unseen below the plain one', async () => {
    await fc.assert(
      fc.asyncProperty(market, async (events) => {
        fc.pre(events.length > 0);
        const how = { batch: 1000, shards: 1, restarts: [false] };
        for (const row of (await runMarket(events, '', how, [0])).activeShares) {
          const { ownActive: own, rivalSeen: seen, seenOnce: once, seenTwice: twice } = row;
          const { estimated } = chao1({ seen, once, twice, sightings: row.communications });
          expect(row.plainShare).toBeCloseTo(own / (own + seen), 3);
          expect(row.chao1Share).toBeCloseTo(own / (own + estimated), 3);
          expect(row.chao1Share).toBeLessThanOrEqual(row.plainShare);
          expect(row.chao1Interval[0]).toBeLessThanOrEqual(row.chao1Share);
          expect(row.chao1Interval[1]).toBeGreaterThanOrEqual(row.chao1Share);
          expect(row.chao1Interval[1]).toBeLessThanOrEqual(row.plainShare);
        }
      }),
      { numRuns: 10 },
    );
  });
});
