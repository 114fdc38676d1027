import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { detectionBlock, windowBlocks } from '@tidewall/clickhouse';
import type { Detection, DetectionType } from '@tidewall/streams';
import { homecoming, SAMPLE_REFERENCE } from '../../testing/samples.ts';
import { startTestApp, type TestApp } from '../../testing/test-app.ts';
import type { Explanation } from './explain.types.ts';

const SUBSCRIBER = '9f00000000000001';
const VISITOR = '0a00000000000002';
const FRIEND = '00000000000000b3';
const NEWS = '00000000000000c4';

const at = (time: string): string => `2026-02-10T${time}:00+08:00`;

function detection(
  type: DetectionType,
  subtype: string | null,
  evidence: Readonly<Record<string, unknown>>,
  more: Partial<Detection> = {},
): Detection {
  const id = `${type}-${subtype ?? ''}`;
  return homecoming(id, at('12:00'), {
    type,
    subtype,
    evidence: { thresholds: 'defaults', ...evidence },
    ...more,
  });
}

const CAMPUS: Partial<Detection> = { hotspotId: 'h1', areaId: '990101' };
const RIVAL: Partial<Detection> = { ...CAMPUS, subject: { kind: 'number', id: VISITOR } };
const AREA: Partial<Detection> = { subject: { kind: 'area', id: '9901' }, areaId: '9901' };
const SHARE = { party: 'three', operatorId: null, day: '2026-02-10', ownNew: 20, rivalNew: 30, share: 0.4 };

/** A detection of every rule. */
const DETECTIONS: readonly Detection[] = [
  detection('homecoming', 'own', {
    awaySince: at('01:00'),
    awayDays: 9.25,
    awayAreaIds: ['9801', '9902'],
    returnedAt: at('11:00'),
    confirmedAt: at('12:00'),
    festival: { name: '春节', nameEn: 'Spring Festival', date: '2026-02-17', days: -7 },
  }),
  detection(
    'homecoming',
    'inbound',
    {
      dwellingSince: at('11:00'),
      peerHomeAreaId: '990101',
      communications: 5,
      runnerUp: { homeAreaId: '990102', communications: 1 },
    },
    { subject: { kind: 'number', id: VISITOR } },
  ),
  detection('campus-student', null, { month: '2026-02', sms: 60, records: 100, fellows: 2 }, CAMPUS),
  detection('campus-newcomer', 'own', { activatedAt: at('09:00'), by: 'channel' }, CAMPUS),
  detection('campus-newcomer', 'rival', { operatorId: 'x', firstSeen: at('10:00') }, RIVAL),
  detection('campus-rival', null, { operatorId: 'x', students: 2, communications: 6 }, RIVAL),
  detection(
    'campus-activity',
    'surge',
    {
      since: at('11:30'),
      subscribers: 90,
      median: 40,
      z: 5.271,
      comparableWindows: 12,
      kindOfDay: 'workday',
      endedAt: at('13:00'),
      peak: { at: at('12:15'), subscribers: 99, z: 6.2 },
    },
    { ...CAMPUS, subject: { kind: 'hotspot', id: 'h1' }, revision: 1 },
  ),
  detection(
    'share-drop',
    'below-threshold',
    { ...SHARE, interval: [0.276, 0.538], threshold: 0.7, final: false, registerAgeDays: 20 },
    AREA,
  ),
  detection(
    'share-drop',
    'sudden',
    { ...SHARE, party: 'two', operatorId: 'x', baseline: { ownNew: 90, rivalNew: 30, share: 0.75 }, z: 4.4 },
    AREA,
  ),
  detection(
    'source-outage',
    null,
    {
      feed: 'usage',
      since: at('11:00'),
      spanMinutes: 60,
      volume: 40,
      baseline: 400,
      share: 0.1,
      areaIds: ['990101', '990102'],
      counties: 2,
    },
    { subject: { kind: 'feed', id: 'http:usage' }, areaId: '9901' },
  ),
];

const SIGNALLING = 'event_time, kind, subscriber_id, cell_id, area_id, source, identity';
const USAGE = `${SIGNALLING}, direction, peer_id, peer_operator, duration_seconds, uplink_bytes, downlink_bytes`;
const LIFECYCLE = 'event_time, kind, subscriber_id, channel_id, area_id, source, identity';

describe('GET /api/v1/detections/{id}', () => {
  let test: TestApp;
  let identity = 0;
  const time = (text: string): string => `fromUnixTimestamp64Milli(${Date.parse(text)})`;
  const key = (id: string): string => `reinterpretAsUInt64(reverse(unhex('${id}')))`;
  const insert = (table: string, columns: string, rows: readonly string[]): Promise<void> =>
    test.store.command(
      `INSERT INTO tidewall.${table} (${columns}) SELECT * FROM (${rows.map((row) => `SELECT ${row}`).join(' UNION ALL ')})`,
    );
  const seen = (when: string, cell: string, area: string): string =>
    `${time(when)}, 'paging', ${key(SUBSCRIBER)}, '${cell}', '${area}', 'http:signalling', ${++identity}`;
  const call = (when: string, from: string, to: string, operator = 'x'): string =>
    `${time(when)}, 'voice', ${key(from)}, 'c1', '990101', 'http:usage', ${++identity}, 'terminating', ${key(to)}, '${operator}', 60, 0, 0`;

  beforeAll(async () => {
    test = await startTestApp();
    await test.store.insert(detectionBlock('all', DETECTIONS));
    await insert('signalling_events', SIGNALLING, [
      seen(at('00:30'), 'c3', '990102'),
      seen(at('01:00'), '', '9801'),
      seen(at('02:00'), '', '9801'),
      seen(at('02:30'), 'c9', ''),
      seen(at('11:00'), 'c1', '990101'),
      seen(at('12:00'), 'c2', '990101'),
      seen('2026-02-10T12:00:01+08:00', 'c2', '990101'),
    ]);
    await insert('usage_events', USAGE, [
      call(at('09:00'), SUBSCRIBER, VISITOR),
      call(at('10:00'), SUBSCRIBER, VISITOR),
      call(at('10:30'), FRIEND, VISITOR),
      call(at('11:00'), FRIEND, NEWS, ''),
      call(at('12:30'), FRIEND, VISITOR),
    ]);
    await insert('lifecycle_events', LIFECYCLE, [
      `${time(at('09:00'))}, 'activated', ${key(SUBSCRIBER)}, 'shop', '990101', 'http:lifecycle', ${++identity}`,
      `${time(at('09:30'))}, 'ported-out', ${key(FRIEND)}, '', '990101', 'http:lifecycle', ${++identity}`,
    ]);
    await insert('numbers', 'number_id, operator_id, home_area_id, digits', [`${key(NEWS)}, 'x', '', 13`]);
  });
  afterAll(() => test.close());

  const explain = async (id: string): Promise<Explanation> => {
    const answer = await fetch(`${test.url}/api/v1/detections/${id}`);
    expect(answer.status).toBe(200);
    const { explanation, ...rest } = (await answer.json()) as Detection & { explanation: Explanation };
    expect(rest).toEqual(DETECTIONS.find(({ detectionId }) => detectionId === id));
    return explanation;
  };
  const events = ({ events: { items } }: Explanation): string[] =>
    items.map((item) => `${item.part} ${item.eventTime.slice(11, 16)} ${item.subscriberId}`);

  it.each(DETECTIONS.map(({ detectionId }) => detectionId))(
    'says everything of %s in both languages',
    async (id) => {
      const { rule, found, thresholds } = await explain(id);
      for (const text of [rule.zh, rule.en, found.zh, found.en])
        expect(text).not.toMatch(/–|undefined|null|NaN|\[object|\{/);
      for (const text of [rule.zh, found.zh]) expect(text).toMatch(/[\u4e00-\u9fff].*。$/);
      for (const text of [rule.en, found.en]) expect(text).toMatch(/^[A-Z].*\.$/);
      expect(thresholds).toMatchObject({ version: 'defaults', asJudged: true });
      expect(thresholds.items.length).toBeGreaterThan(0);
    },
  );

  it('tells a homecoming with places, local times and the festival', async () => {
    const { rule, found } = await explain('homecoming-own');
    expect(rule.en).toContain('away from the home city for at least 7 days');
    expect(found).toEqual({
      zh: '该用户自2026年2月10日 01:00起离开，共 9.25 天，主要在岭北省岭北市、河州市；2026年2月10日 11:00首次回到归属地，2026年2月10日 12:00在江州市东县得到确认。在春节前 7 天。',
      en: 'Away since 10 Feb 2026, 01:00, for 9.25 days, mostly in Lingbei City, Lingbei; Hezhou. Seen at home again on 10 Feb 2026, 11:00, confirmed on 10 Feb 2026, 12:00 in East, Jiangzhou. 7 days before Spring Festival.',
    });
  });

  it('finds the trip and the return behind a homecoming, newest last', async () => {
    const explanation = await explain('homecoming-own');
    expect(events(explanation)).toEqual(
      ['away 01:00', 'away 02:00', 'away 09:00', 'away 10:00', 'return 11:00', 'return 12:00'].map(
        (text) => `${text} ${SUBSCRIBER}`,
      ),
    );
    expect(explanation.events).toMatchObject({
      total: 6,
      parts: [
        { part: 'away', total: 4, label: { zh: '离开期间的观测' } },
        { part: 'return', total: 2 },
      ],
      counts: [
        {
          name: 'places',
          items: [
            { key: '9801', name: { zh: '岭北省岭北市', en: 'Lingbei City, Lingbei' }, count: 2 },
            { key: '990101', count: 2 },
          ],
        },
      ],
    });
    expect(explanation.events.items.at(-1)).toEqual({
      part: 'return',
      eventTime: at('12:00'),
      feed: 'signalling',
      kind: 'paging',
      subscriberId: SUBSCRIBER,
      peerId: null,
      direction: null,
      peerOperatorId: null,
      cellId: 'c2',
      areaId: '990101',
      channelId: null,
      durationSeconds: null,
      bytes: null,
    });
  });

  it('finds who communicated with a visitor, and with a rival on a campus', async () => {
    const inbound = await explain('homecoming-inbound');
    expect(inbound.events.parts).toMatchObject([
      { part: 'contacts', total: 3 },
      { part: 'stay', total: 0 },
    ]);
    expect(inbound.events.counts[0]?.items).toEqual([
      { key: SUBSCRIBER, name: null, count: 2 },
      { key: FRIEND, name: null, count: 1 },
    ]);
    const rival = await explain('campus-newcomer-rival');
    expect(events(rival)).toEqual([`contacts 10:00 ${SUBSCRIBER}`, `contacts 10:30 ${FRIEND}`]);
    expect(rival.events.items[0]).toMatchObject({ peerId: VISITOR, durationSeconds: 60, bytes: null });
  });

  it('finds new customers behind a share: activations, and rival numbers at their first communication', async () => {
    const { events: found } = await explain('share-drop-below-threshold');
    expect(found.items).toMatchObject([
      { part: 'own-new', kind: 'activated', channelId: 'shop' },
      { part: 'rival-new', peerId: VISITOR, eventTime: at('09:00') },
      { part: 'rival-new', peerId: NEWS, peerOperatorId: 'x' },
    ]);
    expect(found.total).toBe(3);
  });

  it('finds the activation of a newcomer and the volume of a source', async () => {
    expect(events(await explain('campus-newcomer-own'))).toContain(`activation 09:00 ${SUBSCRIBER}`);
    const { events: found } = await explain('source-outage-');
    expect(found.counts).toMatchObject([
      { name: 'volumes', items: [{ key: at('09:00') }, { key: at('10:00') }, { count: 1 }, {}, {}] },
    ]);
  });

  it('fills in the thresholds of the version that judged, whatever came after', async () => {
    const csv = (rows: string): string => `version,effectiveFrom,areaId,rule,parameter,value\n${rows}`;
    test.pipeline.files = {
      ...SAMPLE_REFERENCE,
      thresholds: csv('1,,9901,homecoming/own,minAwayDays,5\n2,,,homecoming/own,minAwayDays,3\n'),
    };
    expect((await explain('homecoming-own')).thresholds).toMatchObject({ asJudged: true });
    const judged = {
      ...DETECTIONS[0]!,
      revision: 1,
      evidence: { ...DETECTIONS[0]!.evidence, thresholds: '1' },
    };
    await test.store.insert(detectionBlock('again', [{ ...judged, detectionId: 'with-version' }]));
    const answer = await fetch(`${test.url}/api/v1/detections/with-version`);
    const { explanation } = (await answer.json()) as { explanation: Explanation };
    expect(explanation.rule.zh).toContain('至少 5 天');
    expect(explanation.thresholds.asJudged).toBe(true);
    const item = explanation.thresholds.items.find(({ parameter }) => parameter === 'minAwayDays');
    expect(item).toMatchObject({ value: 5, version: 1, areaId: '9901', unit: 'days' });
    test.pipeline.files = SAMPLE_REFERENCE;
    const later = await fetch(`${test.url}/api/v1/detections/with-version`);
    expect(await later.json()).toMatchObject({
      explanation: { thresholds: { version: '1', asJudged: false } },
    });
  });

  it('says when events behind it are no longer kept', async () => {
    expect(await explain('campus-rival-')).toMatchObject({
      eventsExpired: false,
      eventsKeptFrom: at('00:30'),
    });
    const startMs = Date.parse('2026-02-01T00:00:00+08:00');
    const counts = { subscribers: 1, signalling: 1, usage: 0, events: 1 };
    const window = {
      kind: 'area',
      areaId: '9901',
      size: '1m',
      start: '',
      startMs,
      revision: 0,
      ...counts,
    } as const;
    for (const block of windowBlocks('w', [window])) await test.store.insert(block);
    expect((await explain('campus-rival-')).eventsExpired).toBe(true);
    expect((await explain('campus-activity-surge')).eventsExpired).toBe(false);
  });
});
