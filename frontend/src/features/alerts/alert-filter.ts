import { ALERT_STATES, type Severity } from '../../api/alerts-dto.ts';
import { dayAfter } from '../desk/zoned-time.ts';

/** What is asked of the list; it lives in the address, so that it can be sent on and Back works. */
export interface AlertFilter {
  /** A group (open, over, any) or a single state. */
  readonly state: string;
  readonly areaId: string;
  readonly indicatorId: string;
  readonly severity: string;
  readonly q: string;
  /** Local days, YYYY-MM-DD, both included. */
  readonly from: string;
  readonly to: string;
  readonly mine: boolean;
  readonly overdue: boolean;
}

const SEVERITIES: readonly Severity[] = ['critical', 'warning', 'info'];
const DAY = /^\d{4}-\d{2}-\d{2}$/;
const WORDS = ['areaId', 'indicatorId', 'q'] as const;

type RouteQuery = Readonly<Record<string, unknown>>;

/** Reads an address; what it does not say, or says wrongly, is the default. */
export function filterOf(query: RouteQuery, state: string): AlertFilter {
  const word = (name: string): string => (typeof query[name] === 'string' ? query[name] : '');
  const oneOf = (name: string, choices: readonly string[], otherwise: string): string =>
    choices.includes(word(name)) ? word(name) : otherwise;
  const day = (name: string): string => (DAY.test(word(name)) ? word(name) : '');
  return {
    state: oneOf('state', ['open', 'over', 'any', ...ALERT_STATES], state),
    areaId: word('areaId'),
    indicatorId: word('indicatorId'),
    severity: oneOf('severity', SEVERITIES, ''),
    q: word('q'),
    from: day('from'),
    to: day('to'),
    mine: query['mine'] === '1',
    overdue: query['overdue'] === '1',
  };
}

/** The address of a filter, without what is the default. */
export function addressOf(filter: AlertFilter, state: string): Record<string, string> {
  const address: Record<string, string> = {};
  if (filter.state !== state) address['state'] = filter.state;
  for (const name of [...WORDS, 'severity', 'from', 'to'] as const)
    if (filter[name] !== '') address[name] = filter[name];
  if (filter.mine) address['mine'] = '1';
  if (filter.overdue) address['overdue'] = '1';
  return address;
}

/** What the server is asked. `startOf` gives the first moment of a local day. */
export function questionOf(
  filter: AlertFilter,
  startOf: (day: string) => number | null,
): Record<string, string | number | boolean | null> {
  return {
    state: filter.state,
    areaId: filter.areaId,
    indicatorId: filter.indicatorId,
    severity: filter.severity,
    q: filter.q.trim(),
    from: startOf(filter.from),
    to: filter.to === '' ? null : startOf(dayAfter(filter.to)),
    mine: filter.mine || null,
    overdue: filter.overdue || null,
  };
}
