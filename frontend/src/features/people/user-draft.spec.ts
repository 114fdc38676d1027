import { describe, expect, it } from '@jest/globals';
import type { UserDto } from '../../api/access-dto.ts';
import { changesOf, draftOf, isComplete, newUserOf } from './user-draft.ts';

const ZHANG: UserDto = {
  id: 'u1',
  login: 'zhang',
  name: '张三',
  roles: ['reporter'],
  scope: ['410101'],
  positions: [{ position: 'area-head', areaId: '410101' }],
  language: 'zh-CN',
  email: null,
  hasPhone: true,
  external: false,
  mustChangePassword: false,
  disabled: false,
  version: 3,
};

describe('the draft of a user', () => {
  it('changes only what differs, and says the version that was seen', () => {
    expect(changesOf(draftOf(ZHANG), ZHANG)).toEqual({ version: 3 });
    expect(changesOf({ ...draftOf(ZHANG), roles: ['reporter', 'reviewer'] }, ZHANG)).toEqual({
      version: 3,
      roles: ['reporter', 'reviewer'],
    });
  });

  it('leaves the number alone unless a new one is entered or it is taken away', () => {
    expect(changesOf({ ...draftOf(ZHANG), phone: '138 0000-0000' }, ZHANG)).toEqual({
      version: 3,
      phone: '13800000000',
    });
    expect(changesOf({ ...draftOf(ZHANG), removePhone: true }, ZHANG)).toEqual({ version: 3, phone: null });
  });

  it('gives everything only when that is chosen', () => {
    const draft = { ...draftOf(null), login: 'li', name: '李四' };
    expect(isComplete(draft)).toBe(false);
    expect(isComplete({ ...draft, scope: ['41'] })).toBe(true);
    expect(newUserOf({ ...draft, everything: true })).toMatchObject({
      login: 'li',
      scope: null,
      email: null,
    });
  });

  it('needs an area for each position', () => {
    const draft = { ...draftOf(ZHANG), positions: [{ position: 'area-head', areaId: undefined }] };
    expect(isComplete(draft)).toBe(false);
  });
});
