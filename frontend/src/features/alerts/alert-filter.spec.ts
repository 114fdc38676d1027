import { describe, expect, it } from '@jest/globals';
import { epochOfLocal } from '../desk/zoned-time.ts';
import { addressOf, filterOf, questionOf } from './alert-filter.ts';

const startOf = (day: string): number | null => epochOfLocal(day, 'Asia/Shanghai');

describe('the filter of alerts', () => {
  it('is all that are open when the address says nothing', () => {
    expect(questionOf(filterOf({}, 'open'), startOf)).toEqual({
      state: 'open',
      areaId: '',
      indicatorId: '',
      severity: '',
      q: '',
      from: null,
      to: null,
      mine: null,
      overdue: null,
    });
  });

  it('comes back from its address', () => {
    const filter = filterOf(
      { state: 'tracking', areaId: '4101', q: '校园 竞争', from: '2026-11-01', to: '2026-11-22', mine: '1' },
      'open',
    );
    expect(filterOf(addressOf(filter, 'open'), 'open')).toEqual(filter);
    expect(addressOf(filterOf({}, 'over'), 'over')).toEqual({});
  });

  it('takes nonsense for nothing said', () => {
    const filter = filterOf({ state: 'burning', severity: 'huge', from: 'yesterday', q: ['a'] }, 'open');
    expect(filter).toEqual(filterOf({}, 'open'));
  });

  it('asks for whole local days, the last one included', () => {
    const question = questionOf(filterOf({ from: '2026-11-21', to: '2026-11-22' }, 'open'), startOf);
    expect(question['from']).toBe(Date.parse('2026-11-20T16:00:00Z'));
    expect(question['to']).toBe(Date.parse('2026-11-22T16:00:00Z'));
  });
});
