import { at, num } from '../at.ts';
import { DAY_MS, HOUR_MS, MINUTE_MS, timeText } from '../calendar.ts';
import { OPERATORS, OWN, forgottenNumber } from '../people/numbers.ts';
import { isCell } from '../people/place.ts';
import { activityIntents, guests, learnedHomes, notStudents } from './intent-campus.ts';
import { homecomingIntents, tripCase } from './intent-homecoming.ts';
import { VISIT_CASE, inboundIntents } from './intent-inbound.ts';
import { campaignOf, outageIntents, shareIntents } from './intent-share.ts';
import type { Return } from './judge-homecoming.ts';
import type { RivalFinding } from './judge-rivals.ts';
import type { ClosedScope } from './scope.ts';
import { written, type Finding, type Truth } from './truth.ts';
import type { Judges } from './truth-keeper.ts';

/** Of each kind of number that must not be detected, so many are named. */
const NAMED = 60;

/** Everything the judges found and everything that was meant, in order. */
export function allTruth(scope: ClosedScope, judges: Judges): Truth[] {
  const rules = [
    ...judges.homecoming.found.map((found) => homecoming(scope, judges, found)),
    ...inbound(scope, judges),
    ...students(judges),
    ...newcomers(judges),
    ...judges.rivals.newcomers.map((found) => rivalNewcomer(scope, judges, found)),
    ...judges.rivals.standing.map((found) => campusRival(judges, found)),
    ...judges.share.found.map((found) => named(scope, found)),
  ];
  const intents = [
    ...homecomingIntents(scope),
    ...inboundIntents(scope),
    ...activityIntents(scope),
    ...shareIntents(scope),
    ...outageIntents(scope),
    ...learnedHomes(scope),
  ];
  const silent = [...quietRules(scope, judges), ...intents.filter(({ expected }) => expected === false)];
  const all = [...rules, ...intents, ...withoutFindings(silent, rules)];
  return written(all, scope.world.offsetMs / MINUTE_MS);
}

/** Hard cases that the rules leave silent: not those in which the rules, as they are written, do find something. */
function withoutFindings(silent: readonly Finding[], rules: readonly Finding[]): Finding[] {
  const key = ({ type, subtype, subject }: Finding): string =>
    `${type}/${subtype ?? ''}/${subject.id ?? subject.msisdn ?? ''}`;
  const moments = new Map<string, number[]>();
  for (const rule of rules) moments.set(key(rule), [...(moments.get(key(rule)) ?? []), rule.time]);
  const scored = new Set(rules.map(({ type }) => type));
  return silent.flatMap((one) => {
    const [from, to] = one.span ?? [-Infinity, Infinity];
    const found = moments.get(key(one))?.some((time) => time >= from && time <= to) ?? false;
    // Activity and outages are judged against what was meant only.
    return found || !scored.has(one.type) ? [] : [{ ...one, basis: 'rule' as const }];
  });
}

function subscriber(judges: Judges, who: number): Finding['subject'] {
  return { kind: 'subscriber', msisdn: String(judges.roster.numberOf(who)) };
}

function areaIdOf(scope: ClosedScope, place: number): string | null {
  const { cells, areas } = scope.world.geography;
  return isCell(place) ? at(areas, at(cells, place).area).areaId : null;
}

function homecoming(scope: ClosedScope, judges: Judges, found: Return): Finding {
  const { trips, offsetMs, people } = scope.world;
  const { who, since, candidate, time, place } = found;
  const minutes = offsetMs / MINUTE_MS;
  const day = Math.floor((candidate + offsetMs) / DAY_MS);
  const trip = who < people.size ? trips.ending(who, day - 1, day + 1).at(-1) : undefined;
  return {
    type: 'homecoming',
    subtype: 'own',
    time,
    subject: subscriber(judges, who),
    areaId: areaIdOf(scope, place),
    evidence: {
      awaySince: timeText(since, minutes),
      returnedAt: timeText(candidate, minutes),
      confirmedAt: timeText(time, minutes),
    },
    case: tripCase(scope, who, trip),
  };
}

function inbound(scope: ClosedScope, judges: Judges): Finding[] {
  const { visits, geography, offsetMs } = scope.world;
  const kinds = new Map(
    Array.from({ length: visits.count }, (_, visitor) => [visits.number(visitor), visits.kind(visitor)]),
  );
  return judges.inbound.found.map(({ who, time, area, since, communications }) => {
    const number = judges.roster.numberOf(who);
    return {
      type: 'homecoming',
      subtype: 'inbound',
      time,
      subject: { kind: 'number', msisdn: String(number) },
      areaId: at(geography.areas, area).areaId,
      evidence: { dwellingSince: timeText(since, offsetMs / MINUTE_MS), communications },
      case: VISIT_CASE[kinds.get(number) ?? 'guest'],
    };
  });
}

function students(judges: Judges): Finding[] {
  return judges.students.found.map(({ who, campus, time, sms, fellows }) => ({
    type: 'campus-student',
    subtype: null,
    time,
    subject: subscriber(judges, who),
    ...judges.newcomers.hotspotOf(campus),
    evidence: { sms, fellows },
    case: 'cs-student',
  }));
}

function newcomers(judges: Judges): Finding[] {
  return judges.newcomers.found.map(({ who, campus, time, by }) => ({
    type: 'campus-newcomer',
    subtype: 'own',
    time,
    subject: subscriber(judges, who),
    ...judges.newcomers.hotspotOf(campus),
    evidence: { by },
    case: by === 'channel' ? 'cn-campus-shop' : 'cn-bought-elsewhere',
  }));
}

function rivalNewcomer(scope: ClosedScope, judges: Judges, found: RivalFinding): Finding {
  const { number, campus, operator, time, evidence } = found;
  const back = number >= forgottenNumber(0) && number < forgottenNumber(100);
  return {
    type: 'campus-newcomer',
    subtype: 'rival',
    time,
    subject: { kind: 'number', msisdn: String(number) },
    ...judges.newcomers.hotspotOf(campus),
    evidence: {
      operatorId: at(OPERATORS, operator).operatorId,
      firstSeen: timeText(num([evidence['firstSeen'] ?? 0], 0), scope.world.offsetMs / MINUTE_MS),
    },
    case: back ? 'cn-back-after-silence' : 'cn-rival-number',
  };
}

function campusRival(judges: Judges, found: RivalFinding): Finding {
  const { number, campus, operator, time, evidence } = found;
  const ported = Math.floor(number / 1e8) === 86_160;
  return {
    type: 'campus-rival',
    subtype: null,
    time,
    subject: { kind: 'number', msisdn: String(number) },
    ...judges.newcomers.hotspotOf(campus),
    evidence: { ...evidence, operatorId: at(OPERATORS, operator).operatorId },
    case: ported ? 'cr-ported-number' : 'cr-shared-number',
  };
}

/** With the name of its campaign. After a feed has stopped, the shares of the day may be held back: either is right. */
function named(scope: ClosedScope, given: Finding): Finding {
  const finding = afterOutage(scope, given.time) ? { ...given, expected: null } : given;
  const drop = campaignOf(scope, finding.areaId ?? '', finding.time);
  if (drop === null || finding.case === 'sd-at-close') return finding;
  return { ...finding, case: drop.case ?? 'sd-campaign' };
}

/** Whether a feed has stopped on the day of a moment and before it. */
function afterOutage(scope: ClosedScope, time: number): boolean {
  const start = scope.startDay * DAY_MS - scope.world.offsetMs;
  // A day's close belongs to the day.
  const midnight = start + Math.floor((time - 1 - start) / DAY_MS) * DAY_MS;
  return scope.plan.outages.some(({ fromHour, toHour }) => {
    const [from, to] = [start + fromHour * HOUR_MS, start + toHour * HOUR_MS];
    return from <= time && to > midnight;
  });
}

/** Numbers that look like what a rule seeks and are not. */
function quietRules(scope: ClosedScope, judges: Judges): Finding[] {
  const whole = { time: scope.from, span: [scope.from, scope.to], expected: false } as const;
  const rival = (number: number): Finding['subject'] => ({ kind: 'number', msisdn: String(number) });
  const { students, rivals, newcomers } = judges;
  const known = rivals.standing.filter(({ operator }) => operator !== OWN).slice(0, NAMED);
  return [
    ...notStudents(scope),
    ...guests(scope),
    ...newcomers.portedIn.map(({ who }): Finding => ({
      ...whole,
      type: 'campus-newcomer',
      subtype: 'own',
      subject: subscriber(judges, who),
      case: 'cn-ported-in',
    })),
    ...known.map(({ number }): Finding => ({
      ...whole,
      type: 'campus-newcomer',
      subtype: 'rival',
      subject: rival(number),
      case: 'cn-known-number',
    })),
    ...rivals
      .withOneStudent(scope.to, students.known)
      .slice(0, NAMED)
      .map(({ number }): Finding => ({
        ...whole,
        type: 'campus-rival',
        subtype: null,
        subject: rival(number),
        case: 'cr-one-student',
      })),
  ];
}
