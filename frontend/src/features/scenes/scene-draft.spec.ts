import { describe, expect, it } from '@jest/globals';
import type { TileDto } from '../../api/scenes-dto.ts';
import { added, moved, resized, slugOf, withOptions } from './scene-draft.ts';

const GRID = { columns: 12, rows: 24 };
const TYPE = { kind: 'presence', minColumns: 3, minRows: 5 };
const TILE: TileDto = { id: 'a', kind: 'presence', column: 9, row: 2, columns: 3, rows: 6, options: {} };

describe('a tile of a draft', () => {
  it('goes as far as the grid', () => {
    expect(moved(TILE, -2, 3, GRID)).toMatchObject({ column: 7, row: 5 });
    expect(moved(TILE, 5, -9, GRID)).toMatchObject({ column: 9, row: 0 });
    expect(moved(TILE, -20, 99, GRID)).toMatchObject({ column: 0, row: 18 });
  });

  it('grows to the end of the grid and shrinks to what its text needs', () => {
    expect(resized(TILE, 4, 2, GRID, TYPE)).toMatchObject({ columns: 3, rows: 8 });
    expect(resized({ ...TILE, column: 0 }, 4, -5, GRID, TYPE)).toMatchObject({ columns: 7, rows: 5 });
  });

  it('finds the first free place, under an id of its own', () => {
    expect(added([], TYPE, GRID)).toMatchObject({ id: 'presence', column: 0, row: 0, columns: 3, rows: 5 });
    const beside = added([{ ...TILE, id: 'presence', column: 0, row: 0 }], TYPE, GRID);
    expect(beside).toMatchObject({ id: 'presence-2', column: 3, row: 0 });
    const all = { ...TILE, column: 0, row: 0, columns: 12, rows: 20 };
    expect(added([all], TYPE, GRID)).toBeNull();
  });

  it('has no options that say nothing, and its title in both languages', () => {
    const nothing = { zh: ' ', en: '', areaId: '', limit: undefined };
    expect(withOptions(TILE, nothing).options).toEqual({});
    expect(withOptions(TILE, { ...nothing, en: 'Here', limit: 4 }).options).toEqual({
      title: { zh: 'Here', en: 'Here' },
      limit: 4,
    });
  });
});

describe('the id of a scene', () => {
  it('is what is left of its name', () => {
    expect(slugOf('Night shift 2')).toBe('night-shift-2');
    expect(slugOf('2 夜班 Duty!')).toBe('duty');
    expect(slugOf('夜班')).toBe('');
  });
});
