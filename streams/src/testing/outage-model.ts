import { FEEDS, type Feed } from '../events/feeds.ts';
import type { FeedEvent } from './events.ts';
import {
  daysBetween,
  kindOf,
  localText,
  QUARTER,
  quartersOf,
  sameQuarters,
  type QuarterRules,
} from './quarter-days.ts';

/** What the rule source-outage finds, found the long way round from all events of all time. */
export interface ModelOutage {
  readonly feed: Feed;
  readonly since: number;
  readonly time: number;
  readonly quarters: number;
  readonly volume: number;
  readonly baseline: number;
  /** All areas covered, higher ones too. */
  readonly areas: ReadonlySet<string>;
  until: number | null;
  /** The source ended before it was back: nobody is told. */
  silent: boolean;
}

/** Areas of the cells and channels of the test world, lowest first. */
const PLACES: Readonly<Record<string, readonly string[]>> = {
  a1: ['T111', 'K11', 'C1', 'P1', 'CN'],
  both: ['T111', 'K11', 'C1', 'P1', 'CN'],
  b1: ['T112', 'K11', 'C1', 'P1', 'CN'],
  d1: ['T211', 'K21', 'C2', 'P1', 'CN'],
};

interface Source {
  readonly feed: Feed;
  readonly events: readonly FeedEvent[];
  readonly first: number;
  readonly last: number;
  /** Events by start of the quarter. */
  readonly counts: ReadonlyMap<number, number>;
}

const timeOf = ({ event }: FeedEvent): number => Number(event.eventTime);

/** Outages in order of their beginning. */
export function modelOutages(events: readonly FeedEvent[], rules: QuarterRules): ModelOutage[] {
  const found: ModelOutage[] = [];
  const sources = FEEDS.map((feed) => events.filter((event) => event.feed === feed))
    .filter((mine) => mine.length > 0)
    .map(sourceOf);
  for (const start of quartersOf(events.map(timeOf))) {
    for (const source of sources) judge(source, start, rules, found);
  }
  return found;
}

function sourceOf(events: readonly FeedEvent[]): Source {
  const times = events.map(timeOf);
  const counts = new Map<number, number>();
  for (const time of times) {
    const start = Math.floor(time / QUARTER) * QUARTER;
    counts.set(start, (counts.get(start) ?? 0) + 1);
  }
  return { feed: events[0]!.feed, events, first: Math.min(...times), last: Math.max(...times), counts };
}

function judge(source: Source, start: number, rules: QuarterRules, found: ModelOutage[]): void {
  const end = start + QUARTER;
  const mine = found.filter(({ feed }) => feed === source.feed);
  const running = mine.find(({ until }) => until === null);
  if (end > source.last) {
    if (running) Object.assign(running, { until: start, silent: true });
    return;
  }
  const lastEnd = Math.max(
    ...mine.map(({ until }) => until ?? Number.NEGATIVE_INFINITY),
    Number.NEGATIVE_INFINITY,
  );
  const judged = measure(source, end, rules, running ? Number.NEGATIVE_INFINITY : lastEnd);
  if (running) {
    const volume = judged?.volume ?? volumeOf(source, end, running.quarters);
    if (volume !== null && volume >= rules.minVolumeShare * (judged?.baseline ?? running.baseline))
      running.until = end;
  } else if (judged && judged.volume < rules.minVolumeShare * judged.baseline)
    found.push({
      ...judged,
      feed: source.feed,
      since: end - judged.quarters * QUARTER,
      time: end,
      areas: areasOf(source, start, rules),
      until: null,
      silent: false,
    });
}

function measure(
  source: Source,
  end: number,
  rules: QuarterRules,
  from: number,
): { quarters: number; volume: number; baseline: number } | null {
  for (const quarters of [1, 4, 24, 96]) {
    const volume = volumeOf(source, end, quarters);
    if (volume === null || end - quarters * QUARTER < from) return null;
    const usual = comparableEnds(end, quarters, rules)
      .map((other) => volumeOf(source, other, quarters))
      .filter((other) => other !== null)
      .sort((a, b) => a - b);
    if (usual.length < rules.outageComparable) continue;
    const baseline = (usual[(usual.length - 1) >> 1]! + usual[usual.length >> 1]!) / 2;
    if (baseline >= rules.minEvents) return { quarters, volume, baseline };
  }
  return null;
}

/** Null when the source was not there all the time. */
function volumeOf({ counts, first, last }: Source, end: number, quarters: number): number | null {
  const start = end - quarters * QUARTER;
  if (start <= Math.floor(first / QUARTER) * QUARTER || end > last) return null;
  let volume = 0;
  for (let at = start; at < end; at += QUARTER) volume += counts.get(at) ?? 0;
  return volume;
}

/** Ends at the same time of day on the days of the same kind before, when they begin on days of the same kind too. */
function comparableEnds(end: number, quarters: number, rules: QuarterRules): number[] {
  const kinds = (each: number): string =>
    [each - QUARTER, each - quarters * QUARTER]
      .map((start) => kindOf(localText(start, rules).day, rules))
      .join();
  return sameQuarters(end - QUARTER, rules.outageWeeks * 7, rules)
    .map((start) => start + QUARTER)
    .filter((other) => kinds(other) === kinds(end));
}

function areasOf({ events }: Source, start: number, rules: QuarterRules): ReadonlySet<string> {
  const areas = new Set<string>();
  for (const event of events) {
    const age = daysBetween(timeOf(event), start, rules);
    if (age < 1 || age > rules.outageWeeks * 7) continue;
    for (const area of PLACES[String(event.event['cellId'])] ?? []) areas.add(area);
  }
  return areas;
}
