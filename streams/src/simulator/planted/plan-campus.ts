import { at } from '../at.ts';
import { dayKind } from '../calendar.ts';
import type { Geography } from '../province.ts';
import { Rng, hash } from '../rng.ts';

/** What makes a campus busier or quieter than it usually is. Days relative to the start, minutes of the day. */
export interface CampusEvent {
  readonly day: number;
  /** Index of the campus in the province. */
  readonly campus: number;
  readonly kind: 'match' | 'festival' | 'power-cut';
  readonly fromMinute: number;
  readonly toMinute: number;
}

/** Share of the city's people who come. */
export const GUESTS: Readonly<Record<CampusEvent['kind'], number>> = {
  match: 0.18,
  festival: 0.22,
  'power-cut': 0,
};

/** Days of the same kind that must lie before a day and no further back than four weeks, so that there is a usual. */
const COMPARABLE = 6;
const BASELINE_DAYS = 28;

const SPANS: Readonly<Record<CampusEvent['kind'], readonly (readonly [number, number])[]>> = {
  match: [
    [840, 990],
    [930, 1065],
  ],
  festival: [
    [1110, 1260],
    [600, 780],
  ],
  'power-cut': [
    [574, 690],
    [1144, 1230],
    [814, 960],
  ],
};

/**
 * Two gatherings and a power cut for each campus, on days that have enough days of their kind before them and no silent
 * feed; no two gatherings in a city on one day.
 */
export function campusEvents(
  geography: Geography,
  seed: number,
  days: number,
  startDay: number,
  quiet: ReadonlySet<number>,
): CampusEvent[] {
  const open = Array.from({ length: days }, (_, day) => day).filter(
    (day) => !quiet.has(day) && hasBaseline(startDay, day),
  );
  const taken = new Set<string>();
  const events: CampusEvent[] = [];
  for (const [campus, { county }] of geography.campuses.entries()) {
    const { city } = at(geography.counties, county);
    const rng = new Rng(hash(seed, 127, campus));
    for (const kind of ['match', 'festival', 'power-cut'] as const) {
      const free = open.filter((day) => [-1, 0, 1].every((by) => !taken.has(`${city}/${day + by}`)));
      if (free.length === 0) continue;
      const day = rng.pick(free);
      taken.add(`${city}/${day}`);
      const [fromMinute, toMinute] = rng.pick(SPANS[kind]);
      events.push({ day, campus, kind, fromMinute, toMinute });
    }
  }
  return events;
}

function hasBaseline(startDay: number, day: number): boolean {
  const kind = dayKind(startDay + day);
  if (kind === 'holiday') return false;
  let comparable = 0;
  for (let back = 1; back <= Math.min(BASELINE_DAYS, day); back++)
    if (dayKind(startDay + day - back) === kind) comparable++;
  return comparable >= COMPARABLE;
}

/** The cell that phones find at a moment: during a power cut those of the campus move to the mast next to it. */
export function cellInPowerCut(
  geography: Geography,
  cuts: readonly { readonly campus: number; readonly from: number; readonly to: number }[],
  place: number,
  time: number,
): number {
  if (place < 0) return place;
  const { campus } = at(geography.cells, place);
  if (campus < 0) return place;
  const cut = cuts.some((one) => one.campus === campus && time >= one.from && time < one.to);
  return cut ? at(geography.campuses, campus).neighbour : place;
}
