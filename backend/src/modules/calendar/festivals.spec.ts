import { describe, expect, it } from '@jest/globals';
import { chineseFestivals } from './festivals.ts';

describe('chineseFestivals', () => {
  const festivals = chineseFestivals();

  it.each([
    ['spring-festival', '2024-02-10'],
    ['spring-festival', '2025-01-29'],
    ['spring-festival', '2026-02-17'],
    // New moon four minutes before midnight in Beijing: calendars that reckon less closely put it a day later.
    ['spring-festival', '2027-02-06'],
    ['mid-autumn', '2024-09-17'],
    ['mid-autumn', '2025-10-06'],
    ['mid-autumn', '2026-09-25'],
    ['national-day', '2026-10-01'],
  ])('has %s on %s', (name, from) => {
    expect(festivals).toContainEqual({ name, from, to: from });
  });

  it('has each festival once a year', () => {
    expect(festivals).toHaveLength(300);
    expect(new Set(festivals.map(({ name, from }) => `${name} ${from.slice(0, 4)}`)).size).toBe(300);
  });
});
