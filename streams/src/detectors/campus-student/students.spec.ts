import { describe, expect, it } from '@jest/globals';
import {
  chunks,
  lifecycle,
  message,
  NUMBERS,
  run,
  surf,
  WORLD,
  type FeedEvent,
  type Outcome,
} from '../../testing/index.ts';

/** May begins, local time; so does June. */
const MAY = Date.UTC(2026, 3, 30, 16);
const JUNE = Date.UTC(2026, 4, 31, 16);
const MINUTE = 60_000;
const [A, B, C, D] = NUMBERS.home;

/** Messages of somebody with a number, one a minute from a time on. */
const messages = (who: string, peer: string, count: number, from: number, cell = 'a1'): FeedEvent[] =>
  Array.from({ length: count }, (_, i) => message(from + i * MINUTE, who, peer, cell));

/** Three who write to each other from the first moment of May on: 30 each with each of the others. */
const circle = (of: readonly string[] = [A, B, C], count = 30): FeedEvent[] =>
  of.flatMap((who, i) =>
    of.flatMap((peer, j) => (i === j ? [] : messages(who, peer, count, MAY + (i * 3 + j) * 40 * MINUTE))),
  );
const quiet = (time: number): FeedEvent => surf(time, '8613910000090', 'c1');
const inOrder = (events: readonly FeedEvent[]): FeedEvent[] =>
  [...events].sort((a, b) => Number(a.event.eventTime) - Number(b.event.eventTime));

/** Runs events from the first moment of May to after its close. */
async function month(events: readonly FeedEvent[], reference = WORLD): Promise<Outcome> {
  const all = [quiet(MAY), ...events, quiet(JUNE - MINUTE), quiet(JUNE + 60 * MINUTE)];
  return run(chunks(inOrder(all)), {}, reference, false);
}

async function students(events: readonly FeedEvent[], reference = WORLD): Promise<unknown[]> {
  const { detections } = await month(events, reference);
  return detections
    .filter(({ type }) => type === 'campus-student')
    .map(({ subject, hotspotId }) => `${subject.msisdn!} ${hotspotId!}`)
    .sort();
}

describe('a student', () => {
  it('is found at the close of a whole month, with the reasons', async () => {
    const { detections } = await month(circle());
    const found = detections.filter(({ type }) => type === 'campus-student');
    expect(found.map(({ subject }) => subject.msisdn).sort()).toEqual([A, B, C]);
    expect(found[0]).toMatchObject({
      subtype: null,
      eventTime: '2026-06-01T00:00:00+08:00',
      areaId: 'K11',
      hotspotId: 'U1',
      severity: 'info',
      revision: 0,
      evidence: {
        month: '2026-05',
        sms: 60,
        records: 60,
        campusRecords: 60,
        fellows: 2,
        thresholds: 'defaults',
      },
    });
  });

  it('needs 50 messages, half of its records on the campus and two fellows with 10 communications each', async () => {
    const others = circle([B, C, D]);
    const cases: [FeedEvent[], boolean][] = [
      [[...messages(A, B, 25, MAY), ...messages(A, C, 25, MAY + 1)], true],
      [[...messages(A, B, 25, MAY), ...messages(A, C, 24, MAY + 1)], false],
      [[...messages(A, B, 40, MAY), ...messages(A, C, 10, MAY + 1)], true],
      [[...messages(A, B, 41, MAY), ...messages(A, C, 9, MAY + 1)], false],
      [[...messages(A, B, 25, MAY), ...messages(A, C, 25, MAY + 1, 'c1')], true],
      [[...messages(A, B, 25, MAY), ...messages(A, C, 26, MAY + 1, 'c1')], false],
    ];
    for (const [mine, is] of cases)
      expect((await students([...others, ...mine])).includes(`${A} U1`)).toBe(is);
  });

  it('is a student of each campus of a shared cell', async () => {
    const shared = circle().map(({ feed, event }) => ({ feed, event: { ...event, cellId: 'both' } }));
    expect(await students(shared)).toEqual([A, B, C].flatMap((who) => [`${who} U1`, `${who} U2`]));
  });

  it('was activated before the month, but its fellows need not be', async () => {
    const activated = (time: number): FeedEvent => lifecycle(time, 'activated', A);
    expect(await students([activated(MAY), ...circle()])).toEqual([`${B} U1`, `${C} U1`]);
    const before = [...circle(), activated(MAY - 1)];
    expect(await students(before)).toEqual([`${A} U1`, `${B} U1`, `${C} U1`]);
  });

  it('needs fellows that are ours', async () => {
    const stranger = '8613000000009';
    expect(await students(circle([A, B, stranger]))).toEqual([]);
    const joined = [lifecycle(JUNE - MINUTE, 'activated', stranger), ...circle([A, B, stranger])];
    expect(await students(joined)).toEqual([`${A} U1`, `${B} U1`]);
  });

  it('is not found in a month that began before the data, nor before a month is over', async () => {
    const found = async (from: number, to: number): Promise<number> => {
      const events = inOrder([quiet(from), ...circle(), quiet(to)]);
      const { detections } = await run(chunks(events), {}, WORLD, false);
      return detections.filter(({ type }) => type === 'campus-student').length;
    };
    expect(await found(MAY, JUNE)).toBe(3);
    expect(await found(MAY + 1, JUNE)).toBe(0);
    expect(await found(MAY, JUNE - 1)).toBe(0);
  });

  it('is counted in the windows of its campus from the close on', async () => {
    const events = [...circle(), message(JUNE - 1, A, B, 'a1'), message(JUNE, A, B, 'a1')];
    const { windows } = await month(events);
    const minutes = windows.filter((each) => each.kind === 'hotspot' && each.size === '1m');
    const at = (time: number): unknown => minutes.find(({ startMs }) => startMs === time);
    expect(at(JUNE - MINUTE)).toMatchObject({ hotspotId: 'U1', subscribers: 1, students: 0 });
    expect(at(JUNE)).toMatchObject({ hotspotId: 'U1', subscribers: 1, students: 1 });
  });

  it('is judged by the thresholds of the campus’s area at the close', async () => {
    const rows = [
      '1,,,campus-student,minSms,61',
      '2,2026-06-01T00:00:00+08:00,K11,campus-student,minSms,60',
      '3,2026-06-01T00:00:01+08:00,K11,campus-student,minSms,1',
    ];
    const thresholds = ['version,effectiveFrom,areaId,rule,parameter,value', ...rows, ''].join('\n');
    const { detections } = await month(circle(), { ...WORLD, thresholds });
    const found = detections.filter(({ type }) => type === 'campus-student');
    expect(found.map(({ evidence }) => evidence['thresholds'])).toEqual(['2', '2', '2']);
    const stricter = thresholds.replace('minSms,60', 'minSms,61');
    expect(await students(circle(), { ...WORLD, thresholds: stricter })).toEqual([]);
  });

  it('keeps its communications from before it came to the campus', async () => {
    const home = [...messages(A, B, 12, MAY, 'c1'), ...messages(A, C, 12, MAY + 1, 'c1')];
    const there = messages(A, D, 40, MAY + 300 * MINUTE);
    expect(await students([...circle([B, C, D]), ...home, ...there])).toContain(`${A} U1`);
  });

  it('but not when it came after more than 100 records elsewhere', async () => {
    const home = (count: number): FeedEvent[] => [
      ...messages(A, B, count - 20, MAY, 'c1'),
      ...messages(A, C, 20, MAY + 1, 'c1'),
    ];
    const there = messages(A, D, 140, MAY + 300 * MINUTE);
    expect(await students([...circle([B, C, D]), ...home(100), ...there])).toContain(`${A} U1`);
    expect(await students([...circle([B, C, D]), ...home(101), ...there])).not.toContain(`${A} U1`);
  });
});
