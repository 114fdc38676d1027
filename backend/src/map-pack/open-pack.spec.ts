import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { SAMPLE_MAP } from '../testing/sample-map.ts';
import { makePack, sha256Of, type PackFiles } from './make-pack.ts';
import { MapPackError } from './map-pack-error.ts';
import { OpenPack } from './open-pack.ts';
import { readManifest, readTopology } from './read-pack.ts';

const PACK = makePack(SAMPLE_MAP, {
  packId: 'sample',
  name: '样例',
  nameEn: 'Sample',
  source: 'drawn here',
  licence: 'Apache-2.0',
  reviewNumber: 'not a real place',
  createdAt: '2026-01-01T00:00:00.000Z',
});
const [FIRST] = PACK.manifest.files;
const MANIFEST = JSON.stringify(PACK.manifest);

/** The pack with another text for its first file, of which the manifest knows. */
function withFirst(change: (text: string) => string): PackFiles {
  const [first, ...rest] = PACK.manifest.files;
  if (first === undefined) throw new Error('no file');
  const text = change(PACK.texts.get(first.path) ?? '');
  const files = [{ ...first, sha256: sha256Of(text), bytes: text.length }, ...rest];
  return { manifest: { ...PACK.manifest, files }, texts: new Map(PACK.texts).set(first.path, text) };
}

describe('a manifest', () => {
  it('is what was written', () => {
    expect(readManifest(MANIFEST)).toEqual(PACK.manifest);
  });

  it.each([
    ['is cut off', MANIFEST.slice(0, 100), 'manifest.json: is not JSON; is it whole?'],
    ['is of another format', MANIFEST.replace('"format":1', '"format":2'), 'manifest.json: format:'],
    [
      'is in another crs',
      MANIFEST.replace('EPSG:4326', 'EPSG:3857'),
      'manifest.json: crs: must be EPSG:4326',
    ],
    ['has no licence', MANIFEST.replace('"licence":"Apache-2.0",', ''), 'manifest.json: licence:'],
    ['has an empty source', MANIFEST.replace('drawn here', ' '), 'manifest.json: source:'],
    [
      'has a field that nobody knows',
      MANIFEST.replace('{"format"', '{"rotate":90,"format"'),
      'manifest.json:',
    ],
    [
      'means a file elsewhere',
      MANIFEST.replace(FIRST?.path ?? '', '../../etc/passwd'),
      'must be the name of a file beside it',
    ],
    [
      'has a gigantic file',
      MANIFEST.replace(/"bytes":\d+/, '"bytes":99999999'),
      'manifest.json: files.0.bytes:',
    ],
    [
      'has two files for one area',
      MANIFEST.replace('"areaId":"9901"', '"areaId":"99"'),
      'has two files for one area',
    ],
  ])('is refused when it %s', (_, text, message) => {
    expect(() => readManifest(text)).toThrow(message);
    expect(() => readManifest(text)).toThrow(MapPackError);
  });
});

describe('a pack', () => {
  it.each<[string, PackFiles, string]>([
    ['lacks a file', { ...PACK, texts: new Map() }, 'is not there'],
    [
      'has a file that was changed',
      { ...PACK, texts: new Map(PACK.manifest.files.map(({ path }) => [path, '{}'])) },
      'its SHA-256 is not that of the manifest',
    ],
    ['has a file that is no TopoJSON', withFirst(() => '{"type":"Feature"}'), ': type:'],
    [
      'has an arc that is not there',
      withFirst((text) => text.replace('"arcs":[[[0', '"arcs":[[[77')),
      'has an arc that is not there',
    ],
    [
      'has points between the grid',
      withFirst((text) => text.replace('[1000,0]', '[1000.5,0]')),
      'must be at least two pairs of whole numbers',
    ],
    [
      'has a field that nobody knows',
      withFirst((text) => text.replace('{"type"', '{"style":"red","type"')),
      'style',
    ],
    [
      'has an area twice',
      withFirst((text) => text.replace('"id":"9902"', '"id":"9901"')),
      'the area 9901 is there twice',
    ],
    [
      'has another area than its manifest says',
      withFirst((text) => text.replace('"id":"99"', '"id":"98"')),
      'the area 99 is not there as a province',
    ],
    [
      'has maps on different grids',
      withFirst((text) => text.replace('[0.001,0.001]', '[0.002,0.001]')),
      'has another transform than the files before it',
    ],
  ])('is refused when it %s', (_, pack, message) => {
    expect(() => new OpenPack(pack)).toThrow(message);
    expect(() => new OpenPack(pack)).toThrow(MapPackError);
  });

  it('reads any text as a map, or says what is wrong with it', () => {
    const text = PACK.texts.get(FIRST?.path ?? '') ?? '';
    const broken = fc
      .tuple(
        fc.nat(text.length - 1),
        fc.constantFrom('', '0', '-1', '[', ']', '{', '"', '1e999', 'null'),
        fc.nat(20),
      )
      .map(([at, insert, skip]) => text.slice(0, at) + insert + text.slice(at + skip));
    fc.assert(
      fc.property(fc.oneof(broken, fc.json()), (content) => {
        try {
          readTopology('x.json', content);
        } catch (error) {
          expect(error).toBeInstanceOf(MapPackError);
        }
      }),
      { numRuns: 500 },
    );
  });

  it('cuts the map up so that joining its parts gives it back', () => {
    const pack = new OpenPack(PACK);
    const all = readTopology('99', pack.map('99', 2)?.text ?? '');
    expect(new Set(all.arcs.map((arc) => arc.join()))).toEqual(
      new Set(SAMPLE_MAP.arcs.map((arc) => arc.join())),
    );
    expect(pack.map('98', 1)).toBeNull();
  });
});
