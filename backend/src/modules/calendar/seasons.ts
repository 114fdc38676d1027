import type { Festival } from '@tidewall/streams';
import type { Season } from './calendar.types.ts';

const FIRST_YEAR = 2000;
const LAST_YEAR = 2099;

/** Seasons with their dates of each year. */
export function seasonDays(seasons: readonly Season[]): Festival[] {
  return seasons.flatMap((season) =>
    season.from.length > '06-01'.length ? [dated(season, season.from, season.to)] : yearly(season),
  );
}

function yearly(season: Season): Festival[] {
  const { from, to } = season;
  const overTheYear = to < from ? 1 : 0;
  return Array.from({ length: LAST_YEAR - FIRST_YEAR + 1 }, (_, index) => FIRST_YEAR + index).map((year) =>
    dated(season, `${year}-${from}`, `${year + overTheYear}-${to}`),
  );
}

function dated({ name, nameEn }: Season, from: string, to: string): Festival {
  return { name, ...(nameEn === undefined ? {} : { nameEn }), from, to };
}
