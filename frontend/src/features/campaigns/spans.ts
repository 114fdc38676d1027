const UNIT_MS = { minutes: 60_000, hours: 3_600_000, days: 86_400_000 } as const;

export type SpanUnit = keyof typeof UNIT_MS;
export const SPAN_UNITS = Object.keys(UNIT_MS) as readonly SpanUnit[];

/** A span in the largest unit that it is a whole number of. */
export function spanOf(ms: number): { readonly n: number; readonly unit: SpanUnit } {
  const unit = SPAN_UNITS.findLast((each) => ms >= UNIT_MS[each] && ms % UNIT_MS[each] === 0) ?? 'minutes';
  return { n: ms / UNIT_MS[unit], unit };
}

export function spanMs(n: number, unit: SpanUnit): number {
  return Math.round(n * UNIT_MS[unit]);
}

/** "21:30" of a minute of the day; 1440 is the end of it. */
export function clockOfMinute(minute: number): string {
  const two = (n: number): string => String(n).padStart(2, '0');
  return `${two(Math.floor(minute / 60))}:${two(minute % 60)}`;
}

/** Null for what is no time of the day. */
export function minuteOfClock(clock: string): number | null {
  const [, hours, minutes] = /^(\d{2}):(\d{2})$/.exec(clock) ?? [];
  return hours === undefined ? null : Number(hours) * 60 + Number(minutes);
}
