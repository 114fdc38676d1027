import { addDays, type Calendar, type LocalTime } from '../calendar/index.ts';

const HOUR_MS = 3_600_000;
const MINUTE_MS = 60_000;
/** Office hours of a workday, minutes of the day. */
const WORK_FROM = 9 * 60;
const WORK_TO = 17 * 60;
/** Past it the calendar knows of no workday any more. */
const MAX_DAYS = 1_000;

/** Until when something is to be done, as the indicator says it. */
export interface DueRule {
  readonly hours: number;
  /** Only working hours of workdays count. */
  readonly working: boolean;
  /** 0: no reminder. */
  readonly remindBeforeHours: number;
}

export interface DueTimes {
  readonly dueAt: number;
  /** Null: nobody is reminded. */
  readonly remindAt: number | null;
}

/** When something that begins at `from` is due, and when people are reminded. */
export function dueTimes(from: number, rule: DueRule, calendar: Calendar, local: LocalTime): DueTimes {
  const { hours, working, remindBeforeHours } = rule;
  const after = (count: number): number =>
    working ? workingTime(from, count * HOUR_MS, calendar, local) : from + count * HOUR_MS;
  const reminded = remindBeforeHours > 0 && remindBeforeHours < hours;
  return { dueAt: after(hours), remindAt: reminded ? after(hours - remindBeforeHours) : null };
}

/** The moment at which `ms` of working time have passed since `from`. */
export function workingTime(from: number, ms: number, calendar: Calendar, local: LocalTime): number {
  let left = ms;
  for (let day = local.day(from), days = 0; days < MAX_DAYS; day = addDays(day, 1), days++) {
    if (calendar.dayKind(day) !== 'workday') continue;
    const begin = Math.max(from, local.at(day, WORK_FROM));
    const available = local.at(day, WORK_TO) - begin;
    if (available <= 0) continue;
    // Rounded up to the minute: what is due is due at a time that people can read.
    if (left <= available) return Math.ceil((begin + left) / MINUTE_MS) * MINUTE_MS;
    left -= available;
  }
  return from + ms;
}
