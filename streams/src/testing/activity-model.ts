import type { FeedEvent } from './events.ts';
import type { ModelOutage } from './outage-model.ts';
import { kindOf, localText, QUARTER, quartersOf, sameQuarters, type QuarterRules } from './quarter-days.ts';

/** Campuses of the test world. */
const CAMPUSES = [
  { id: 'U1', areaId: 'K11', cells: ['a1', 'both'] },
  { id: 'U2', areaId: 'T112', cells: ['b1', 'both'] },
];

/** A quarter of an hour against what is usual. */
interface Judged {
  readonly start: number;
  readonly subscribers: number;
  readonly median: number;
  readonly z: number;
}

const middle = (values: readonly number[]): number => {
  const sorted = [...values].sort((a, b) => a - b);
  return (sorted[(sorted.length - 1) >> 1]! + sorted[sorted.length >> 1]!) / 2;
};

interface Running {
  readonly side: number;
  readonly time: number;
  readonly last: Judged;
  readonly since: number;
  peak: Judged;
  endedAt: number | null;
}

/** What the rule campus-activity finds. */
export interface ModelActivity extends Readonly<Running> {
  readonly id: string;
}

type People = ReadonlyMap<number, ReadonlySet<unknown>>;
type IsOut = (start: number, now: number) => boolean;

/** The rule from all events of all time, by campus. */
export function modelActivity(
  events: readonly FeedEvent[],
  rules: QuarterRules,
  outages: readonly ModelOutage[],
): ModelActivity[] {
  const times = events.map(({ event }) => Number(event.eventTime));
  const starts = quartersOf(times).filter((start) => start >= Math.min(...times));
  return CAMPUSES.flatMap(({ id, areaId, cells }) => {
    const people = new Map(starts.map((start) => [start, new Set<unknown>()]));
    for (const { event } of events) {
      if (!cells.includes(String(event['cellId']))) continue;
      people.get(Math.floor(Number(event.eventTime) / QUARTER) * QUARTER)?.add(event['msisdn']);
    }
    const isOut: IsOut = (start, now) =>
      outages.some(({ areas, since, time, until }) => {
        const lasts = since < start + QUARTER && (until ?? Number.POSITIVE_INFINITY) > start;
        return time <= now && lasts && areas.has(areaId);
      });
    return follow(
      starts.map((start) => judge(start, people, isOut, rules)),
      rules,
    ).map((each) => ({ ...each, id }));
  });
}

function judge(start: number, people: People, isOut: IsOut, rules: QuarterRules): Judged | null {
  const now = start + QUARTER;
  if (isOut(start, now)) return null;
  const kindAt = (time: number): string => kindOf(localText(time, rules).day, rules);
  const usual = sameQuarters(start, rules.activityWeeks * 7, rules)
    .filter((other) => kindAt(other) === kindAt(start) && people.has(other) && !isOut(other, now))
    .map((other) => people.get(other)!.size);
  if (usual.length < rules.activityComparable) return null;
  const median = middle(usual);
  if (median < rules.minMedian) return null;
  const spread = middle(usual.map((value) => Math.abs(value - median))) * 1.4826;
  const subscribers = people.get(start)!.size;
  return { start, subscribers, median, z: (subscribers - median) / Math.max(spread, Math.sqrt(median)) };
}

function follow(windows: readonly (Judged | null)[], rules: QuarterRules): Running[] {
  const all: Running[] = [];
  windows.forEach((window, i) => {
    if (window === null) return;
    const lasts = windows.slice(Math.max(0, i + 1 - rules.inARow), i + 1);
    const whole = lasts.length === rules.inARow;
    const running = all.find(({ endedAt }) => endedAt === null);
    if (running && running.side * window.z > running.side * running.peak.z) running.peak = window;
    const time = window.start + QUARTER;
    // Calm windows count from the beginning on.
    const calm = lasts.every((each) => each && Math.abs(each.z) < rules.endScore);
    if (running && whole && calm && lasts.every((each) => each!.start >= running.time))
      running.endedAt = time;
    for (const side of [1, -1]) {
      const far = lasts.every((each) => each && side * each.z >= rules.startScore);
      const same = running !== undefined && running.endedAt === null && running.side === side;
      if (!whole || !far || same) continue;
      if (running) running.endedAt ??= time;
      const peak = (lasts as Judged[]).reduce((best, each) => (side * each.z > side * best.z ? each : best));
      all.push({ side, time, last: window, since: lasts[0]!.start, peak, endedAt: null });
    }
  });
  return all;
}
