import type { DetectionSubject, DetectionType, Feed } from '../../events/index.ts';
import { HOUR_MS, timeText, MINUTE_MS } from '../calendar.ts';
import type { DailyLife } from '../stream/daily-life.ts';
import type { NewCustomers } from '../stream/new-customers.ts';
import type { NewRivals } from '../stream/new-rivals.ts';
import type { World } from '../world.ts';
import { campusNewcomers } from './truth-campus.ts';
import { homecomings } from './truth-homecoming.ts';
import { shareDrops } from './truth-share.ts';

/** What a detector should find: a detection without id and severity, with the raw number and the name of its case. */
export interface Truth {
  readonly type: DetectionType;
  readonly subtype: string | null;
  readonly eventTime: string;
  readonly subject: {
    readonly kind: DetectionSubject['kind'];
    readonly id?: string;
    readonly msisdn?: string;
  };
  readonly areaId: string | null;
  readonly hotspotId: string | null;
  readonly evidence: Readonly<Record<string, unknown>>;
  readonly case: string;
}

/** Truth with its moment in epoch milliseconds, before it is written out. */
export type Finding = Omit<Truth, 'eventTime'> & { readonly time: number };

/** Where truth looks: the same generators that make the events, asked about single subscribers. Local hours since 1970. */
export interface TruthScope {
  readonly world: World;
  readonly life: DailyLife;
  readonly customers: NewCustomers;
  readonly rivals: NewRivals;
  readonly firstHour: number;
  readonly endHour: number;
  readonly silent: (feed: Feed, hour: number) => boolean;
}

/** All truth whose moment lies in the scope, in order of eventTime, type, subtype and subject. */
export function truthBetween(scope: TruthScope): Truth[] {
  const { offsetMs } = scope.world;
  const from = scope.firstHour * HOUR_MS - offsetMs;
  // A day's close belongs to the scope when the day does.
  const to = scope.endHour * HOUR_MS - offsetMs;
  return [...homecomings(scope), ...campusNewcomers(scope), ...shareDrops(scope)]
    .filter(({ time }) => time >= from && time <= to)
    .sort((a, b) => a.time - b.time || compare(key(a), key(b)))
    .map(({ time, ...finding }) => ({ ...finding, eventTime: timeText(time, offsetMs / MINUTE_MS) }));
}

function key(finding: Finding): string {
  const { type, subtype, subject } = finding;
  return `${type}/${subtype ?? ''}/${subject.id ?? subject.msisdn ?? ''}`;
}

function compare(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}
