import { mkdir, readdir, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { LayeredTopology, MapTopology } from '../../map-pack/index.ts';
import { SAMPLE_MAP } from '../../testing/sample-map.ts';
import { startTestApp, type TestApp } from '../../testing/test-app.ts';
import { packFolderOf, syntheticPack, writePack } from './index.ts';

interface Answer {
  readonly status: number;
  readonly etag: string;
  readonly body: MapTopology & {
    readonly code?: string;
    readonly message?: string;
    readonly packId?: string;
  };
}

describe('boundaries over HTTP', () => {
  let test: TestApp;
  let drawn: LayeredTopology | null = null;
  beforeAll(async () => {
    test = await startTestApp({ boundaries: () => drawn });
  });
  afterAll(() => test.close());
  const get = async (path: string, headers: Record<string, string> = {}): Promise<Answer> => {
    const response = await fetch(`${test.url}/api/v1/boundaries${path}`, { headers });
    const text = await response.text();
    return {
      status: response.status,
      etag: response.headers.get('etag') ?? '',
      body: (text === '' ? {} : JSON.parse(text)) as Answer['body'],
    };
  };
  const idsOf = ({ body }: Answer): Record<string, readonly string[]> =>
    Object.fromEntries(
      Object.entries(body.objects).map(([level, { geometries }]) => [level, geometries.map(({ id }) => id)]),
    );

  it('answers 404 with its code where there is no map', async () => {
    expect(await get('')).toMatchObject({ status: 404, body: { code: 'no-boundaries' } });
    expect(await get('/99')).toMatchObject({ status: 404, body: { code: 'no-boundaries' } });
  });

  it('says what the pack is and which areas have a map', async () => {
    drawn = SAMPLE_MAP;
    expect((await get('')).body).toEqual({
      packId: 'synthetic',
      name: '99区',
      nameEn: 'Area 99',
      source: 'Tidewall simulator',
      licence: 'Apache-2.0',
      reviewNumber: 'not a real place',
      crs: 'EPSG:4326',
      rootAreaId: '99',
      parents: [
        { areaId: '99', level: 'province', childLevel: 'city', children: 2, sha256: expect.any(String) },
        { areaId: '9901', level: 'city', childLevel: 'county', children: 2, sha256: expect.any(String) },
      ],
    });
  });

  it('gives an area with one level below it, or two, in objects named by level', async () => {
    expect(idsOf(await get('/99'))).toEqual({ province: ['99'], city: ['9901', '9902'] });
    expect(idsOf(await get('/9901'))).toEqual({ city: ['9901'], county: ['990101', '990102'] });
    expect(idsOf(await get('/99?levels=2'))).toEqual({
      province: ['99'],
      city: ['9901', '9902'],
      county: ['990101', '990102'],
    });
  });

  it('draws borders that two levels have in common once', async () => {
    const { body } = await get('/99?levels=2');
    expect(body.arcs).toHaveLength(SAMPLE_MAP.arcs.length);
    expect(body.bbox).toEqual(SAMPLE_MAP.bbox);
  });

  it('gives an area without children alone, and none that the pack does not know', async () => {
    const leaf = await get('/990101');
    expect(idsOf(leaf)).toEqual({ county: ['990101'] });
    expect(leaf.body.bbox).toEqual([112, 30, 113, 31]);
    expect(await get('/97')).toMatchObject({ status: 404, body: { code: 'unknown-area' } });
    expect(await get('/99?levels=3')).toMatchObject({ status: 400, body: { code: 'invalid-parameter' } });
  });

  it('is not sent again when it has not changed', async () => {
    for (const path of ['', '/99', '/99?levels=2', '/990101']) {
      const { etag } = await get(path);
      expect(etag).toMatch(/^"[0-9a-f]{32}"$/);
      expect((await get(path, { 'if-none-match': etag })).status).toBe(304);
    }
  });

  it('takes the pack in the data directory, another one without a restart, and keeps a good one before a broken one', async () => {
    const folder = packFolderOf(test.dataDir);
    const pack = syntheticPack(SAMPLE_MAP, 0);
    const named = (packId: string) => ({ ...pack, manifest: { ...pack.manifest, packId } });
    const before = await get('/99?levels=2');
    await writePack(folder, named('first'));
    expect((await get('')).body.packId).toBe('first');
    await writePack(folder, named('second'));
    expect((await get('')).body.packId).toBe('second');
    await writeFile(join(folder, 'manifest.json'), '{"format":1');
    expect((await get('')).body.packId).toBe('second');
    expect((await get('/99?levels=2')).etag).toBe(before.etag);
    expect(test.logs.join('')).toContain('is not JSON; is it whole?');
    await rm(folder, { recursive: true });
    expect((await get('')).body.packId).toBe('synthetic');
  });

  it('says what is wrong with the only pack there is, and uses no other in its place', async () => {
    const folder = packFolderOf(test.dataDir);
    await mkdir(folder, { recursive: true });
    const pack = syntheticPack(SAMPLE_MAP, 0);
    await writePack(folder, pack);
    const [file = ''] = (await readdir(folder)).filter((name) => name !== 'manifest.json');
    await writeFile(join(folder, file), '{}');
    const touched = { ...pack.manifest, packId: 'touched' };
    await writeFile(join(folder, 'manifest.json'), JSON.stringify(touched));
    const { status, body } = await get('');
    expect(status).toBe(404);
    expect(body.message).toContain(`${file}: its SHA-256 is not that of the manifest`);
    await rm(folder, { recursive: true });
  });
});
