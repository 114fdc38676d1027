import { describe, expect, it } from '@jest/globals';
import { changedFields } from './changed-fields.ts';

describe('what an entry of the trail changed', () => {
  it('is told field by field, without what stayed', () => {
    expect(
      changedFields(
        { state: 'raised', version: 1, areaId: '41' },
        { state: 'reported', version: 2, areaId: '41' },
      ),
    ).toEqual([
      { field: 'state', before: 'raised', after: 'reported' },
      { field: 'version', before: '1', after: '2' },
    ]);
  });

  it('is everything for what was made or is gone', () => {
    expect(changedFields(null, { roles: ['viewer'] })).toEqual([
      { field: 'roles', before: '', after: '["viewer"]' },
    ]);
    expect(changedFields({ name: '张三' }, null)).toEqual([{ field: 'name', before: '张三', after: '' }]);
  });

  it('is nothing where there is neither before nor after, and a value where there is no record', () => {
    expect(changedFields(null, null)).toEqual([]);
    expect(changedFields(1, 2)).toEqual([{ field: '', before: '1', after: '2' }]);
  });
});
