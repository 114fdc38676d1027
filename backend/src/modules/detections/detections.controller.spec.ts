import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { detectionBlock } from '@tidewall/clickhouse';
import type { Detection } from '@tidewall/streams';
import { homecoming } from '../../testing/samples.ts';
import { startTestApp, type TestApp } from '../../testing/test-app.ts';

interface Page {
  readonly items: Detection[];
  readonly nextCursor: string | null;
}

describe('GET /api/v1/detections', () => {
  let test: TestApp;
  const drop = homecoming('drop', '2026-02-10T11:00:00+08:00', {
    type: 'share-drop',
    subtype: 'below-threshold',
    areaId: '9901',
    subject: { kind: 'area', id: '9901' },
  });
  beforeAll(async () => {
    test = await startTestApp();
    const many = Array.from({ length: 7 }, (_, index) =>
      homecoming(`d${index}`, `2026-02-10T08:0${index}:00+08:00`),
    );
    const west = homecoming('west', '2026-02-10T09:00:00+08:00', { areaId: '990102', hotspotId: 'h1' });
    const gone = homecoming('gone', '2026-02-10T09:30:00+08:00');
    const taken = { ...gone, revision: 1, retracted: true as const };
    await test.store.insert(
      detectionBlock('t', [...many, west, gone, taken, drop, { ...drop, revision: 1 }]),
    );
  });
  afterAll(() => test.close());
  const get = async (query: string): Promise<{ status: number; body: unknown }> => {
    const answer = await fetch(`${test.url}/api/v1/detections${query}`);
    return { status: answer.status, body: await answer.json() };
  };
  const page = async (query: string): Promise<Page> => (await get(query)).body as Page;
  const ids = ({ items }: Page): string[] => items.map(({ detectionId }) => detectionId);

  it('lists last revisions, newest first, without those taken back', async () => {
    const all = await page('');
    expect(ids(all)).toEqual(['drop', 'west', 'd6', 'd5', 'd4', 'd3', 'd2', 'd1', 'd0']);
    expect(all.items[0]).toEqual({ ...drop, revision: 1 });
    expect(all.nextCursor).toBeNull();
  });

  it('goes from page to page without gap or repetition', async () => {
    const seen: string[] = [];
    for (let cursor: string | null = ''; cursor !== null;) {
      const next: Page = await page(`?limit=4${cursor === '' ? '' : `&cursor=${cursor}`}`);
      seen.push(...ids(next));
      cursor = next.nextCursor;
    }
    expect(seen).toHaveLength(9);
    expect(new Set(seen).size).toBe(9);
  });

  it('filters by type, area with everything below, hotspot and time', async () => {
    expect(ids(await page('?type=share-drop'))).toEqual(['drop']);
    expect(ids(await page('?areaId=990102'))).toEqual(['west']);
    expect(ids(await page('?areaId=99'))).toHaveLength(9);
    expect(ids(await page('?hotspotId=h1'))).toEqual(['west']);
    const span = `?from=${encodeURIComponent('2026-02-10T08:02:00+08:00')}&to=${Date.parse('2026-02-10T08:04:00+08:00')}`;
    expect(ids(await page(span))).toEqual(['d3', 'd2']);
  });

  it('gives one by its id', async () => {
    expect((await get('/drop')).body).toMatchObject({ detectionId: 'drop', revision: 1 });
    expect((await get('/nothing')).status).toBe(404);
    expect((await get('/nothing')).body).toMatchObject({ code: 'unknown-detection' });
  });

  it.each([
    ['limit', '?limit=501'],
    ['limit', '?limit=x'],
    ['type', '?type=weather'],
    ['cursor', '?cursor=!!'],
    ['from', '?from=2026-02-10'],
  ])('names %s as the fault of %s', async (field, query) => {
    const { status, body } = await get(query);
    expect(status).toBe(400);
    expect(body).toMatchObject({ code: 'invalid-parameter', details: [{ field }] });
  });

  it('answers an unknown area with 404', async () => {
    expect((await get('?areaId=nowhere')).body).toMatchObject({ code: 'unknown-area' });
  });
});
