import { cellsOf } from './campuses.ts';
import { unnamed } from './homecomings.ts';
import type { Counts, FindBehind } from './behind.types.ts';

const MINUTE_MS = 60_000;
const QUARTER_MS = 15 * MINUTE_MS;
const HOUR_MS = 60 * MINUTE_MS;
const SHOWN = 100;
const MAX_QUARTERS = 500;

/** The quarters of an hour around it, those that its last one was compared with, and some of the events. */
export const behindActivity: FindBehind<'campus-activity'> = async (sources, found) => {
  const { events, hotspots, local } = sources;
  const { detection, eventMs } = found;
  const hotspotId = detection.hotspotId ?? detection.subject.id;
  const since = found.time('since');
  const end = found.text('endedAt') === null ? eventMs : found.time('endedAt');
  const judged = eventMs - QUARTER_MS;
  const around = { fromMs: since - 2 * HOUR_MS, toMs: end + HOUR_MS };
  const days = hotspots.comparableDays(local.day(judged));
  const [inside, windows, like] = await Promise.all([
    events.events({ fromMs: since, toMs: eventMs, cellIds: cellsOf(sources, found) }, 0, SHOWN),
    hotspots.series(hotspotId, 'subscribers', '15m', around),
    days.length === 0
      ? []
      : events.likeQuarters({
          hotspotId,
          days,
          minuteOfDay: local.minuteOfDay(judged),
          timeZone: local.timeZone,
        }),
  ]);
  const shown: Counts[] = [
    { name: 'windows', items: unnamed(windows.map(([at, count]) => ({ key: local.format(at), count }))) },
    {
      name: 'comparable-windows',
      items: unnamed(like.map(({ day, subscribers }) => ({ key: day, count: subscribers }))),
    },
  ];
  return { from: since, parts: [{ part: 'windows', ...inside }], counts: shown };
};

/** The volume of the source by quarter of an hour, and the last events around the outage. */
export const behindOutage: FindBehind<'source-outage'> = async ({ events, local }, found) => {
  const { detection, eventMs } = found;
  const since = found.time('since');
  const end = found.text('endedAt') === null ? eventMs : found.time('endedAt');
  const of = { feeds: [found.text('feed') ?? 'signalling'], source: detection.subject.id };
  const around = { fromMs: since - 3 * HOUR_MS, toMs: end + HOUR_MS };
  const [last, volumes] = await Promise.all([
    events.events({ ...of, fromMs: since - QUARTER_MS, toMs: end + QUARTER_MS }, 0, SHOWN),
    events.counts({ ...of, ...around }, 'quarter', MAX_QUARTERS),
  ]);
  const quarters = volumes.map(({ key, count }) => ({ key: local.format(Number(key)), count }));
  return {
    from: since,
    parts: [{ part: 'source', ...last }],
    counts: [{ name: 'volumes', items: unnamed(quarters) }],
  };
};
