import { mkdir, mkdtemp, readdir, rm, truncate, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it, jest } from '@jest/globals';
import { mapFile, Quilt } from '../../testing/quilt.ts';
import { main } from '../index.ts';

const ABOUT = [
  '--datum',
  'wgs84',
  '--name',
  '测试',
  '--source',
  's',
  '--licence',
  'l',
  '--review-number',
  'n',
];

describe('import-map', () => {
  const quilt = new Quilt(2, 2);
  let directory: string;
  const out: string[] = [];
  const err: string[] = [];
  const at = (name: string): string => join(directory, name);
  const run = (from: string, ...more: readonly string[]): Promise<number> =>
    main([
      'import-map',
      '--from',
      at(from),
      '--areas',
      at('areas.csv'),
      '--data-dir',
      at('data'),
      ...ABOUT,
      ...more,
    ]);

  beforeAll(async () => {
    directory = await mkdtemp(join(tmpdir(), 'tidewall-import-'));
    const rows = [...quilt.areas().values()].map(({ areaId, parentId, level, name, nameEn }) =>
      [areaId, parentId ?? '', level, name, nameEn].join(),
    );
    await writeFile(at('areas.csv'), `areaId,parentId,level,name,nameEn\n${rows.join('\n')}\n`);
    await writeFile(at('wrong.csv'), 'areaId,parentId,level\n1,,village\n');
    await writeFile(at('counties.geojson'), mapFile('', quilt.counties()).bytes);
    await writeFile(at('some.json'), mapFile('', quilt.counties().slice(1)).bytes);
    await mkdir(at('empty'));
    await writeFile(at('gigantic.json'), '');
    await truncate(at('gigantic.json'), 300 * 1024 * 1024);
  });
  afterAll(() => rm(directory, { recursive: true }));
  beforeEach(() => {
    out.length = 0;
    err.length = 0;
    jest.spyOn(process.stdout, 'write').mockImplementation((text) => out.push(String(text)) > 0);
    jest.spyOn(process.stderr, 'write').mockImplementation((text) => err.push(String(text)) > 0);
  });
  afterEach(() => {
    jest.restoreAllMocks();
  });

  it('says in its help why nothing is assumed about licence and datum', async () => {
    expect(await main(['import-map', '--help'])).toBe(0);
    expect(out.join('')).toContain('审图号');
  });

  it.each([
    ['a directory that is not there', 'nowhere', [], 'nowhere: cannot be read'],
    ['a directory without maps', 'empty', [], 'holds no .json, .geojson or .topojson'],
    ['gigantic files', 'gigantic.json', [], '300 MB of map files, at most 256 are read'],
    ['an empty licence', 'counties.geojson', ['--licence', ' '], '--licence must not be empty'],
    ['a datum that nobody knows', 'counties.geojson', ['--datum', 'bd09'], "argument 'bd09' is invalid"],
    ['a tolerance that is none', 'counties.geojson', ['--tolerance', 'much'], '--tolerance must be a number'],
    [
      'faults that cannot be accepted',
      'counties.geojson',
      ['--accept', 'duplicate'],
      "argument 'duplicate' is invalid",
    ],
    ['an id that is none', 'counties.geojson', ['--pack-id', '../x'], '--pack-id must be letters'],
  ])('answers 2 to %s and says why', async (_, from, more, message) => {
    expect(await run(from, ...more)).toBe(2);
    expect(err.join('')).toContain(message);
    expect(out.join('')).toBe('');
  });

  it('answers 2 to areas and mappings that are not what they should be', async () => {
    expect(await run('counties.geojson', '--areas', at('wrong.csv'))).toBe(2);
    expect(err.join('')).toContain('wrong.csv: row 0 level');
    expect(await run('counties.geojson', '--mapping', at('areas.csv'))).toBe(2);
    expect(err.join('')).toContain('areas.csv: row 0 code');
  });

  it('answers 1 to maps with faults, writes nothing, and 0 when they are accepted', async () => {
    expect(await run('some.json')).toBe(1);
    expect(err.join('')).toContain(
      'fault missing-children: 11 第11: 1 of 2 children have no outline: 1101 第1101',
    );
    await expect(readdir(at('data/map-pack'))).rejects.toThrow('ENOENT');
    expect(await run('some.json', '--accept', 'missing-children')).toBe(0);
    expect(err.join('')).toContain('taken missing-children: 11');
    expect(await readdir(at('data/map-pack'))).toContain('manifest.json');
  });

  it('replaces the pack before it, with a summary', async () => {
    expect(await run('counties.geojson')).toBe(0);
    expect(out.join('')).toMatch(/^Map pack of 10\n/);
    expect(out.join('')).toMatch(/^city +county +2 +4 /m);
    expect((await readdir(at('data/map-pack'))).length).toBe(1 + 3);
  });
});
