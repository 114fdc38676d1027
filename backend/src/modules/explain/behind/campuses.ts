import type { EventFilter } from '../explain.repository.ts';
import { DAY_MS, MAX_EVENTS, type Case, type FindBehind, type Sources } from './behind.types.ts';
import { unnamed } from './homecomings.ts';
import type { ExplainedRule } from '../explain.types.ts';

const CALLS = { feeds: ['usage'], kinds: ['voice', 'sms'] } as const;
const MAX_CELLS = 50;
const MAX_PEOPLE = 50;
const FIRST = 20;

/** The month of a student: its records by service and cell, its fellows, some of the records. */
export const behindStudent: FindBehind<'campus-student'> = async (sources, found) => {
  const { events, names, local } = sources;
  const { detection, eventMs, values } = found;
  const cells = cellsOf(sources, found);
  const subscriberId = detection.subject.id;
  const span = {
    fromMs: local.startOfDay(`${found.text('month') ?? local.day(eventMs).slice(0, 7)}-01`),
    toMs: eventMs,
  };
  const records: EventFilter = { ...span, feeds: ['usage'], subscriberId };
  const { minCommunications, minCellShare } = values;
  const [month, services, byCell, peers] = await Promise.all([
    events.events(records, 0, MAX_EVENTS / 2),
    events.counts(records, 'kind', MAX_CELLS),
    events.counts(records, 'cell', MAX_CELLS),
    events.fellows({ ...span, subscriberId, cellIds: cells, minCommunications, limit: 10 * MAX_PEOPLE }),
  ]);
  const campus = detection.hotspotId === null ? null : names.hotspot(detection.hotspotId);
  const fellows = peers.filter(({ inCells, records: all }) => inCells >= minCellShare * all);
  return {
    from: span.fromMs,
    parts: [{ part: 'month', ...month }],
    counts: [
      { name: 'records-by-service', items: unnamed(services) },
      {
        name: 'records-by-cell',
        items: byCell.map(({ key, count }) => ({ key, name: cells.includes(key) ? campus : null, count })),
      },
      {
        name: 'fellows',
        items: fellows
          .slice(0, MAX_PEOPLE)
          .map(({ peerId, communications }) => ({ key: peerId, name: null, count: communications })),
      },
    ],
  };
};

/** The activation, and what the number did on the campus since. */
export const behindOwnNewcomer: FindBehind<'campus-newcomer/own'> = async (sources, found) => {
  const { detection, eventMs } = found;
  const subscriberId = detection.subject.id;
  const span = { fromMs: found.time('activatedAt'), toMs: eventMs + 1 };
  const joined: EventFilter = { ...span, feeds: ['lifecycle'], kinds: ['activated'], subscriberId };
  const used: EventFilter = { ...span, feeds: ['usage'], cellIds: cellsOf(sources, found), subscriberId };
  const [activation, traffic] = await Promise.all([
    sources.events.events(joined, FIRST, FIRST),
    sources.events.events(used, FIRST, FIRST),
  ]);
  return {
    from: span.fromMs,
    parts: [
      { part: 'activation', ...activation },
      { part: 'campus-traffic', ...traffic },
    ],
    counts: [],
  };
};

/** Communications of ours with the number since it appeared. */
export const behindRivalNewcomer: FindBehind<'campus-newcomer/rival'> = async ({ events }, found) => {
  const span = { fromMs: found.time('firstSeen'), toMs: found.eventMs + 1 };
  const contacts = await events.events({ ...span, ...CALLS, peerId: found.detection.subject.id }, FIRST, 180);
  return { from: span.fromMs, parts: [{ part: 'contacts', ...contacts }], counts: [] };
};

/** Communications of the number with those who were known as students of the campus. */
export const behindCampusRival: FindBehind<'campus-rival'> = async ({ events, local }, found) => {
  const { detection, eventMs, values } = found;
  const from = eventMs - values.rivalDays * DAY_MS + 1;
  const filter: EventFilter = {
    ...CALLS,
    fromMs: from,
    toMs: eventMs + 1,
    peerId: detection.subject.id,
    studentsOf: detection.hotspotId ?? '',
    studentsAtMs: local.startOfDay(`${local.day(eventMs).slice(0, 7)}-01`),
  };
  const [contacts, students] = await Promise.all([
    events.events(filter, 0, MAX_EVENTS),
    events.counts(filter, 'subscriber', MAX_PEOPLE),
  ]);
  return {
    from,
    parts: [{ part: 'contacts', ...contacts }],
    counts: [{ name: 'contacts-by-student', items: unnamed(students) }],
  };
};

/** Cells of the campus. */
export function cellsOf({ model }: Sources, { detection }: Case<ExplainedRule>): readonly string[] {
  return model.cellsOf.get(detection.hotspotId ?? '') ?? [];
}
