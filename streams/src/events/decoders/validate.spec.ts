import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { ReferenceIds } from '../../reference/reference.ts';
import {
  call,
  chunk,
  csv,
  lifecycle,
  ndjson,
  seen,
  surf,
  type FeedEvent,
  type RawEvent,
} from '../../testing/index.ts';
import { ABSENT, UNKNOWN, type EventBatch } from '../event-batch.ts';
import { LongNumbers, numberDigits } from '../number-key.ts';
import { FeedDecoder } from './decode.ts';

const IDS = new ReferenceIds({
  cells: ['a1'],
  areas: ['T111'],
  channels: ['shop'],
  operators: ['tide', 'red'],
});
const TIME = '2026-02-10T08:41:00+08:00';
const MSISDN = '8613910000001';

function decodeLine(feed: FeedEvent['feed'], line: string): ReturnType<FeedDecoder['decode']> {
  return new FeedDecoder(feed, IDS, new LongNumbers()).decode(chunk(feed, new TextEncoder().encode(line)));
}

function fault(base: FeedEvent, changes: Record<string, unknown>): string {
  const { rejections } = decodeLine(base.feed, JSON.stringify({ ...base.event, ...changes }));
  return rejections.map(({ field, code }) => `${field} ${code}`).join();
}

function accept({ feed, event }: FeedEvent): EventBatch {
  const { batch, rejections } = decodeLine(feed, JSON.stringify(event));
  expect(rejections).toEqual([]);
  return batch;
}

const signalling = seen(TIME, MSISDN, 'a1');
const voice = call(TIME, MSISDN, '8613000000001', 'a1');
const data = surf(TIME, MSISDN, 'a1');
const activation = lifecycle(TIME, 'activated', MSISDN, { channelId: 'shop' });
const gone = undefined;

describe('a record is refused with the first fault in the order of the fields', () => {
  it.each<[string, FeedEvent, Record<string, unknown>, string]>([
    ['no time', signalling, { eventTime: gone }, 'eventTime missing'],
    ['null as time', signalling, { eventTime: null }, 'eventTime missing'],
    ['a time without offset', signalling, { eventTime: '2026-02-10T08:41:00' }, 'eventTime not-a-time'],
    ['a boolean as time', signalling, { eventTime: true }, 'eventTime not-a-time'],
    ['a broken number of milliseconds', signalling, { eventTime: 1770684060000.5 }, 'eventTime not-a-time'],
    ['a negative time', signalling, { eventTime: -1 }, 'eventTime not-a-time'],
    ['no type', signalling, { eventType: gone }, 'eventType missing'],
    ['another type', signalling, { eventType: 'teleport' }, 'eventType not-allowed'],
    ['a type of another feed', activation, { eventType: 'attach' }, 'eventType not-allowed'],
    ['another case', signalling, { eventType: 'Attach' }, 'eventType not-allowed'],
    ['no number', signalling, { msisdn: gone }, 'msisdn missing'],
    ['an empty number', signalling, { msisdn: '' }, 'msisdn missing'],
    ['a JSON number as number', signalling, { msisdn: 8613910000001 }, 'msisdn not-digits'],
    ['a plus sign', signalling, { msisdn: '+8613910000001' }, 'msisdn not-digits'],
    ['a full-width digit', signalling, { msisdn: '861391000000１' }, 'msisdn not-digits'],
    ['six digits', signalling, { msisdn: '861391' }, 'msisdn wrong-length'],
    ['sixteen digits', signalling, { msisdn: '8613910000001234' }, 'msisdn wrong-length'],
    ['neither cell nor area', signalling, { cellId: gone }, 'null place-missing'],
    ['an empty cell and no area', signalling, { cellId: '' }, 'null place-missing'],
    ['a number as cell', signalling, { cellId: 7 }, 'cellId not-allowed'],
    ['a number as serving area', signalling, { servingAreaId: 7 }, 'servingAreaId not-allowed'],
    ['a list as rat', signalling, { rat: ['LTE'] }, 'rat not-allowed'],
    ['an eventId of 65 characters', signalling, { eventId: '潮'.repeat(65) }, 'eventId wrong-length'],
    ['a number as eventId', signalling, { eventId: 12 }, 'eventId not-allowed'],
    ['no service', voice, { service: gone }, 'service missing'],
    ['another service', voice, { service: 'fax' }, 'service not-allowed'],
    ['a call without direction', voice, { direction: gone }, 'direction missing'],
    ['another direction', voice, { direction: 'sideways' }, 'direction not-allowed'],
    ['a call without peer', voice, { peerMsisdn: gone }, 'peerMsisdn missing'],
    ['a peer of letters', voice, { peerMsisdn: 'HOTLINE' }, 'peerMsisdn not-digits'],
    ['a peer of 21 digits', voice, { peerMsisdn: '1'.repeat(21) }, 'peerMsisdn wrong-length'],
    ['a number as operator', voice, { peerOperator: 1 }, 'peerOperator not-allowed'],
    ['a call without duration', voice, { durationSeconds: gone }, 'durationSeconds missing'],
    ['a duration in quotes', voice, { durationSeconds: '60' }, 'durationSeconds not-allowed'],
    ['a negative duration', voice, { durationSeconds: -1 }, 'durationSeconds negative'],
    ['data without uplink', data, { uplinkBytes: gone }, 'uplinkBytes missing'],
    ['data without downlink', data, { downlinkBytes: gone }, 'downlinkBytes missing'],
    ['negative bytes', data, { downlinkBytes: -0.5 }, 'downlinkBytes negative'],
    ['a number as channel', activation, { channelId: 1 }, 'channelId not-allowed'],
    ['a number as area', activation, { areaId: 1 }, 'areaId not-allowed'],
    ['a number as product', activation, { productId: 1 }, 'productId not-allowed'],
    ['two faults', voice, { service: 'fax', msisdn: '1' }, 'service not-allowed'],
  ])('%s', (_why, base, changes, expected) => {
    expect(fault(base, changes)).toBe(expected);
  });
});

describe('a record is taken', () => {
  it('with an unknown cell, area, channel or operator, which is marked as unknown', () => {
    const far = accept({ ...signalling, event: { ...signalling.event, cellId: 'zz', servingAreaId: 'zz' } });
    expect([far.cell[0], far.area[0]]).toEqual([UNKNOWN, UNKNOWN]);
    const peer = accept({ ...voice, event: { ...voice.event, peerOperator: 'zz' } });
    expect(peer.peerOperator[0]).toBe(UNKNOWN);
    expect(accept(lifecycle(TIME, 'activated', MSISDN, { channelId: 'zz' })).channel[0]).toBe(UNKNOWN);
  });

  it('without what it need not have, which is marked as absent', () => {
    const bare = accept(lifecycle(TIME, 'activated', MSISDN));
    expect([bare.channel[0], bare.area[0]]).toEqual([ABSENT, ABSENT]);
    const row = accept(data);
    expect([row.peer[0], row.peerOperator[0], row.direction[0]]).toEqual([0, ABSENT, 0]);
    expect(row.durationSeconds[0]).toBeNaN();
  });

  it('with peers of 1 to 20 digits, leading zeros kept', () => {
    const long = new LongNumbers();
    const decoder = new FeedDecoder('usage', IDS, long);
    for (const peer of [
      '0',
      '00861',
      '10086',
      '123456789012345',
      '1234567890123456',
      '12345678901234567890',
    ]) {
      const { batch } = decoder.decode(chunk('usage', ndjson([{ ...voice.event, peerMsisdn: peer }])));
      expect(numberDigits(batch.peer[0]!, long)).toBe(peer);
    }
  });

  it('with 64 characters of eventId, whatever their bytes', () => {
    accept({ ...signalling, event: { ...signalling.event, eventId: '潮'.repeat(64) } });
  });

  it('with epoch milliseconds in any notation of JSON', () => {
    for (const line of ['1770684060000', '1770684060000.0', '1.77068406e12', '"1770684060000"']) {
      for (const more of ['', ',"rat":"\\u004cTE"']) {
        const record = `{"eventTime":${line},"eventType":"attach","msisdn":"${MSISDN}","cellId":"a1"${more}}`;
        expect([...decodeLine('signalling', record).batch.time].slice(0, 1)).toEqual([1_770_684_060_000]);
      }
    }
  });
});

describe('identity', () => {
  const identity = (
    feed: FeedEvent['feed'],
    bytes: Uint8Array,
    kind: 'ndjson' | 'csv' = 'ndjson',
  ): string => {
    const decoder = new FeedDecoder(feed, IDS, new LongNumbers());
    const { batch, rejections } = decoder.decode(chunk(feed, bytes, { format: { kind } }));
    expect(rejections).toEqual([]);
    return `${batch.identityHi[0]} ${batch.identityLo[0]}`;
  };
  const of = ({ feed, event }: FeedEvent, changes: Partial<RawEvent> = {}): string =>
    identity(feed, ndjson([{ ...event, ...changes } as RawEvent]));

  it('is the same in CSV and in NDJSON', () => {
    const text = fc
      .string({ unit: 'grapheme', minLength: 1, maxLength: 12 })
      .filter((value) => !/^\s*$/.test(value));
    const usage = fc.record({
      seconds: fc.double({ min: 0, max: 1e9, noNaN: true }),
      cellId: text,
      peerOperator: text,
      eventId: fc.option(text, { nil: undefined }),
    });
    fc.assert(
      fc.property(usage, ({ seconds, cellId, peerOperator, eventId }) => {
        const event = {
          ...voice.event,
          durationSeconds: seconds,
          cellId,
          peerOperator,
          ...(eventId ? { eventId } : {}),
        };
        expect(identity('usage', csv([event]), 'csv')).toBe(identity('usage', ndjson([event])));
      }),
    );
  });

  it('does not depend on the notation of times and amounts, the order of fields or unknown fields', () => {
    expect(of(signalling, { eventTime: '2026-02-10T00:41:00.000Z' })).toBe(of(signalling));
    expect(of(signalling, { eventTime: Date.UTC(2026, 1, 10, 0, 41) })).toBe(of(signalling));
    expect(of(signalling, { weather: 'fine' })).toBe(of(signalling));
    const { eventTime, ...rest } = signalling.event;
    expect(of({ feed: 'signalling', event: { ...rest, eventTime } })).toBe(of(signalling));
    const zero = JSON.stringify({ ...voice.event, durationSeconds: 0 });
    for (const notation of ['0.0', '-0', '0e5']) {
      const other = zero.replace('"durationSeconds":0', `"durationSeconds":${notation}`);
      expect(identity('usage', new TextEncoder().encode(other))).toBe(of(voice, { durationSeconds: 0 }));
    }
  });

  it('without eventId is the whole record', () => {
    for (const changes of [
      { eventTime: '2026-02-10T08:41:00.001+08:00' },
      { eventType: 'attach' },
      { msisdn: '8613910000002' },
      { cellId: 'a2' },
      { servingAreaId: 'T111' },
      { imsi: '1' },
      { rat: 'LTE' },
    ]) {
      expect(of(signalling, changes)).not.toBe(of(signalling));
    }
    expect(of(signalling, { homePlmn: '46000' })).not.toBe(of(signalling, { servingPlmn: '46000' }));
  });

  it('with eventId is feed and eventId alone', () => {
    const named = of(signalling, { eventId: 'e1' });
    expect(of(signalling, { eventId: 'e1', cellId: 'zz', msisdn: '8613910000002' })).toBe(named);
    expect(of(signalling, { eventId: 'e2' })).not.toBe(named);
    expect(of(activation, { eventId: 'e1' })).not.toBe(named);
  });
});
