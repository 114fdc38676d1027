import { describe, expect, it } from '@jest/globals';
import { DayKinds } from './day-kinds.ts';

const day = (text: string): number => Date.parse(`${text}T00:00:00Z`) / 86_400_000;

describe('kinds of days', () => {
  const kinds = new DayKinds({ holidays: ['2026-02-17'], workdays: ['2026-02-14'] });

  it('are those of the weekday, unless the calendar says otherwise', () => {
    const days = ['2026-02-13', '2026-02-14', '2026-02-15', '2026-02-16', '2026-02-17', '1969-12-28'];
    expect(days.map((text) => kinds.of(day(text)))).toEqual([
      'workday',
      'workday',
      'weekend',
      'workday',
      'holiday',
      'weekend',
    ]);
  });

  it('may have other weekends', () => {
    const friday = new DayKinds({ holidays: [], workdays: [], weekend: [5, 6] });
    expect(['2026-02-13', '2026-02-14', '2026-02-15'].map((text) => friday.of(day(text)))).toEqual([
      'weekend',
      'weekend',
      'workday',
    ]);
  });

  it('are found again in the days before, latest first', () => {
    expect(kinds.sameKindBefore(day('2026-02-16'), 4)).toEqual(
      ['2026-02-14', '2026-02-13', '2026-02-12'].map(day),
    );
    expect(kinds.sameKindBefore(day('2026-02-17'), 10)).toEqual([]);
  });
});
