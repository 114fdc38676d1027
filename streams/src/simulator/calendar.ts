export const DAY_MS = 86_400_000;
export const HOUR_MS = 3_600_000;
export const MINUTE_MS = 60_000;

export type DayKind = 'workday' | 'weekend' | 'holiday';

/** Day number (days since 1970-01-01, local) of a date. */
export function dayNumber(year: number, month: number, day: number): number {
  return Math.floor(Date.UTC(year, month - 1, day) / DAY_MS);
}

/** First day of the lunar year and Mid-Autumn day, `MMDD`, 2024 to 2035. */
const LUNAR: Readonly<Record<number, readonly [number, number]>> = {
  2024: [210, 917],
  2025: [129, 1006],
  2026: [217, 925],
  2027: [206, 915],
  2028: [126, 1003],
  2029: [213, 922],
  2030: [203, 912],
  2031: [123, 1001],
  2032: [211, 919],
  2033: [131, 908],
  2034: [219, 927],
  2035: [208, 916],
};

/** First day of a festival that people travel home for, and how strongly they do. */
export interface Festival {
  readonly day: number;
  /** Share of the people that travel home for it. */
  readonly pull: number;
}

const festivals = new Map<number, readonly Festival[]>();

/** Festivals of a year: Spring Festival, Mid-Autumn, National Day. */
export function festivalsOf(year: number): readonly Festival[] {
  const known = festivals.get(year);
  if (known !== undefined) return known;
  const lunar = LUNAR[year];
  const list: Festival[] = [{ day: dayNumber(year, 10, 1), pull: 0.08 }];
  if (lunar !== undefined) {
    list.push({ day: dayOfYear(year, lunar[0]), pull: 0.24 });
    list.push({ day: dayOfYear(year, lunar[1]), pull: 0.04 });
  }
  festivals.set(year, list);
  return list;
}

function dayOfYear(year: number, monthDay: number): number {
  return dayNumber(year, Math.floor(monthDay / 100), monthDay % 100);
}

export function yearOf(day: number): number {
  return new Date(day * DAY_MS).getUTCFullYear();
}

const kinds = new Map<number, DayKind>();

/** Public holidays as published for a year, `[first day MMDD, days]`, and the weekend days worked instead. */
interface PublishedYear {
  readonly holidays: readonly (readonly [number, number])[];
  readonly workdays: readonly number[];
}

const PUBLISHED: Readonly<Record<number, PublishedYear>> = {
  2025: {
    holidays: [
      [101, 1],
      [128, 8],
      [404, 3],
      [501, 5],
      [531, 3],
      [1001, 8],
    ],
    workdays: [126, 208, 427, 928, 1011],
  },
  2026: {
    holidays: [
      [101, 3],
      [215, 9],
      [404, 3],
      [501, 5],
      [619, 3],
      [925, 3],
      [1001, 7],
    ],
    workdays: [104, 214, 228, 509, 920, 1010],
  },
};

/** Public holidays come first, then Saturday and Sunday unless they are worked for a long holiday. */
export function dayKind(day: number): DayKind {
  const known = kinds.get(day);
  if (known !== undefined) return known;
  const weekday = (((day + 4) % 7) + 7) % 7;
  const free = (weekday === 0 || weekday === 6) && !isShiftedWorkday(day);
  const kind = isHoliday(day) ? 'holiday' : free ? 'weekend' : 'workday';
  if (kinds.size > 4096) kinds.clear();
  kinds.set(day, kind);
  return kind;
}

function isShiftedWorkday(day: number): boolean {
  const year = yearOf(day);
  return PUBLISHED[year]?.workdays.some((monthDay) => dayOfYear(year, monthDay) === day) ?? false;
}

function isHoliday(day: number): boolean {
  const year = yearOf(day);
  const within = (first: number, days: number): boolean => day >= first && day < first + days;
  const published = PUBLISHED[year];
  if (published !== undefined)
    return published.holidays.some(([monthDay, days]) => within(dayOfYear(year, monthDay), days));
  const spring = LUNAR[year];
  return (
    within(dayNumber(year, 1, 1), 1) ||
    within(dayNumber(year, 4, 4), 3) ||
    within(dayNumber(year, 5, 1), 5) ||
    within(dayNumber(year, 10, 1), 7) ||
    (spring !== undefined &&
      (within(dayOfYear(year, spring[0]) - 1, 7) || within(dayOfYear(year, spring[1]), 1)))
  );
}

/** Winter and summer breaks, when campuses are nearly empty. */
export function isSchoolBreak(day: number): boolean {
  const date = new Date(day * DAY_MS);
  const monthDay = (date.getUTCMonth() + 1) * 100 + date.getUTCDate();
  return (monthDay >= 118 && monthDay <= 224) || (monthDay >= 708 && monthDay <= 831);
}

/** `YYYY-MM-DD` of a day number. */
export function dayText(day: number): string {
  return new Date(day * DAY_MS).toISOString().slice(0, 10);
}

/** RFC 3339 with the offset of the province's time zone, whole seconds unless there are milliseconds. */
export function timeText(time: number, offsetMinutes: number): string {
  const local = new Date(time + offsetMinutes * MINUTE_MS).toISOString();
  const sign = offsetMinutes < 0 ? '-' : '+';
  const minutes = Math.abs(offsetMinutes);
  const zone = `${sign}${String(Math.floor(minutes / 60)).padStart(2, '0')}:${String(minutes % 60).padStart(2, '0')}`;
  return (local.endsWith('.000Z') ? local.slice(0, 19) : local.slice(0, 23)) + zone;
}
