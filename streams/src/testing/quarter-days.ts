/** Days and quarters of an hour for models of rules, told by the platform's calendar and nothing of ours. */
export const QUARTER = 900_000;

/** What is configured, by names of its own. */
export interface QuarterRules {
  readonly timeZone: string;
  readonly holidays: readonly string[];
  readonly workdays: readonly string[];
  readonly activityWeeks: number;
  readonly startScore: number;
  readonly endScore: number;
  readonly inARow: number;
  readonly activityComparable: number;
  readonly minMedian: number;
  readonly outageWeeks: number;
  readonly outageComparable: number;
  readonly minEvents: number;
  readonly minVolumeShare: number;
}

interface LocalText {
  readonly day: string;
  readonly clock: string;
}

const formats = new Map<string, Intl.DateTimeFormat>();
const texts = new Map<string, Map<number, LocalText>>();

/** Local day and time of a moment. */
export function localText(time: number, { timeZone }: QuarterRules): LocalText {
  let known = texts.get(timeZone);
  if (!known) texts.set(timeZone, (known = new Map<number, LocalText>()));
  let text = known.get(time);
  if (!text) {
    let format = formats.get(timeZone);
    if (!format) {
      format = new Intl.DateTimeFormat('sv-SE', { timeZone, dateStyle: 'short', timeStyle: 'short' });
      formats.set(timeZone, format);
    }
    const [day = '', clock = ''] = format.format(time).split(' ');
    known.set(time, (text = { day, clock }));
  }
  return text;
}

/** How many local days one moment is before another. */
export function daysBetween(earlier: number, later: number, rules: QuarterRules): number {
  const day = (time: number): number => Date.parse(localText(time, rules).day) / 86_400_000;
  return day(later) - day(earlier);
}

/** The same quarter of an hour on the days before, latest first, where these days have it. */
export function sameQuarters(start: number, days: number, rules: QuarterRules): number[] {
  const { clock } = localText(start, rules);
  const found: number[] = [];
  for (let back = 1; back <= days; back++) {
    // A change of the clock moves the quarter by an hour.
    const around = [-4, 0, 4].map((shift) => start - (back * 96 + shift) * QUARTER);
    const same = around.filter(
      (other) => localText(other, rules).clock === clock && daysBetween(other, start, rules) === back,
    );
    found.push(...same.slice(0, 1));
  }
  return found;
}

export function kindOf(day: string, { holidays, workdays }: QuarterRules): string {
  if (holidays.includes(day)) return 'holiday';
  if (workdays.includes(day)) return 'workday';
  return [0, 6].includes(new Date(`${day}T00:00:00Z`).getUTCDay()) ? 'weekend' : 'workday';
}

/** Starts of the quarters that end inside the data. */
export function quartersOf(times: readonly number[]): number[] {
  const first = Math.floor(Math.min(...times) / QUARTER) * QUARTER;
  const end = Math.max(...times);
  const starts: number[] = [];
  for (let start = first; start + QUARTER <= end; start += QUARTER) starts.push(start);
  return starts;
}
