import { describe, expect, it } from '@jest/globals';
import { beginningOf, bodyOf, isIncomplete, offered } from './action-forms.ts';

const REPORT = {
  cause: '校园竞争',
  action: '增派直销',
  evidence: null,
  by: { id: 'u1', name: '张三' },
  at: 0,
};

describe('what may be done to an alert', () => {
  it('is offered with the expected step first, comments apart', () => {
    expect(offered(['comment', 'dismiss', 'return', 'approve'])).toEqual(['approve', 'return', 'dismiss']);
    expect(offered(['report', 'amend'])).toEqual(['amend', 'report']);
    expect(offered(['comment'])).toEqual([]);
  });

  it('asks a reason of whoever returns, reopens or dismisses', () => {
    for (const action of ['return', 'reopen', 'dismiss'] as const) {
      const texts = beginningOf(action, REPORT);
      expect(isIncomplete(action, texts)).toBe(true);
      expect(isIncomplete(action, { ...texts, reason: '  ' })).toBe(true);
      expect(isIncomplete(action, { ...texts, reason: '数据不全' })).toBe(false);
    }
  });

  it('begins an amendment with the report that was returned', () => {
    const texts = beginningOf('amend', REPORT);
    expect(bodyOf('amend', texts)).toEqual({ cause: '校园竞争', action: '增派直销' });
    expect(isIncomplete('amend', { ...texts, action: '' })).toBe(true);
  });

  it('lets approve and close go without a word', () => {
    expect(isIncomplete('approve', beginningOf('approve', null))).toBe(false);
    expect(bodyOf('approve', beginningOf('approve', null))).toEqual({});
  });
});
