import type { PlaylistDto, WallPlanDto } from '../../api/scenes-dto.ts';
import type { Theme } from '../../charts/palette.ts';

const DAY_MINUTES = 1_440;

/** A moment by the clock on the wall: day of the week, 1 is Monday, and minute of the day. */
export interface LocalMoment {
  readonly day: number;
  readonly minute: number;
}

const DAYS: Readonly<Record<string, number>> = { Mon: 1, Tue: 2, Wed: 3, Thu: 4, Fri: 5, Sat: 6, Sun: 7 };

/** When it is where the system is. */
export function localMoment(ms: number, timeZone: string): LocalMoment {
  const parts = new Intl.DateTimeFormat('en-GB', {
    timeZone,
    weekday: 'short',
    hour: '2-digit',
    minute: '2-digit',
    hourCycle: 'h23',
  }).formatToParts(ms);
  const part = (type: string): string => parts.find((item) => item.type === type)?.value ?? '';
  return { day: DAYS[part('weekday')] ?? 1, minute: Number(part('hour')) * 60 + Number(part('minute')) };
}

/** `08:30` → 510. */
export function minuteOf(clock: string): number {
  const [hour = 0, minute = 0] = clock.split(':').map(Number);
  return hour * 60 + minute;
}

/** Whether a time of day lies from one to another, over midnight where the other one is earlier. */
export function isBetween(minute: number, from: string, to: string): boolean {
  const span = (minuteOf(to) - minuteOf(from) + DAY_MINUTES) % DAY_MINUTES;
  return (minute - minuteOf(from) + DAY_MINUTES) % DAY_MINUTES < span;
}

/** The playlist of the shift that is on, by the first shift that fits; the first playlist where none does. */
export function playlistAt({ playlists, shifts }: WallPlanDto, now: LocalMoment): PlaylistDto | null {
  const shift = shifts.find(({ days, from, to }) => {
    if (!isBetween(now.minute, from, to)) return false;
    // After midnight a shift that began the evening before belongs to that day.
    const begun = now.minute >= minuteOf(from) ? now.day : ((now.day + 5) % 7) + 1;
    return days.includes(begun);
  });
  return playlists.find(({ id }) => id === shift?.playlistId) ?? playlists[0] ?? null;
}

export function themeAt({ mode, dayFrom, dayTo }: WallPlanDto['theme'], { minute }: LocalMoment): Theme {
  if (mode !== 'by-time') return mode;
  return isBetween(minute, dayFrom, dayTo) ? 'day' : 'night';
}

/** Whether walls are to be silent, be it what it may. */
export function isQuiet({ quiet }: WallPlanDto['sound'], { minute }: LocalMoment): boolean {
  return quiet !== null && isBetween(minute, quiet.from, quiet.to);
}
