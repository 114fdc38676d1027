import { describe, expect, it } from '@jest/globals';
import { FestivalDays } from './festivals.ts';

const day = (text: string): number => Date.parse(`${text}T00:00:00Z`) / 86_400_000;
const festivals = new FestivalDays([
  { name: 'spring-festival', from: '2026-02-17', to: '2026-02-17' },
  { name: 'mid-autumn', from: '2025-10-06', to: '2025-10-06' },
  { name: 'national-day', from: '2025-10-01', to: '2025-10-01' },
  { name: 'rice-harvest', from: '2026-07-10', to: '2026-07-25' },
]);

describe('FestivalDays', () => {
  it('counts the days before and after', () => {
    expect(festivals.near(day('2026-02-07'), 10)).toEqual({
      name: 'spring-festival',
      date: '2026-02-17',
      days: -10,
    });
    expect(festivals.near(day('2026-02-27'), 10)).toMatchObject({ days: 10 });
    expect(festivals.near(day('2026-02-28'), 10)).toBeNull();
  });

  it('takes the nearer one when two are near', () => {
    expect(festivals.near(day('2025-10-04'), 10)).toMatchObject({ name: 'mid-autumn', days: -2 });
    expect(festivals.near(day('2025-10-03'), 10)).toMatchObject({ name: 'national-day', days: 2 });
  });

  it('is within a season from its first day to its last', () => {
    expect(festivals.near(day('2026-07-20'), 0)).toEqual({
      name: 'rice-harvest',
      date: '2026-07-10',
      days: 0,
    });
    expect(festivals.near(day('2026-07-28'), 10)).toMatchObject({ days: 3 });
  });
});
