import { at } from '../at.ts';
import { DAY_MS, HOUR_MS } from '../calendar.ts';
import { LEAVING_HOUR, type Visit, type VisitorKind } from '../people/visits.ts';
import type { ClosedScope } from './scope.ts';
import type { Finding } from './truth.ts';

/** So long must the data have run before a visit that the calls home which came before it are in them. */
const KNOWN_MS = 14 * DAY_MS;
const ABSENT_MS = 7 * DAY_MS;

const RETURNS: ReadonlySet<VisitorKind> = new Set(['migrant', 'stranger']);

/** Names of the hard cases by why somebody comes. */
export const VISIT_CASE: Readonly<Record<VisitorKind, string>> = {
  migrant: 'in-migrant',
  guest: 'in-guest',
  train: 'in-train',
  elsewhere: 'in-other-county',
  'few-calls': 'in-few-calls',
  border: 'in-county-border',
  stranger: 'in-unknown-home',
};

/** Who really came home from another province, and who came for something else. */
export function inboundIntents(scope: ClosedScope): Finding[] {
  const { visits, offsetMs } = scope.world;
  const fromDay = Math.floor((scope.from + offsetMs) / DAY_MS);
  const toDay = Math.floor((scope.to + offsetMs) / DAY_MS);
  const findings: Finding[] = [];
  for (let visitor = 0; visitor < visits.count; visitor++) {
    // One slot further back, to know how long the visitor has been absent.
    const all = visits.between(visitor, fromDay - 48, toDay);
    all.forEach((visit, n) => {
      if (visit.lastDay >= fromDay) findings.push(intentOf(scope, visitor, visit, all[n - 1]));
    });
  }
  return findings;
}

function intentOf(scope: ClosedScope, visitor: number, visit: Visit, before: Visit | undefined): Finding {
  const { visits, geography } = scope.world;
  const kind = visits.kind(visitor);
  const [from, to] = spanOf(scope, visit);
  const soon = before !== undefined && from - spanOf(scope, before)[1] < ABSENT_MS;
  return {
    basis: 'intent',
    type: 'homecoming',
    subtype: 'inbound',
    time: from,
    subject: { kind: 'number', msisdn: String(visits.number(visitor)) },
    evidence: { lodgingAreaId: at(geography.areas, at(geography.cells, at(visit.cells, 0)).area).areaId },
    case: soon && RETURNS.has(kind) ? 'in-back-soon' : VISIT_CASE[kind],
    expected: expected(scope, kind, from, to, soon),
    span: [from, to],
  };
}

function expected(
  scope: ClosedScope,
  kind: VisitorKind,
  from: number,
  to: number,
  soon: boolean,
): boolean | null {
  if (!RETURNS.has(kind)) return false;
  // Back within a week it is the same visit, and whether that was told of before is no matter of intent.
  if (soon || from - scope.from < KNOWN_MS || to > scope.to) return null;
  return true;
}

function spanOf(scope: ClosedScope, visit: Visit): [number, number] {
  const midnight = (day: number): number => day * DAY_MS - scope.world.offsetMs;
  return [
    midnight(visit.firstDay) + visit.arrivalHour * HOUR_MS,
    midnight(visit.lastDay) + LEAVING_HOUR * HOUR_MS,
  ];
}
