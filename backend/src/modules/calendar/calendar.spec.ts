import { describe, expect, it } from '@jest/globals';
import type { CalendarSettings } from './calendar.types.ts';
import { openCalendar, type Calendar } from './index.ts';

const open = (settings: Partial<CalendarSettings> = {}): Promise<Calendar> =>
  openCalendar({ country: 'CN', seasons: [], holidays: [], workdays: [], ...settings });

describe('the calendar of China', () => {
  it('has workdays, weekends and public holidays, worked weekends included', async () => {
    const calendar = await open();
    expect(calendar.dayKind('2026-02-10')).toBe('workday');
    expect(calendar.dayKind('2026-02-08')).toBe('weekend');
    expect(calendar.dayKind('2026-02-17')).toBe('holiday');
    expect(calendar.dayKind('2026-02-28')).toBe('workday');
  });

  it('compares days with those of their kind before them', async () => {
    const calendar = await open();
    expect(calendar.comparableDays('2026-02-08', 28)).toEqual([
      '2026-01-11',
      '2026-01-17',
      '2026-01-18',
      '2026-01-24',
      '2026-01-25',
      '2026-01-31',
      '2026-02-01',
      '2026-02-07',
    ]);
    expect(calendar.comparableDays('2026-02-17', 28)).toEqual(['2026-02-15', '2026-02-16']);
  });

  it('says which years are published, and takes holidays of others from the configuration', async () => {
    const calendar = await open();
    expect([2001, 2002, 2026, 2090].map((year) => calendar.covers(year))).toEqual([false, true, true, false]);
    expect(calendar.describe()).toBe(`public holidays of CN are known for 2002 to ${calendar.years?.last}`);
    const configured = await open({
      holidays: ['2090-01-30/2090-02-02'],
      workdays: ['2090-02-04', '2026-10-02'],
    });
    expect(configured.covers(2090)).toBe(true);
    expect(configured.describe()).toMatch(/, 2090$/);
    const kinds = ['2090-01-29', '2090-01-30', '2090-02-02', '2090-02-04', '2026-10-02', '2026-10-03'];
    expect(kinds.map((day) => configured.dayKind(day))).toEqual([
      'weekend',
      'holiday',
      'holiday',
      'workday',
      'workday',
      'holiday',
    ]);
  });

  it('tells the engine its festivals, then seasons of every year and of one', async () => {
    const harvest = { name: '麦收', nameEn: 'Wheat harvest', from: '06-01', to: '06-20' };
    const winter = { name: '冬闲', from: '12-20', to: '01-10' };
    const once = { name: '抢种', from: '2026-04-03', to: '2026-04-09' };
    const { festivals } = (await open({ seasons: [harvest, winter, once] })).settings;
    expect(festivals).toContainEqual({ name: 'spring-festival', from: '2026-02-17', to: '2026-02-17' });
    expect(festivals).toContainEqual({ ...harvest, from: '2026-06-01', to: '2026-06-20' });
    expect(festivals).toContainEqual({ ...winter, from: '2026-12-20', to: '2027-01-10' });
    expect(festivals.filter(({ name }) => name === once.name)).toEqual([once]);
  });
});

describe('the calendar of another country', () => {
  it('has its public holidays, which are its festivals too, and those of its region', async () => {
    const germany = await open({ country: 'DE' });
    const bavaria = await open({ country: 'DE', region: 'BY' });
    const days = ['2026-04-03', '2026-01-06', '2026-10-01', '2026-04-05', '2026-04-04'];
    expect(days.map((day) => germany.dayKind(day))).toEqual([
      'holiday',
      'workday',
      'workday',
      'weekend',
      'weekend',
    ]);
    expect(bavaria.dayKind('2026-01-06')).toBe('holiday');
    expect(germany.settings.festivals).toContainEqual({
      name: 'Karfreitag',
      nameEn: 'Good Friday',
      from: '2026-04-03',
      to: '2026-04-03',
    });
    expect(germany.covers(2030)).toBe(true);
  });

  it('has its own weekend, and holidays of several days', async () => {
    const egypt = await open({ country: 'EG' });
    expect(egypt.settings.specialDays.weekend).toEqual([5, 6]);
    expect(['2026-02-06', '2026-02-08'].map((day) => egypt.dayKind(day))).toEqual(['weekend', 'workday']);
    const feast = ['2026-05-26', '2026-05-27', '2026-05-28', '2026-05-30', '2026-05-31'];
    expect(feast.map((day) => egypt.dayKind(day) === 'holiday')).toEqual([false, true, true, true, false]);
  });

  it('of which nothing is known says so', async () => {
    const nowhere = await open({ country: 'AQ' });
    expect(nowhere.covers(2026)).toBe(false);
    expect(nowhere.describe()).toBe('public holidays of AQ are known for no year');
  });
});
