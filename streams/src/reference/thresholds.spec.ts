import { describe, expect, it } from '@jest/globals';
import { WORLD } from '../testing/index.ts';
import { ReferenceFaultsError } from './csv-table.ts';
import { readReference, ReferenceIds, type Reference } from './reference.ts';
import { readThresholdSet } from './threshold-set.ts';

const HEADER = 'version,effectiveFrom,areaId,rule,parameter,value\n';
const MAY = Date.UTC(2026, 3, 30, 16);
const withRows = (rows: string): Reference =>
  readReference({ ...WORLD, thresholds: HEADER + rows }, new ReferenceIds());

function daysAt(reference: Reference, areaId: string, time: number): [number, string] {
  const area = areaId === '' ? -1 : reference.ids.areas.indexOf(areaId);
  const { values, version } = reference.thresholds.at('homecoming/own', area, time);
  return [values.minAwayDays, version];
}

describe('thresholds', () => {
  it('are the defaults where nothing is said', () => {
    const reference = readReference(WORLD, new ReferenceIds());
    expect(daysAt(reference, 'T111', MAY)).toEqual([7, 'defaults']);
    expect(reference.thresholds.everywhere('rival-numbers').seenDays).toBe(90);
  });

  it('are inherited from the nearest area above that has one', () => {
    const reference = withRows(
      '1,,,homecoming/own,minAwayDays,6\n1,,C1,homecoming/own,minAwayDays,5\n2,,K11,homecoming/own,minAwayDays,4\n',
    );
    expect(daysAt(reference, 'T111', MAY)).toEqual([4, '2']);
    expect(daysAt(reference, 'T121', MAY)).toEqual([5, '1']);
    expect(daysAt(reference, 'T211', MAY)).toEqual([6, '1']);
    expect(daysAt(reference, '', MAY)).toEqual([6, '1']);
  });

  it('change at the event time that they name, and the nearest area outweighs the latest change', () => {
    const reference = withRows(
      '1,,C1,homecoming/own,minAwayDays,5\n2,2026-05-01T00:00:00+08:00,C1,homecoming/own,minAwayDays,9\n' +
        '3,2026-05-02T00:00:00+08:00,,homecoming/own,minAwayDays,3\n',
    );
    expect(daysAt(reference, 'T111', MAY - 1)).toEqual([5, '1']);
    expect(daysAt(reference, 'T111', MAY)).toEqual([9, '2']);
    expect(daysAt(reference, 'T111', MAY + 86_400_000)).toEqual([9, '2']);
    expect(daysAt(reference, 'T211', MAY + 86_400_000)).toEqual([3, '3']);
    expect(daysAt(reference, 'T211', MAY)).toEqual([7, 'defaults']);
  });

  it('of one area and moment are those of the highest version', () => {
    const reference = withRows('2,,,homecoming/own,minAwayDays,9\n1,,,homecoming/own,minAwayDays,5\n');
    expect(daysAt(reference, 'T111', MAY)).toEqual([9, '2']);
  });

  it('say which row sets them, also as the set was at an earlier version', () => {
    const rows = '1,,C1,homecoming/own,minAwayDays,5\n2,,K11,homecoming/own,minAwayDays,4\n';
    const set = readThresholdSet({ ...WORLD, thresholds: HEADER + rows });
    const area = set.areas.ids.indexOf('T111');
    const rowAt = (version?: number) =>
      set.book(version).of('homecoming/own').rowsAt(area, MAY).get('minAwayDays');
    expect(rowAt()).toMatchObject({ version: 2, value: 4 });
    expect(rowAt(1)).toMatchObject({ version: 1, value: 5, area: set.areas.ids.indexOf('C1') });
    expect(rowAt(0)).toBeUndefined();
    expect(set.book().of('homecoming/own').rowsAt(area, MAY).size).toBe(1);
  });

  it('name levels by their name', () => {
    const reference = withRows('1,,C1,homecoming/own,homeLevel,county\n');
    const { values } = reference.thresholds.at('homecoming/own', reference.ids.areas.indexOf('K11'), MAY);
    expect(values.homeLevel).toBe(3);
  });

  it.each([
    ['0,,,homecoming/own,minAwayDays,5', 'version'],
    ['1,yesterday,,homecoming/own,minAwayDays,5', 'effectiveFrom'],
    ['1,,nowhere,homecoming/own,minAwayDays,5', 'areaId'],
    ['1,,,homecoming,minAwayDays,5', 'rule'],
    ['1,,,homecoming/own,toString,5', 'parameter'],
    ['1,,,homecoming/own,minAwayDays,many', 'value'],
    ['1,,,homecoming/own,minAwayDays,-1', 'value'],
    ['1,,,homecoming/own,homeLevel,grid', 'value'],
    ['1,,C1,rival-numbers,seenDays,60', 'parameter'],
    ['1,2026-05-01T00:00:00+08:00,,rival-numbers,seenDays,60', 'parameter'],
  ])('refuse %s', (row, field) => {
    let faults: unknown = null;
    try {
      withRows(`${row}\n`);
    } catch (error) {
      faults = error instanceof ReferenceFaultsError ? error.faults : error;
    }
    expect(faults).toMatchObject([{ file: 'thresholds', line: 2, field }]);
  });
});
