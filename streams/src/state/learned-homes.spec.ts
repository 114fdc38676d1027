import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { lifecycle, NUMBERS, seen, seenAt, surf, WORLD, type FeedEvent } from '../testing/index.ts';
import { arriving, delaysUpTo, manner, runInManner, type Manner } from '../testing/manners.ts';

const HOUR = 3_600_000;
const DAY = 24 * HOUR;
/** Monday 2026-05-04T04:00:00+08:00: a week of days that count begins. */
const MONDAY = Date.UTC(2026, 4, 3, 20);
const ME = NUMBERS.homeless;
const AREA_OF: Readonly<Record<string, string>> = {
  a1: 'T111',
  a2: 'T111',
  b1: 'T112',
  c1: 'T121',
  d1: 'T211',
};
const PLAIN: Manner = { batch: 1000, shards: 1, restarts: [false] };
/** Monday to Wednesday of the second week. */
const HOLIDAYS = { holidays: ['2026-05-11', '2026-05-12', '2026-05-13'], workdays: ['2026-05-16'] };

/** Seen at an hour (local, from Monday 0:00) at a cell, or at a serving area. */
interface Seen {
  readonly time: number;
  readonly place: string;
}

const at = (day: number, hour: number, place: string): Seen => ({
  time: MONDAY + day * DAY + (hour - 4) * HOUR,
  place,
});
const nights = (days: readonly number[], place: string): Seen[] => days.map((day) => at(day, 23, place));
const ask = (day: number): Seen => at(day, 12, 'c1');

/** Somebody else keeps all feeds going. */
function others(time: number): FeedEvent[] {
  const you = NUMBERS.home[0];
  return [lifecycle(time, 'resumed', you), seen(time, you, 'a1'), surf(time, you, 'a1')];
}

function feedEvents(all: readonly Seen[]): FeedEvent[] {
  const sorted = [...all].sort((a, b) => a.time - b.time);
  return sorted.flatMap(({ time, place }, i): FeedEvent[] => [
    ...(i > 0 && time - sorted[i - 1]!.time < DAY ? [] : others(time)),
    place in AREA_OF ? (i % 2 === 0 ? seen : surf)(time, ME, place) : seenAt(time, ME, place),
  ]);
}

/** The home learned of one who was seen so. */
async function homeOf(
  all: readonly Seen[],
  how = PLAIN,
  delays: readonly number[] = [0],
  specialDays = { holidays: [] as string[], workdays: [] as string[] },
): Promise<string | null> {
  const { engine } = await runInManner(arriving(feedEvents(all), delays), how, WORLD, { specialDays });
  const homes = await engine.learnedHomes();
  expect(homes.length).toBeLessThan(2);
  return homes[0]?.areaId ?? null;
}

const restful = (local: number, holidays: boolean): boolean => {
  const day = Math.floor((local - 4 * HOUR) / DAY);
  const text = new Date(day * DAY).toISOString().slice(0, 10);
  const weekend = [0, 6].includes(new Date(day * DAY).getUTCDay());
  const free = holidays
    ? HOLIDAYS.holidays.includes(text) || (weekend && !HOLIDAYS.workdays.includes(text))
    : weekend;
  const hour = new Date(local).getUTCHours();
  return free || hour >= 22 || hour < 6;
};

/** The rule as it is written, for each Monday on or before the last event. */
function model(all: readonly Seen[], holidays: boolean): string | null {
  const dayOf = (time: number): number => Math.floor((time + 4 * HOUR) / DAY);
  const rests = all
    .filter(({ time, place }) => place !== 'unheard' && restful(time + 8 * HOUR, holidays))
    .map(({ time, place }) => ({ day: dayOf(time), area: AREA_OF[place] ?? null }));
  const last = Math.max(...all.map(({ time }) => dayOf(time)));
  let home: string | null = null;
  for (let monday = dayOf(MONDAY); monday <= last; monday += 7) {
    const known = rests.filter(({ day }) => day >= monday - 28 && day < monday);
    const observed = new Set(known.map(({ day }) => day)).size;
    const areas = [...new Set(known.flatMap(({ area }) => (area === null ? [] : [area])))].map((area) => {
      const days = known.filter((rest) => rest.area === area).map(({ day }) => day);
      return { area, days: new Set(days).size, latest: Math.max(...days) };
    });
    areas.sort((a, b) => b.days - a.days || b.latest - a.latest || (a.area < b.area ? -1 : 1));
    const best = areas[0];
    if (best && best.days >= 5 && best.days >= observed / 2) home = best.area;
  }
  return home;
}

describe('a learned home', () => {
  it('is where somebody rests on most days, from the next Monday on', async () => {
    const rests = [...nights([0, 1, 2, 3, 4], 'a1'), ...nights([5, 6], 'b1')];
    expect(await homeOf([...rests, at(7, 3.9, 'c1')])).toBeNull();
    expect(await homeOf([...rests, at(7, 4, 'c1')])).toBe('T111');
  });

  it('needs 5 days and half of the observed ones', async () => {
    expect(await homeOf([...nights([0, 1, 2, 3], 'a1'), ask(7)])).toBeNull();
    const five = nights([0, 1, 2, 3, 4], 'a1');
    expect(await homeOf([...five, ...nights([7, 8, 9, 10], 'b1'), at(11, 23, 'd1'), ask(14)])).toBe('T111');
    const away = [0, 1, 2, 3, 4, 5].map((day) => at(day, 23, 'C9'));
    const then = nights([6, 7, 8, 9, 10], 'a1');
    expect(await homeOf([...away, ...then, ask(14)])).toBeNull();
    expect(await homeOf([...away.slice(1), ...then, ask(14)])).toBe('T111');
  });

  it('counts days, not records, and a night as one day', async () => {
    const often = [0, 1, 2, 3].flatMap((day) => [at(day, 22, 'a1'), at(day, 23, 'a2'), at(day + 1, 3, 'a1')]);
    expect(await homeOf([...often, ask(7)])).toBeNull();
    expect(await homeOf([...often, at(4, 5, 'a1'), ask(7)])).toBe('T111');
  });

  it('takes workdays from 22 to 6, and weekends and holidays whole', async () => {
    const noons = [0, 1, 2, 3, 4, 5, 6].map((day) => at(day + 7, 12, 'a1'));
    const home = (specialDays?: typeof HOLIDAYS): Promise<string | null> =>
      homeOf([...noons, ask(14)], PLAIN, [0], specialDays);
    expect(await home()).toBeNull();
    expect(await home({ holidays: HOLIDAYS.holidays, workdays: [] })).toBe('T111');
    expect(await home(HOLIDAYS)).toBeNull();
    expect(await homeOf([0, 1, 2, 3, 4].map((day) => at(day, 21.9, 'a1')).concat(ask(7)))).toBeNull();
  });

  it('is known from cells: areas that serve from afar are too large', async () => {
    expect(await homeOf([...nights([0, 1, 2, 3, 4], 'C9'), ask(7)])).toBeNull();
    expect(await homeOf([...nights([0, 1, 2, 3, 4], 'C1'), ask(7)])).toBeNull();
  });

  it('moves when somebody moves, and stays when nothing is clear', async () => {
    const first = nights([0, 1, 2, 3, 4, 5, 6], 'a1');
    const days = Array.from({ length: 28 }, (_, i) => i + 7);
    expect(await homeOf([...first, ...nights(days, 'c1'), ask(35)])).toBe('T121');
    const everywhere = days.map((day) => at(day, 23, ['a1', 'b1', 'c1', 'd1'][day % 4]!));
    expect(await homeOf([...first, ...everywhere, ask(35)])).toBe('T111');
    expect(await homeOf([...first, ask(90)])).toBe('T111');
  });

  it('counts as a home from then on', async () => {
    const rests = nights([0, 1, 2, 3, 4], 'a1');
    const away = at(8, 12, 'C9');
    const back = [at(16, 12, 'a1'), at(16, 13, 'a1')];
    const { outcome } = await runInManner(feedEvents([...rests, ask(7), away, ...back]), PLAIN, WORLD);
    const mine = outcome.detections.filter(({ subject }) => subject.msisdn === ME);
    expect(mine.map(({ type, areaId }) => [type, areaId])).toEqual([['homecoming', 'T111']]);
  });

  it('is the same as the rule as written says, in whatever manner events come', async () => {
    const one = fc.record({
      day: fc.integer({ min: -3, max: 45 }),
      hour: fc.constantFrom(0, 3.999, 4, 5.999, 6, 12, 21.999, 22, 23),
      place: fc.constantFrom('a1', 'a1', 'a1', 'a2', 'b1', 'b1', 'c1', 'd1', 'T111', 'C9', 'unheard'),
    });
    const many = fc
      .array(one, { minLength: 10, maxLength: 70, size: 'max' })
      .map((list) => list.map(({ day, hour, place }) => at(day, hour, place)));
    let learned = 0;
    await fc.assert(
      fc.asyncProperty(
        many,
        manner,
        delaysUpTo(300_000),
        fc.boolean(),
        async (all, how, delays, holidays) => {
          const home = model(all, holidays);
          if (home !== null) learned++;
          const special = holidays ? HOLIDAYS : { holidays: [], workdays: [] };
          expect(await homeOf(all, how, delays, special)).toBe(home);
        },
      ),
      { numRuns: 40 },
    );
    expect(learned).toBeGreaterThan(3);
  });
});
