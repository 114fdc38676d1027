import { describe, expect, it } from '@jest/globals';
import { call, chunks, message, NUMBERS, run, surf, WORLD, type FeedEvent } from '../../testing/index.ts';

const START = Date.UTC(2026, 4, 1);
const HOUR = 3_600_000;
const DAY = 24 * HOUR;
const [A, B] = NUMBERS.home;
const RIVAL = '8613000000001';

/** A call that somebody of ours gets from the rival number. */
const rings = (time: number, who: string = A, cell = 'c1'): FeedEvent =>
  call(time, who, RIVAL, cell, { direction: 'terminating' });
const writes = (time: number, who: string = A, cell = 'c1'): FeedEvent => message(time, who, RIVAL, cell);

async function newcomers(events: readonly FeedEvent[], reference = WORLD): Promise<unknown[]> {
  const { detections } = await run(chunks(events), {}, reference, false);
  return detections
    .filter(({ type, subtype }) => type === 'campus-newcomer' && subtype === 'rival')
    .map((each) => [
      each.hotspotId,
      Date.parse(each.eventTime),
      Date.parse(each.evidence['firstSeen'] as string),
    ]);
}

describe('a newcomer of a campus from a rival', () => {
  it('appears with somebody who makes half of its records there, and calls one of ours', async () => {
    const { detections } = await run(chunks([surf(START, A, 'a1'), rings(START + HOUR)]));
    expect(detections.filter(({ type }) => type === 'campus-newcomer')).toMatchObject([
      {
        subtype: 'rival',
        eventTime: '2026-05-01T09:00:00+08:00',
        subject: { kind: 'number', msisdn: RIVAL },
        areaId: 'K11',
        hotspotId: 'U1',
        severity: 'info',
        evidence: { operatorId: 'red', firstSeen: '2026-05-01T09:00:00+08:00', thresholds: 'defaults' },
      },
    ]);
    expect(await newcomers([surf(START, A, 'a1'), surf(START + 1, A, 'c1'), rings(START + HOUR)])).toEqual(
      [],
    );
    expect(await newcomers([surf(START, A, 'a1'), call(START + HOUR, A, RIVAL, 'c1')])).toEqual([]);
  });

  it('may write first and call somebody else later', async () => {
    const events = [surf(START, A, 'a1'), writes(START + HOUR), rings(START + 9 * DAY, B)];
    expect(await newcomers(events)).toEqual([['U1', START + 9 * DAY, START + HOUR]]);
  });

  it('is judged with all records of the instant', async () => {
    const events = [rings(START, A, 'c1'), surf(START, A, 'a1', { eventId: 'one' }), rings(START + 1)];
    expect(await newcomers(events)).toEqual([['U1', START, START]]);
  });

  it('is none when it appeared with somebody else before', async () => {
    const events = [surf(START, A, 'a1'), writes(START + 1, B), rings(START + HOUR)];
    expect(await newcomers(events)).toEqual([]);
    const again = [...events, surf(START + 91 * DAY, A, 'a1'), rings(START + 91 * DAY + 1)];
    expect(await newcomers(again)).toEqual([['U1', START + 91 * DAY + 1, START + 91 * DAY + 1]]);
  });

  it('is said once a number and campus', async () => {
    const there = [surf(START, A, 'both'), rings(START + 1)];
    expect(await newcomers(there)).toEqual([
      ['U1', START + 1, START + 1],
      ['U2', START + 1, START + 1],
    ]);
    const again = [...there, surf(START + 100 * DAY, A, 'both'), rings(START + 100 * DAY + 1)];
    expect(await newcomers(again)).toHaveLength(2);
  });

  it('looks at the records of the last 30 days, to the millisecond', async () => {
    const records = [surf(START, A, 'a1'), surf(START + 1, A, 'a1'), surf(START + 2, A, 'c1')];
    const at = (time: number): Promise<unknown[]> =>
      newcomers([...records, surf(START + DAY, B, 'c1'), writes(time - 1), rings(time)].sort(byTime));
    expect(await at(START + 30 * DAY)).toHaveLength(1);
    expect(await at(START + 30 * DAY + 2)).toEqual([]);
  });

  it('asks for another share where the thresholds say so', async () => {
    const thresholds =
      'version,effectiveFrom,areaId,rule,parameter,value\n1,,K11,campus-newcomer/rival,minResidentShare,0.3\n';
    const events = [surf(START, A, 'a1'), surf(START + 1, A, 'c1'), rings(START + HOUR)];
    expect(await newcomers(events, { ...WORLD, thresholds })).toHaveLength(1);
  });
});

function byTime(a: FeedEvent, b: FeedEvent): number {
  return Number(a.event.eventTime) - Number(b.event.eventTime);
}
