import { describe, expect, it } from '@jest/globals';
import { WORLD } from '../testing/index.ts';
import { MAX_FAULTS, ReferenceFaultsError, type ReferenceFault } from './csv-table.ts';
import { readReference, ReferenceIds, type Reference, type ReferenceTexts } from './reference.ts';

const read = (changes: ReferenceTexts = {}, ids = new ReferenceIds()): Reference =>
  readReference({ ...WORLD, ...changes }, ids);

function faultsOf(changes: ReferenceTexts, ids?: ReferenceIds): readonly ReferenceFault[] {
  try {
    read(changes, ids);
  } catch (error) {
    if (error instanceof ReferenceFaultsError) return error.faults;
    throw error;
  }
  return [];
}

const brief = (changes: ReferenceTexts, ids?: ReferenceIds): string[] =>
  faultsOf(changes, ids).map(({ file, line, column, code }) => `${file} ${line}:${column} ${code}`);

describe('reference data', () => {
  it('resolves cells, hotspots, channels and homes to areas', () => {
    const { ids, areas, cellArea, cellCampuses, channelArea, channelCampus, hotspotArea, ownProvinces } =
      read();
    const area = (id: string): number => ids.areas.indexOf(id);
    const campus = (id: string): number => ids.hotspots.indexOf(id);
    expect(cellArea[ids.cells.indexOf('b1')]).toBe(area('T112'));
    expect(cellCampuses[ids.cells.indexOf('both')]).toEqual([campus('U1'), campus('U2')]);
    expect(cellCampuses[ids.cells.indexOf('a2')]).toEqual([]);
    expect(hotspotArea[campus('U1')]).toBe(area('K11'));
    expect(channelArea[ids.channels.indexOf('shop')]).toBe(area('T121'));
    expect(channelArea[ids.channels.indexOf('nowhere')]).toBe(-1);
    expect(channelCampus[ids.channels.indexOf('campusShop')]).toBe(campus('U1'));
    expect(areas.chain(area('T111')).map((each) => ids.areas.idOf(each))).toEqual([
      'T111',
      'K11',
      'C1',
      'P1',
      'CN',
    ]);
    expect(areas.city(area('T121'))).toBe(area('C1'));
    expect(areas.city(area('P1'))).toBe(-1);
    expect(areas.contains(area('P1'), area('T211'))).toBe(true);
    expect(areas.contains(area('T211'), area('P1'))).toBe(false);
    expect([...ownProvinces]).toEqual([area('P1')]);
  });

  it('missing files are empty', () => {
    const { areas, subscribers, ownProvinces } = readReference({}, new ReferenceIds());
    expect([areas.rows.length, subscribers.length, ownProvinces.size]).toEqual([0, 0, 0]);
  });

  it('may have a byte-order mark, CRLF, blank lines, quotes and columns of other people', () => {
    const operators =
      '\ufeffowner,own,operatorId,name\r\n\r\n"a ""b""\r\nc",true,tide,x\r\n,false,red,\r\n,false,blue,\r\n';
    expect(read({ operators }).operatorOwn).toEqual([true, false, false]);
  });

  it('keeps indexes when a file is replaced; what is gone is no longer known', () => {
    const ids = new ReferenceIds();
    const before = read({}, ids);
    const t211 = ids.areas.indexOf('T211');
    const d1 = ids.cells.indexOf('d1');
    const without = (text: string | undefined, id: string): string =>
      (text ?? '')
        .split('\n')
        .filter((line) => !line.includes(id))
        .join('\n');
    const after = read(
      {
        areas: without(WORLD.areas, 'T211') + 'T300,K21,township,新镇,New\n',
        cells: without(WORLD.cells, 'T211') + 'e1,T300,,,,\n',
        subscribers: without(WORLD.subscribers, 'T211'),
      },
      ids,
    );
    expect(before.areas.known(t211)).toBe(true);
    expect(after.areas.known(t211)).toBe(false);
    expect(after.cellArea[d1]).toBe(-1);
    expect(ids.areas.indexOf('T211')).toBe(t211);
    expect(after.cellArea[ids.cells.indexOf('e1')]).toBe(ids.areas.indexOf('T300'));
  });
});

describe('a file with a broken row is refused whole, with line and column', () => {
  const add = (file: keyof ReferenceTexts, rows: string): ReferenceTexts => ({
    [file]: (WORLD[file] ?? '') + rows,
  });
  it.each<[string, ReferenceTexts, string[]]>([
    ['an area given twice', add('areas', 'T111,K11,township,x,x\n'), ['areas 15:1 twice']],
    ['an area without id', add('areas', ',K11,township,x,x\n'), ['areas 15:1 missing']],
    ['a level that does not exist', add('areas', 'X,K11,village,x,x\n'), ['areas 15:3 not-allowed']],
    ['a parent that does not exist', add('areas', 'X,K99,township,x,x\n'), ['areas 15:2 unknown-area']],
    ['a parent of a lower level', add('areas', 'X,T111,county,x,x\n'), ['areas 15:2 not-allowed']],
    ['a cell in no area', add('cells', 'x1,T999,,,,\n'), ['cells 8:2 unknown-area']],
    ['a cell beyond the pole', add('cells', 'x1,T111,90.5,0,,\n'), ['cells 8:3 not-a-coordinate']],
    ['a longitude of letters', add('cells', 'x1,T111,0,east,,\n'), ['cells 8:4 not-a-coordinate']],
    ['a hotspot of no known type', add('hotspots', 'X,castle,x,T111\n'), ['hotspots 5:2 not-allowed']],
    ['a cell of no hotspot', add('hotspot-cells', 'U9,a1\n'), ['hotspot-cells 7:1 unknown-hotspot']],
    ['a hotspot of no cell', add('hotspot-cells', 'U1,zz\n'), ['hotspot-cells 7:2 unknown-cell']],
    ['a channel at no hotspot', add('channels', 'x,T111,,,,U9\n'), ['channels 5:6 unknown-hotspot']],
    ['an operator owned by maybe', add('operators', 'x,x,maybe\n'), ['operators 5:3 not-allowed']],
    [
      'a prefix of no operator',
      add('number-prefixes', '8699,none,\n'),
      ['number-prefixes 7:2 unknown-operator'],
    ],
    ['a prefix with a sign', add('number-prefixes', '+86,red,\n'), ['number-prefixes 7:1 not-digits']],
    [
      'a number too long',
      add('ported-numbers', '1'.repeat(21) + ',red\n'),
      ['ported-numbers 3:1 wrong-length'],
    ],
    [
      'a home that does not exist',
      add('subscribers', '8613910000099,T999,,\n'),
      ['subscribers 10:2 unknown-area'],
    ],
    ['a subscriber given twice', add('subscribers', '8613910000001,,,\n'), ['subscribers 10:1 twice']],
    ['no time', add('subscribers', '8613910000099,,yesterday,\n'), ['subscribers 10:3 not-a-time']],
    ['an unknown status', add('subscribers', '8613910000099,,,asleep\n'), ['subscribers 10:4 not-allowed']],
    [
      'a number seen at no time',
      { 'seen-numbers': 'msisdn,lastSeenAt\n10086,\n' },
      ['seen-numbers 2:2 missing'],
    ],
    ['too few fields', add('operators', 'x,x\n'), ['operators 5:3 field-count']],
    ['too many fields', add('operators', 'x,x,false,x\n'), ['operators 5:4 field-count']],
    ['broken quotes', add('operators', 'x,"y"z,false\n'), ['operators 5:1 broken-quotes']],
    ['a missing column', { 'ported-numbers': 'msisdn\n' }, ['ported-numbers 1:1 column-missing']],
    ['no header', { 'ported-numbers': '\n\n' }, ['ported-numbers 1:1 header-missing']],
  ])('%s', (_why, changes, faults) => {
    expect(brief(changes)).toEqual(faults);
  });

  it('counts lines over blank ones and quoted line ends', () => {
    const operators = 'operatorId,name,own\n\ntide,"a\nb",true\nred,,false\nblue,,no\n';
    expect(brief({ operators })).toEqual(['operators 6:3 not-allowed']);
  });

  it('reports the first 20 faults', () => {
    const rows = Array.from({ length: 50 }, (_, i) => `x${i},T999,,,,\n`).join('');
    const faults = faultsOf(add('cells', rows));
    expect(faults).toHaveLength(MAX_FAULTS);
    expect(faults.map(({ line }) => line)).toEqual(Array.from({ length: 20 }, (_, i) => 8 + i));
  });

  it('leaves nothing behind that a later file could name', () => {
    const ids = new ReferenceIds();
    read({}, ids);
    expect(brief(add('cells', 'x1,T111,,,,\nx2,T999,,,,\n'), ids)).toEqual(['cells 9:2 unknown-area']);
    expect(brief(add('hotspot-cells', 'U1,x1\n'), ids)).toEqual(['hotspot-cells 7:2 unknown-cell']);
    expect(brief(add('operators', 'green,Green,maybe\n'), ids)).toEqual(['operators 5:3 not-allowed']);
    expect(brief(add('number-prefixes', '8699,green,\n'), ids)).toEqual([
      'number-prefixes 7:2 unknown-operator',
    ]);
  });

  it('checks a big file in time that grows with its size', () => {
    const all = Array.from({ length: 40_000 }, (_, i) => i);
    const towns = all.map((i) => `W${i},K11,township,x,x\n`);
    const rows = [...towns, ...all.map((i) => `G${i},W${i},grid,x,x\n`)].join('');
    const started = performance.now();
    expect(read(add('areas', rows)).areas.rows).toHaveLength(80_013);
    expect(performance.now() - started).toBeLessThan(3000);
  });
});
