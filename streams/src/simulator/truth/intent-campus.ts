import { at, num } from '../at.ts';
import { DAY_MS, HOUR_MS, MINUTE_MS, dayKind } from '../calendar.ts';
import { LONERS, SILENT_WRITERS, ringOf } from '../people/circles.ts';
import { ACTS_PER_DAY, activityCurve, hourMean } from '../people/curves.ts';
import { NEIGHBOUR, STUDENT, TEACHER, isHomeless } from '../people/population.ts';
import type { ClosedScope } from './scope.ts';
import type { Finding } from './truth.ts';

/** Guests come within a quarter of an hour: half of them are there after this. */
const HALF_THERE_MS = 6 * MINUTE_MS;
const GUESTS_NAMED = 12;
/** Activity is judged from a median of 30 on; some more, since a number of this kind is not exact. */
const BIG_ENOUGH = 40;
/** Updates of a phone in a quarter of an hour, and the share of students who are not with their parents. */
const UPDATES = 0.18;
const STAY = 0.85;

/** What really happened on campuses, and what must not be taken for anything: silent feeds and holidays. */
export function activityIntents(scope: ClosedScope): Finding[] {
  return [...surgesAndLulls(scope), ...silentFeeds(scope), ...holidays(scope)].filter(
    ({ time }) => time >= scope.from && time < scope.to,
  );
}

function place(scope: ClosedScope, campus: number): Pick<Finding, 'subject' | 'areaId' | 'hotspotId'> {
  const { geography } = scope.world;
  const { hotspotId, area } = at(geography.hotspots, at(geography.campuses, campus).hotspot);
  return { subject: { kind: 'hotspot', id: hotspotId }, areaId: at(geography.areas, area).areaId, hotspotId };
}

function surgesAndLulls(scope: ClosedScope): Finding[] {
  const midnight = scope.startDay * DAY_MS - scope.world.offsetMs;
  return scope.plan.campusEvents.map(({ day, campus, kind, fromMinute, toMinute }) => {
    const cut = kind === 'power-cut';
    const begin = midnight + day * DAY_MS + fromMinute * MINUTE_MS + (cut ? 0 : HALF_THERE_MS);
    const end = midnight + day * DAY_MS + toMinute * MINUTE_MS;
    return {
      basis: 'intent',
      type: 'campus-activity',
      subtype: cut ? 'lull' : 'surge',
      time: begin,
      ...place(scope, campus),
      case: `ca-${kind}`,
      expected: usualNumber(scope, campus, day, fromMinute, toMinute) >= BIG_ENOUGH ? true : null,
      span: [begin, end],
    };
  });
}

/**
 * Subscribers seen in the quietest quarter of an hour between two minutes of an ordinary day: students who are there,
 * by the chance that each makes an event.
 */
function usualNumber(
  { world, startDay }: ClosedScope,
  campus: number,
  day: number,
  fromMinute: number,
  toMinute: number,
): number {
  const { people } = world;
  let students = 0;
  for (let i = 0; i < people.size; i++)
    if (num(people.kind, i) === STUDENT && num(people.campus, i) === campus) students++;
  const curve = activityCurve(STUDENT, dayKind(startDay + day));
  const hours = [fromMinute, (fromMinute + toMinute) / 2, toMinute - 1].map((minute) =>
    Math.floor(minute / 60),
  );
  const busy = Math.min(...hours.map((hour) => hourMean(curve, hour)));
  const events = (num(ACTS_PER_DAY, STUDENT) / 96) * busy + UPDATES;
  return students * (1 - Math.exp(-events)) * STAY;
}

function negative(scope: ClosedScope, campus: number, name: string, from: number, to: number): Finding {
  const shared = { basis: 'intent', type: 'campus-activity', subtype: 'lull', time: from } as const;
  return { ...shared, ...place(scope, campus), case: name, expected: false, span: [from, to] };
}

function silentFeeds(scope: ClosedScope): Finding[] {
  const start = scope.startDay * DAY_MS - scope.world.offsetMs;
  return scope.plan.outages.flatMap(({ fromHour, toHour }) =>
    scope.world.geography.campuses.map((_, campus) =>
      negative(scope, campus, 'ca-silent-feed', start + fromHour * HOUR_MS, start + toHour * HOUR_MS),
    ),
  );
}

function holidays(scope: ClosedScope): Finding[] {
  const { offsetMs, geography } = scope.world;
  const findings: Finding[] = [];
  for (let midnight = scope.from; midnight < scope.to; midnight += DAY_MS) {
    if (dayKind(Math.floor((midnight + offsetMs) / DAY_MS)) !== 'holiday') continue;
    for (const campus of geography.campuses.keys())
      findings.push(negative(scope, campus, 'ca-holiday', midnight, midnight + DAY_MS));
  }
  return findings;
}

/** People who spend their days on or beside a campus, or write and talk like no other student. */
export function notStudents(scope: ClosedScope): Finding[] {
  const { people } = scope.world;
  const findings: Finding[] = [];
  for (let i = 0; i < people.size; i++) {
    const name = otherKind(scope, i);
    if (name !== null) findings.push(unexpected(scope, i, 'campus-student', null, name));
  }
  return findings;
}

function otherKind(scope: ClosedScope, i: number): string | null {
  const kind = num(scope.world.people.kind, i);
  if (kind === TEACHER) return 'cs-teacher';
  if (kind === NEIGHBOUR) return 'cs-neighbour';
  if (kind !== STUDENT) return null;
  const ring = ringOf(scope.world.seed, i);
  return ring === LONERS ? 'cs-loner' : ring === SILENT_WRITERS ? 'cs-few-messages' : null;
}

/** Guests of matches and festivals: neither students nor newcomers. */
export function guests(scope: ClosedScope): Finding[] {
  const { people, planner } = scope.world;
  const findings: Finding[] = [];
  for (const { day, kind } of scope.plan.campusEvents) {
    if (kind === 'power-cut') continue;
    let named = 0;
    for (let i = 0; i < people.size && named < GUESTS_NAMED; i++) {
      if (num(people.kind, i) === TEACHER || num(people.kind, i) === NEIGHBOUR) continue;
      if (planner.gatheringOf(i, scope.startDay + day) === null) continue;
      named++;
      findings.push(unexpected(scope, i, 'campus-student', null, 'cs-guest'));
      findings.push(unexpected(scope, i, 'campus-newcomer', 'own', 'cn-guest'));
    }
  }
  return findings;
}

function unexpected(
  scope: ClosedScope,
  i: number,
  type: Finding['type'],
  subtype: string | null,
  name: string,
): Finding {
  return {
    type,
    subtype,
    time: scope.from,
    subject: { kind: 'subscriber', msisdn: String(num(scope.world.people.msisdn, i)) },
    case: name,
    expected: false,
    span: [scope.from, scope.to],
  };
}

/** Where those live whose home neither profile nor prefix says. */
export function learnedHomes(scope: ClosedScope): Finding[] {
  const { people, geography, seed } = scope.world;
  const findings: Finding[] = [];
  for (let i = 0; i < people.size; i++) {
    if (!isHomeless(seed, i)) continue;
    findings.push({
      basis: 'intent',
      type: 'learned-home',
      subtype: null,
      time: scope.to,
      subject: { kind: 'subscriber', msisdn: String(num(people.msisdn, i)) },
      areaId: at(geography.areas, at(geography.cells, num(people.homeCell, i)).area).areaId,
      case: `lh-${at(KIND_NAMES, num(people.kind, i))}`,
    });
  }
  return findings;
}

/** By `Population.kind`. */
const KIND_NAMES = [
  'worker',
  'at-home',
  'farmer',
  'night-worker',
  'student',
  'teacher',
  'neighbour',
  'second-phone',
] as const;
