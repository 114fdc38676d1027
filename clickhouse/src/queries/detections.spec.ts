import type { Detection } from '@tidewall/streams/events';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { detectionBlock } from '../rows/results.ts';
import { openTestStore, type TestStore } from '../testing/test-store.ts';
import { detectionsPage, type DetectionFilter } from './detections.ts';

const timeZone = 'Asia/Shanghai';
/** Midnight of 10 February 2026 in Shanghai. */
const DAY_START = Date.UTC(2026, 1, 9, 16);
const HOUR = 3_600_000;
const DAY = 24 * HOUR;
const span = { fromMs: DAY_START, toMs: DAY_START + DAY, timeZone };

describe('detections', () => {
  let opened: TestStore;
  afterAll(() => opened.dispose());

  function detection(id: string, at: number, more: Partial<Detection> = {}): Detection {
    return {
      detectionId: id,
      type: 'homecoming',
      subtype: 'own',
      eventTime: new Date(at).toISOString(),
      subject: { kind: 'subscriber', id: `p${id}` },
      areaId: '410402',
      hotspotId: null,
      severity: 'info',
      evidence: { awayAreaIds: ['4401', '4403'] },
      revision: 0,
      ...more,
    };
  }
  const all: readonly Detection[] = [
    detection('a', DAY_START + HOUR),
    detection('b', DAY_START + HOUR),
    detection('c', DAY_START + 2 * HOUR, { areaId: '410403' }),
    detection('d', DAY_START + 3 * HOUR, { type: 'campus-newcomer', hotspotId: 'C1', areaId: '410404' }),
    detection('d', DAY_START + 3 * HOUR, {
      type: 'campus-newcomer',
      hotspotId: 'C1',
      areaId: '410404',
      revision: 1,
    }),
    detection('e', DAY_START + 4 * HOUR),
    detection('e', DAY_START + 4 * HOUR, { revision: 1, retracted: true }),
    detection('f', DAY_START + DAY, {
      type: 'share-drop',
      subtype: null,
      areaId: null,
      evidence: { text: '潮\t"x"\n' },
    }),
  ];
  const withNumber = detection('g', DAY_START - DAY, {
    subject: { kind: 'subscriber', id: 'pg', msisdn: '8613800000001' },
  });

  beforeAll(async () => {
    opened = openTestStore();
    await opened.store.migrate();
    // The same revisions again under another token are harmless.
    for (let time = 0; time < 2; time++)
      await opened.store.insert(detectionBlock(`t${time}`, [...all, withNumber]));
  });

  async function ids(filter: Partial<DetectionFilter>): Promise<string[]> {
    const page = await detectionsPage(opened.store, { limit: 50, ...filter });
    return (page?.items ?? []).map((item) => (JSON.parse(item) as Detection).detectionId);
  }

  it('come newest first, newest revisions only, without those taken back', async () => {
    const page = await detectionsPage(opened.store, { limit: 50, fromMs: DAY_START });
    expect(page?.items.map((item) => JSON.parse(item) as unknown)).toEqual([
      all[7],
      all[4],
      all[2],
      all[1],
      all[0],
    ]);
    expect(page?.nextCursor).toBeNull();
  });

  it('come page by page, none twice and none left out, also within one instant', async () => {
    const seen: string[] = [];
    let cursor: string | null | undefined;
    for (let pages = 0; cursor !== null && pages < 10; pages++) {
      const page = await detectionsPage(opened.store, {
        limit: 1,
        ...(cursor === undefined ? {} : { cursor }),
      });
      seen.push(...(page?.items ?? []).map((item) => (JSON.parse(item) as Detection).detectionId));
      cursor = page?.nextCursor ?? null;
    }
    expect(seen).toEqual(['f', 'd', 'c', 'b', 'a', 'g']);
  });

  it('can be filtered by type, subtype, areas, hotspot, subject and time', async () => {
    expect(await ids({ type: 'campus-newcomer' })).toEqual(['d']);
    expect(await ids({ type: 'homecoming', subtype: 'inbound' })).toEqual([]);
    expect(await ids({ areaIds: ['410403', "41'0404"] })).toEqual(['c']);
    expect(await ids({ hotspotId: 'C1' })).toEqual(['d']);
    expect(await ids({ subjectId: 'pa' })).toEqual(['a']);
    expect(await ids({ fromMs: DAY_START + HOUR, toMs: DAY_START + 2 * HOUR })).toEqual(['b', 'a']);
  });

  it('with a cursor of somebody else are refused', async () => {
    expect(await detectionsPage(opened.store, { limit: 1, cursor: 'nonsense' })).toBeUndefined();
  });

  it('can be had by id, the newest revision, and never with a number', async () => {
    const [row] = await opened.store.query('detection-by-id', { detectionId: 'e' });
    expect(row).toMatchObject({ revision: 1, retracted: true, body: JSON.stringify(all[6]) });
    const [revealed] = await opened.store.query('detection-by-id', { detectionId: 'g' });
    expect(revealed?.body).not.toContain('8613800000001');
  });

  it('are counted by hour and day, type and area', async () => {
    const filter = { ...span, type: 'homecoming', areaIds: [] };
    expect(await opened.store.query('detection-counts', { ...filter, stepSeconds: 3600 })).toEqual([
      { startMs: DAY_START + HOUR, type: 'homecoming', subtype: 'own', areaId: '410402', count: 2 },
      { startMs: DAY_START + 2 * HOUR, type: 'homecoming', subtype: 'own', areaId: '410403', count: 1 },
    ]);
    const days = await opened.store.query('detection-counts', {
      ...filter,
      areaIds: ['410402'],
      stepSeconds: 86_400,
    });
    expect(days.map((row) => [row.startMs, row.count])).toEqual([[DAY_START, 2]]);
  });

  it('of people coming home make flows', async () => {
    expect(await opened.store.query('homecoming-flows', span)).toEqual([
      { day: '2026-02-10', fromAreaId: '4401', toAreaId: '410402', count: 2 },
      { day: '2026-02-10', fromAreaId: '4401', toAreaId: '410403', count: 1 },
    ]);
  });
});
