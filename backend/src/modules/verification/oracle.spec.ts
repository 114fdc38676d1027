import { describe, expect, it } from '@jest/globals';
import {
  FeedDecoder,
  FEEDS,
  LongNumbers,
  readReference,
  ReferenceIds,
  TimeZone,
  type ReferenceTexts,
} from '@tidewall/streams';
import {
  call,
  chunk,
  chunks,
  lifecycle,
  message,
  ndjson,
  NUMBERS,
  run,
  seen,
  seenAt,
  surf,
  WORLD,
  type FeedEvent,
} from '@tidewall/streams/testing';
import fc from 'fast-check';
import { comparableOf, compareDetections } from './compare-detections.ts';
import { Lines } from './difference.ts';
import { compareRows, recompute, thresholdTable, worldOf, type EventRow, type World } from './index.ts';

const zone = new TimeZone('Asia/Shanghai');
const SECOND = 1000;
const HOUR = 3_600_000;
const DAY = 24 * HOUR;
/** 2025-12-28T00:00:00+08:00, a Sunday. */
const BEGIN = Date.UTC(2025, 11, 27, 16);

/** Rules that a few events can satisfy. */
const EASY: Readonly<Record<string, number>> = {
  'homecoming/own,minAwayDays': 2,
  'homecoming/inbound,minContacts': 2,
  'campus-newcomer/rival,residentDays': 15,
  'campus-student,minSms': 2,
  'campus-student,minCommunications': 1,
  'campus-student,minFellows': 1,
  'campus-rival,minRivalCommunications': 2,
  'campus-rival,minStudents': 1,
  'campus-rival,rivalDays': 10,
  'campus-rival,quietDays': 12,
  'rival-numbers,seenDays': 9,
  'share-drop/below-threshold,minNew': 3,
  'share-drop/below-threshold,threshold': 0.9,
  'share-drop/sudden,minNew': 2,
  'share-drop/sudden,minScore': 0.5,
  'learned-home,minRestDays': 2,
};
const REFERENCE: ReferenceTexts = {
  ...WORLD,
  thresholds:
    'version,effectiveFrom,areaId,rule,parameter,value\n' +
    Object.entries(EASY)
      .map(([name, value]) => `1,,,${name},${value}\n`)
      .join(''),
};

const VISITORS = ['8613090000001', '8613090000002'];
const RIVALS = [
  ...Array.from({ length: 9 }, (_, i) => `${i % 3 === 0 ? '861310000' : '861300000'}000${i}`),
  NUMBERS.portedOut,
];
const OURS = [...NUMBERS.home.slice(0, 3), NUMBERS.otherCity, NUMBERS.homeless];
/** Those besides may become ours. */
const EVERYBODY = [...OURS, ...VISITORS, NUMBERS.portedOut];
const ours = fc.constantFrom(...OURS);
const anybody = fc.oneof({ weight: 5, arbitrary: ours }, fc.constantFrom(...VISITORS, NUMBERS.portedOut));
const cell = fc.constantFrom('a1', 'a1', 'a2', 'both', 'b1', 'c1', 'd1', 'gone');
const peer = fc.constantFrom(...RIVALS, ...VISITORS, ...NUMBERS.home.slice(0, 3), '8613910000099', '10086');
/** Days, many of them about the ends of a month, and moments of them that lie close together or on an edge. */
const time = fc
  .tuple(
    fc.constantFrom(0, 1, 4, 5, 6, 8, 9, 10, 13, 15, 24, 25, 32, 33, 34, 35, 35, 36, 38, 43),
    fc.constantFrom(0, 0, SECOND, 60 * SECOND, 4 * HOUR, 12 * HOUR, 12 * HOUR, 12 * HOUR, DAY - 1),
    fc.constantFrom(0, 0, SECOND, 119 * SECOND, 1800 * SECOND),
  )
  .map(([day, moment, more]) => BEGIN + day * DAY + moment + more);

const NEW = ['8613910000099', '8613912345678', '8613955500001'];
const event: fc.Arbitrary<FeedEvent> = fc.oneof(
  { weight: 4, arbitrary: fc.tuple(time, anybody, cell).map(([at, who, where]) => seen(at, who, where)) },
  fc
    .tuple(time, anybody, fc.constantFrom('C1', 'C9', 'P1', 'CN', 'K12', 'gone'))
    .map(([at, who, where]) => seenAt(at, who, where)),
  {
    weight: 4,
    arbitrary: fc
      .tuple(
        time,
        anybody,
        peer,
        cell,
        fc.constantFrom({}, { peerOperator: 'blue' }, { peerOperator: 'odd' }),
      )
      .map(([at, who, whom, where, given]) => message(at, who, whom, where, given)),
  },
  {
    weight: 3,
    arbitrary: fc
      .tuple(time, anybody, peer, cell, fc.constantFrom('originating', 'terminating'))
      .map(([at, who, whom, where, direction]) => call(at, who, whom, where, { direction })),
  },
  fc.tuple(time, anybody, cell).map(([at, who, where]) => surf(at, who, where)),
  {
    weight: 2,
    arbitrary: fc
      .tuple(
        time,
        fc.constantFrom('activated', 'ported-in', 'ported-out', 'deactivated'),
        fc.constantFrom(...NEW, ...RIVALS, NUMBERS.home[0], VISITORS[0]!),
        fc.constantFrom({ channelId: 'shop' }, { channelId: 'campusShop' }, { areaId: 'T211' }, {}),
      )
      .map(([at, kind, who, where]) => lifecycle(at, kind, who, where)),
  },
);

/** So that no feed is silent for so long that what comes then is not believed. */
const company = [6, 20, 34, 43].flatMap((day): FeedEvent[] => {
  const at = BEGIN + day * DAY + HOUR;
  return [
    seen(at, '8613910000555', 'gone'),
    surf(at, '8613910000555', 'gone'),
    lifecycle(at, 'product-ordered', '8613910000555'),
  ];
});

/** Everybody is on a campus before all else, and twice in 15 days, so that nobody is hardly ever there (docs/detectors.md, Limits). */
const onCampus = [0, 7, 14, 21, 28, 35, 42].flatMap((day) =>
  EVERYBODY.map((who) => surf(BEGIN + day * DAY - 1, who, 'both')),
);

/** Events in order of time, each with an identity of its own. */
const stream = fc
  .array(event, { minLength: 1, maxLength: 240, size: 'max' })
  .map((events) =>
    [...onCampus, ...company, ...events]
      .map((one, i) => ({ ...one, event: { ...one.event, eventId: `e${i}` } }))
      .sort((a, b) => Number(a.event.eventTime) - Number(b.event.eventTime)),
  );

const reference = readReference(REFERENCE, new ReferenceIds());
const world: World = worldOf(reference, {
  zone,
  thresholds: thresholdTable(REFERENCE.thresholds!, (areaId) =>
    reference.areas.chain(reference.ids.areas.indexOf(areaId)).map((area) => reference.ids.areas.idOf(area)),
  ),
  nameOf: (digits) => digits,
  planned: (number) => ({
    operatorId: reference.ids.operators.ids[reference.plan.prefixOperatorOf(number)] ?? null,
    homeAreaId: reference.ids.areas.ids[reference.plan.homeOf(number)] ?? null,
  }),
  dayKind: (day) => ((day + 4) % 7 === 0 || (day + 4) % 7 === 6 ? 'weekend' : 'workday'),
});

const text = (value: string | number | undefined): string => (value === undefined ? '' : String(value));

function rowsOf(events: readonly FeedEvent[]): EventRow[] {
  const rows = FEEDS.flatMap((feed) => {
    const mine = events.filter((one) => one.feed === feed).map((one) => one.event);
    const decoder = new FeedDecoder(feed, reference.ids, new LongNumbers());
    const { batch } = decoder.decode(chunk(feed, ndjson(mine)));
    return mine.map((raw, i): EventRow => ({
      time: Number(raw.eventTime),
      feed,
      kind: text(raw['eventType'] ?? raw['service']),
      subscriber: text(raw['msisdn']),
      cellId: text(raw['cellId']),
      areaId: text(raw['servingAreaId'] ?? raw['areaId']),
      direction: text(raw['direction']),
      peer: text(raw['peerMsisdn']),
      peerOperator: text(raw['peerOperator']),
      channelId: text(raw['channelId']),
      identity: [batch.identityHi[i]!, batch.identityLo[i]!]
        .map((word) => word.toString(16).padStart(8, '0'))
        .join(''),
    }));
  });
  return rows.sort(compareRows);
}

const HELD_BACK = new Set(['source-outage']);
const seenTypes = new Set<string>();

async function differences(events: readonly FeedEvent[], close: boolean): Promise<unknown[]> {
  const { detections, judged } = await run(chunks(events), {}, REFERENCE, close);
  expect(judged.reduce((sum, { stored }) => sum + stored, 0)).toBe(events.length);
  const stored = detections
    .filter(({ type }) => !HELD_BACK.has(type))
    .map((found) => {
      const { kind, id, msisdn } = found.subject;
      return comparableOf({ ...found, subject: { kind, id: msisdn ?? id } });
    });
  for (const { type, subtype } of stored) seenTypes.add(`${type}/${subtype ?? ''}`);
  const lines = new Lines();
  compareDetections(
    recompute(rowsOf(events), world, close),
    stored,
    {
      formatTime: (at) => zone.format(at),
      explain: () => null,
      settledUntil: Number.POSITIVE_INFINITY,
    },
    lines,
  );
  return lines.all.flatMap(({ type, first }) => first.map((difference) => ({ type, ...difference })));
}

describe('detections computed a second time', () => {
  it('are those of the stream, whatever happens, open or closed in the end', async () => {
    await fc.assert(
      fc.asyncProperty(stream, fc.boolean(), async (events, close) => {
        expect(await differences(events, close)).toEqual([]);
      }),
      { numRuns: Number(process.env['ORACLE_RUNS'] ?? 60) },
    );
    expect([...seenTypes].sort()).toEqual([
      'campus-newcomer/own',
      'campus-newcomer/rival',
      'campus-rival/',
      'campus-student/',
      'homecoming/inbound',
      'homecoming/own',
      'share-drop/below-threshold',
      'share-drop/sudden',
    ]);
  });
});
