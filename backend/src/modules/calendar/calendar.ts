import { DayKinds, type DayKind, type EngineSettings } from '@tidewall/streams';
import type { CalendarSettings, KnownDays, Years } from './calendar.types.ts';
import { chineseDays } from './chinese-holidays.ts';
import { dayNumber, dayTextOf } from './local-time.ts';
import { daysOf, publicHolidays } from './public-holidays.ts';
import { seasonDays } from './seasons.ts';
import { weekendOf } from './weekend.ts';

/** What is known of days: which are workdays, weekends and public holidays, and when festivals and seasons are. */
export class Calendar {
  readonly country: string;
  /** Years whose public holidays are published or calculated; null for none. */
  readonly years: Years | null;
  /** What the engine is told. */
  readonly settings: Required<Pick<EngineSettings, 'festivals' | 'specialDays'>>;
  readonly #kinds: DayKinds;
  /** Years with holidays of the configuration. */
  readonly #configured: ReadonlySet<number>;

  constructor(settings: CalendarSettings, known: KnownDays) {
    const holidays = settings.holidays.flatMap(expand);
    const workdays = new Set(settings.workdays.flatMap(expand));
    const worked = (day: string): boolean => workdays.has(day);
    const free = new Set(holidays);
    this.country = settings.country;
    this.years = known.years;
    this.settings = {
      festivals: [...known.festivals, ...seasonDays(settings.seasons)],
      specialDays: {
        holidays: [...known.specialDays.holidays.filter((day) => !worked(day)), ...holidays],
        workdays: [...known.specialDays.workdays.filter((day) => !free.has(day)), ...workdays],
        weekend: weekendOf(settings.country),
      },
    };
    this.#kinds = new DayKinds(this.settings.specialDays);
    this.#configured = new Set(holidays.map((day) => Number(day.slice(0, 4))));
  }

  /** Whether the public holidays of a year are known. */
  covers(year: number): boolean {
    const { years } = this;
    return (years !== null && year >= years.first && year <= years.last) || this.#configured.has(year);
  }

  /** In words: the public holidays of which years are known. */
  describe(): string {
    const known = this.years === null ? 'no year' : `${this.years.first} to ${this.years.last}`;
    const more = [...this.#configured].filter((year) => !within(this.years, year)).sort((a, b) => a - b);
    return `public holidays of ${this.country} are known for ${[known, ...more].join(', ')}`;
  }

  /** Kind of a day, YYYY-MM-DD. */
  dayKind(day: string): DayKind {
    return this.#kinds.of(dayNumber(day));
  }

  /** Days of the same kind in the `days` before `day`, oldest first. */
  comparableDays(day: string, days: number): readonly string[] {
    return this.#kinds.sameKindBefore(dayNumber(day), days).reverse().map(dayTextOf);
  }
}

/** The calendar that the configuration asks for. */
export async function openCalendar(settings: CalendarSettings): Promise<Calendar> {
  const { country, region } = settings;
  return new Calendar(settings, country === 'CN' ? chineseDays() : await publicHolidays(country, region));
}

/** `2027-02-05/2027-02-12` or a single day. */
function expand(text: string): string[] {
  const [from = '', to = from] = text.split('/');
  return daysOf(from, to);
}

function within(years: Years | null, year: number): boolean {
  return years !== null && year >= years.first && year <= years.last;
}
