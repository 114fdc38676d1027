import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import type { Detection } from '../../events/detection.ts';
import { seen, surf, WORLD, type FeedEvent } from '../../testing/index.ts';
import { arriving, delaysUpTo, manner, runInManner } from '../../testing/manners.ts';
import { modelActivity, type ModelActivity } from '../../testing/activity-model.ts';
import { modelOutages, type ModelOutage } from '../../testing/outage-model.ts';
import { QUARTER, type QuarterRules } from '../../testing/quarter-days.ts';

/** Days around the change of the clock in Berlin, with a day that has no hour from two to three. */
const FIRST_DAY = Date.UTC(2026, 2, 22);
const DAYS = 12;

const rules: fc.Arbitrary<QuarterRules> = fc.record({
  timeZone: fc.constantFrom('Asia/Shanghai', 'Europe/Berlin'),
  holidays: fc.constantFrom([], ['2026-03-30', '2026-04-01', '2026-04-03'], ['2026-03-24']),
  workdays: fc.constantFrom([], ['2026-03-28']),
  activityWeeks: fc.constantFrom(1, 2),
  startScore: fc.constantFrom(1.5, 2, 4),
  endScore: fc.constantFrom(0.5, 1, 2),
  inARow: fc.constantFrom(1, 2, 2, 3),
  activityComparable: fc.constantFrom(1, 2, 3),
  minMedian: fc.constantFrom(1, 3),
  outageWeeks: fc.constantFrom(1, 2),
  outageComparable: fc.constantFrom(1, 2, 3),
  minEvents: fc.constantFrom(4, 8, 20),
  minVolumeShare: fc.constantFrom(0.4, 0.5),
});

function thresholds(given: QuarterRules): string {
  const rows: [rule: string, parameter: string, value: number][] = [
    ['campus-activity', 'baselineWeeks', given.activityWeeks],
    ['campus-activity', 'startScore', given.startScore],
    ['campus-activity', 'endScore', given.endScore],
    ['campus-activity', 'consecutiveWindows', given.inARow],
    ['campus-activity', 'minComparableWindows', given.activityComparable],
    ['campus-activity', 'minMedian', given.minMedian],
    ['source-outage', 'baselineWeeks', given.outageWeeks],
    ['source-outage', 'minComparableWindows', given.outageComparable],
    ['source-outage', 'minEvents', given.minEvents],
    ['source-outage', 'minVolumeShare', given.minVolumeShare],
  ];
  const lines = rows.map(([rule, parameter, value]) => `1,,,${rule},${parameter},${value}\n`);
  return `version,effectiveFrom,areaId,rule,parameter,value\n${lines.join('')}`;
}

/** A morning: how many come to the campuses, who of the feeds tells of it, and what is different in which quarter. */
interface Morning {
  readonly people: number;
  readonly signalling: boolean;
  readonly usage: boolean;
  readonly odd: { readonly slot: number; readonly people: number; readonly silent: boolean };
}

/** Quarters of a night that the clock may leave out, of the morning, and the last of the day. */
const SLOTS = [8, 10, 36, 37, 38, 39, 40, 95];
const often = fc.integer({ min: 0, max: 9 }).map((dice) => dice < 8);
const morning: fc.Arbitrary<Morning> = fc.record({
  people: fc.constantFrom(4, 4, 4, 4, 4, 5, 5, 3, 0, 13),
  signalling: often,
  usage: often,
  odd: fc.record({
    slot: fc.nat(SLOTS.length - 1),
    people: fc.constantFrom(0, 0, 1, 9),
    silent: fc.constantFrom(false, false, true),
  }),
});
const cell = fc.constantFrom('a1', 'b1', 'both', 'd1');
const mornings = fc.array(morning, { minLength: 7, maxLength: DAYS });

function eventsOf(days: readonly Morning[], cell: string): FeedEvent[] {
  return days
    .flatMap(({ odd, ...day }, number) =>
      SLOTS.flatMap((quarter, slot) => {
        const start = FIRST_DAY + (number * 96 + quarter) * QUARTER;
        const people = day.people + (odd.slot === slot ? odd.people : 0);
        const tells = (feed: boolean): boolean => feed && !(odd.silent && slot >= odd.slot);
        return Array.from({ length: people }, (_, i) => {
          const msisdn = `86139100000${String(i + 1).padStart(2, '0')}`;
          const at = start + ((i * 61_007 + number * 7919 + slot * 104_729) % QUARTER);
          return [
            ...(tells(day.signalling) ? [seen(at, msisdn, cell)] : []),
            ...(tells(day.usage) ? [surf(at + 1, msisdn, i % 2 === 0 ? cell : 'both')] : []),
          ];
        }).flat();
      }),
    )
    .sort((a, b) => Number(a.event.eventTime) - Number(b.event.eventTime));
}

const round3 = (value: number): number => Math.round(value * 1000) / 1000;
const told = (found: readonly Detection[], type: string): Detection[] =>
  found.filter((each) => each.type === type);
const sorted = (items: readonly unknown[]): string[] => items.map((item) => JSON.stringify(item)).sort();
const moment = (text: unknown): number | null => (typeof text === 'string' ? Date.parse(text) : null);

/** Outages as the engine tells of them, and as the model does. */
function outagesTold(found: readonly Detection[]): unknown[] {
  return told(found, 'source-outage').map(({ evidence, subject, eventTime }) => ({
    source: subject.id,
    time: moment(eventTime),
    since: moment(evidence['since']),
    until: moment(evidence['endedAt']),
    minutes: evidence['spanMinutes'],
    volume: evidence['volume'],
    baseline: evidence['baseline'],
  }));
}

function outagesMeant(outages: readonly ModelOutage[]): unknown[] {
  return outages.map(({ feed, time, since, until, silent, quarters, volume, baseline }) => ({
    source: `test:${feed}`,
    time,
    since,
    until: silent ? null : until,
    minutes: quarters * 15,
    volume,
    baseline,
  }));
}

/** Surges and lulls likewise. */
function activityTold(found: readonly Detection[]): unknown[] {
  return told(found, 'campus-activity').map(({ evidence, hotspotId, subtype, eventTime, revision }) => {
    const peak = evidence['peak'] as { at: string; subscribers: number; z: number } | undefined;
    return {
      campus: hotspotId,
      subtype,
      time: moment(eventTime),
      since: moment(evidence['since']),
      endedAt: moment(evidence['endedAt']),
      revision,
      subscribers: evidence['subscribers'],
      median: evidence['median'],
      z: evidence['z'],
      peak: peak ? [moment(peak.at), peak.subscribers, peak.z] : null,
    };
  });
}

function activityMeant(activity: readonly ModelActivity[]): unknown[] {
  return activity.map(({ id, side, time, since, endedAt, last, peak }) => ({
    campus: id,
    subtype: side > 0 ? 'surge' : 'lull',
    time,
    since,
    endedAt,
    revision: endedAt === null ? 0 : 1,
    subscribers: last.subscribers,
    median: last.median,
    z: round3(last.z),
    peak: endedAt === null ? null : [peak.start, peak.subscribers, round3(peak.z)],
  }));
}

describe('surges, lulls and outages', () => {
  it('are those of the rules as written, however the events come', async () => {
    let [activities, outagesSeen] = [0, 0];
    const delays = delaysUpTo(299_000);
    await fc.assert(
      fc.asyncProperty(rules, mornings, cell, manner, delays, async (given, days, where, how, late) => {
        const events = eventsOf(days, where);
        fc.pre(events.length > 0);
        const { timeZone, holidays, workdays } = given;
        const reference = { ...WORLD, thresholds: thresholds(given) };
        const settings = { timeZone, specialDays: { holidays, workdays } };
        const { outcome } = await runInManner(arriving(events, late), how, reference, settings);
        const outages = modelOutages(events, given);
        const activity = modelActivity(events, given, outages);
        activities += activity.length;
        outagesSeen += outages.length;
        expect(sorted(outagesTold(outcome.detections))).toEqual(sorted(outagesMeant(outages)));
        expect(sorted(activityTold(outcome.detections))).toEqual(sorted(activityMeant(activity)));
      }),
      { numRuns: 12, endOnFailure: true },
    );
    expect(activities).toBeGreaterThan(3);
    expect(outagesSeen).toBeGreaterThan(3);
  }, 300_000);
});
