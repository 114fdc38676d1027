import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { createProvince, type Topology } from '@tidewall/streams/simulator';
import { Api } from '../support/api.ts';
import { startServer, temporaryDirectory, type ServerProcess } from '../support/server.ts';
import { tidewall, type Ran } from '../support/tidewall.ts';

interface MapPack {
  readonly packId: string;
  readonly licence: string;
  readonly reviewNumber: string;
  readonly rootAreaId: string;
  readonly parents: readonly { readonly areaId: string; readonly level: string; readonly children: number }[];
}

const SAID = ['--source', '模拟器', '--licence', 'Apache-2.0', '--review-number', '非真实地点'];

/** From a map file to a running server, with the real program. */
describe('a map pack', () => {
  const province = createProvince({ seed: 5, subscribers: 100, knownBefore: Date.now() });
  let directory: Awaited<ReturnType<typeof temporaryDirectory>>;
  let server: ServerProcess;
  let api: Api;
  let map: string;
  beforeAll(async () => {
    directory = await temporaryDirectory();
    map = join(directory.path, 'lanhai.topojson');
    await writeFile(map, JSON.stringify(province.boundaries()));
    server = await startServer({ dataDir: await made(join(directory.path, 'data')) });
    api = new Api(server.url);
    for (const [file, csv] of Object.entries(province.referenceFiles()))
      expect((await api.putReference(file, csv)).status).toBe(200);
  });
  afterAll(async () => {
    await server?.end();
    await directory?.remove();
  });
  const importMap = (...more: readonly string[]): Promise<Ran> =>
    tidewall(
      [
        'import-map',
        '--data-dir',
        server.dataDir,
        '--areas',
        server.url,
        '--datum',
        'wgs84',
        '--name',
        '澜海省',
        ...more,
      ],
      {},
    );
  const pack = async (): Promise<{ status: number; body: MapPack }> =>
    api.request<MapPack>('/api/v1/boundaries');

  it('is not made without licence, source and review number', async () => {
    for (const left of ['--source', '--licence', '--review-number']) {
      const at = SAID.indexOf(left);
      const { code, stderr } = await importMap('--from', map, ...SAID.toSpliced(at, 2));
      expect(code).toBe(2);
      expect(stderr).toContain(`'${left} <text>' not specified`);
    }
  });

  it('is checked against the areas in use and written nowhere by a dry run', async () => {
    const { code, stdout, stderr } = await importMap('--from', map, ...SAID, '--dry-run');
    expect([code, stderr]).toEqual([0, expect.stringContaining('dry run: nothing was written')]);
    expect(stdout).toMatch(/^province +city +1 +6 /m);
    expect(stdout).toMatch(/^city +county +6 +26 /m);
    expect((await pack()).status).toBe(404);
  });

  it('is in force in a running server as soon as it is imported', async () => {
    expect(await importMap('--from', map, ...SAID, '--pack-id', 'lanhai-1')).toMatchObject({ code: 0 });
    const { body } = await pack();
    expect(body).toMatchObject({
      packId: 'lanhai-1',
      licence: 'Apache-2.0',
      reviewNumber: '非真实地点',
      rootAreaId: '900000',
    });
    expect(await importMap('--from', map, ...SAID, '--pack-id', 'lanhai-2')).toMatchObject({ code: 0 });
    expect((await pack()).body.packId).toBe('lanhai-2');
  });

  it('has every area of the simulated province where the reference data have it', async () => {
    const { body } = await api.request<Topology>('/api/v1/boundaries/900000?levels=2');
    const ids = (level: 'city' | 'county'): readonly string[] =>
      body.objects[level].geometries.map(({ id }) => id).sort();
    const rows = province
      .referenceFiles()
      .areas.split('\n')
      .map((row) => row.split(','));
    for (const level of ['city', 'county'] as const)
      expect(ids(level)).toEqual(
        rows
          .filter(([id = '', , at]) => at === level && id.startsWith('9'))
          .map(([id]) => id)
          .sort(),
      );
    const [county = ''] = ids('county');
    expect((await api.request(`/api/v1/boundaries/${county}`)).body).toMatchObject({
      objects: { county: { geometries: [{ id: county }] }, township: expect.anything() },
    });
  });

  it('is left in force when the next one is not whole, which says what is missing', async () => {
    const { objects, ...rest } = province.boundaries();
    const county = { ...objects.county, geometries: objects.county.geometries.slice(1) };
    const township = { ...objects.township, geometries: [] };
    const holed = { ...rest, objects: { ...objects, county, township, grid: township } };
    const from = join(await made(join(directory.path, 'holed')), 'map.json');
    await writeFile(from, JSON.stringify(holed));
    const { code, stderr } = await importMap('--from', from, ...SAID);
    expect(code).toBe(1);
    const [absent] = objects.county.geometries;
    expect(stderr).toContain(`fault missing-children: ${absent?.properties.parentId} `);
    expect(stderr).toContain(`${absent?.id} ${absent?.properties.name}`);
    expect((await pack()).body.packId).toBe('lanhai-2');
  });
});

async function made(path: string): Promise<string> {
  await mkdir(path, { recursive: true });
  return path;
}
