import { beforeAll, describe, expect, it } from '@jest/globals';
import { LocalTime, openCalendar, type Calendar } from '../calendar/index.ts';
import { dueTimes } from './due.ts';

const local = new LocalTime('Asia/Shanghai');
const at = (text: string): number => Date.parse(`${text}+08:00`);
let calendar: Calendar;
beforeAll(async () => {
  calendar = await openCalendar({ country: 'CN', seasons: [], holidays: [], workdays: [] });
});

describe('the due time', () => {
  const rule = { hours: 4, working: true, remindBeforeHours: 1 };
  it.each([
    ['within a workday', '2026-03-10T09:30', '2026-03-10T13:30'],
    ['over a night', '2026-03-10T15:00', '2026-03-11T11:00'],
    ['from before work', '2026-03-10T06:00', '2026-03-10T13:00'],
    ['over a weekend', '2026-03-13T16:00', '2026-03-16T12:00'],
    ['over the Spring Festival', '2026-02-14T16:00', '2026-02-24T12:00'],
    ['on a weekend that is worked instead', '2026-02-28T09:00', '2026-02-28T13:00'],
    ['ending with the day', '2026-03-10T13:00', '2026-03-10T17:00'],
  ])('counts working hours %s', (_, from, due) => {
    expect(local.format(dueTimes(at(from), rule, calendar, local).dueAt)).toContain(due);
  });
  it('reminds a working hour before', () => {
    const { remindAt } = dueTimes(at('2026-03-13T14:00'), rule, calendar, local);
    expect(local.format(remindAt!)).toContain('2026-03-13T17:00');
  });
  it('counts every hour when told so', () => {
    const { dueAt, remindAt } = dueTimes(
      at('2026-03-14T22:00'),
      { ...rule, working: false },
      calendar,
      local,
    );
    expect([dueAt, remindAt]).toEqual([at('2026-03-15T02:00'), at('2026-03-15T01:00')]);
  });
  it('reminds of nothing that is due sooner', () => {
    expect(
      dueTimes(0, { hours: 1, working: false, remindBeforeHours: 1 }, calendar, local).remindAt,
    ).toBeNull();
  });
});
