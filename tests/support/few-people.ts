import { seen, type FeedEvent } from '@tidewall/streams/testing';
import { CountedPeople, FEW } from './map-fixture.ts';
import type { TestProvince } from './province.ts';

const MINUTE_MS = 60_000;
const QUARTER_MS = 15 * MINUTE_MS;
/** How many come home to one city after the other. */
const RETURNED = [FEW, 12, 15] as const;

/** Seven people present in a county, seven who came home, seven on a campus, and enough of others to subtract from. */
export class FewPeople {
  readonly counted: CountedPeople;
  readonly campusId: string;
  /** The city that seven came home to. */
  readonly homeCityId: string;
  readonly #province: TestProvince;
  readonly #campusCell: string;
  readonly #travellers: readonly number[];
  readonly #others: readonly string[];

  constructor(province: TestProvince) {
    this.#province = province;
    this.counted = new CountedPeople(province);
    const campus = lines(province.files.hotspots).find(([, type]) => type === 'campus');
    this.campusId = campus?.[0] ?? '';
    const cell = lines(province.files['hotspot-cells']).find(([hotspotId]) => hotspotId === this.campusId);
    this.#campusCell = cell?.[1] ?? '';
    const cities = [...province.residentsByCity()].filter(([, residents]) => residents.length >= 15);
    if (cities.length < RETURNED.length) throw new Error('the province has too few residents');
    this.homeCityId = cities[0]?.[0] ?? '';
    this.#travellers = RETURNED.flatMap((count, index) => cities[index]?.[1].slice(0, count) ?? []);
    const residents = lines(province.files.subscribers).filter(([, home]) => home !== '');
    const away = new Set(this.#travellers);
    this.#others = residents.flatMap(([msisdn = ''], resident) => (away.has(resident) ? [] : [msisdn]));
  }

  /** Start of the quarter of an hour in which seven are on the campus: it is over when the minute at `startMs` begins. */
  quarterBefore(startMs: number): number {
    return Math.floor(startMs / QUARTER_MS) * QUARTER_MS - QUARTER_MS;
  }

  /** Everything in the order of time, ending with the minute that begins at `startMs`, in which people are present. */
  events(startMs: number): readonly FeedEvent[] {
    const homeAt = startMs - 2 * MINUTE_MS;
    const came = this.#travellers.flatMap((resident) => [
      ...this.#province.trip(resident, homeAt),
      this.#province.atHome(resident, homeAt),
    ]);
    const quarter = this.quarterBefore(startMs);
    const there = this.#others
      .slice(0, FEW)
      .map((msisdn, index) => seen(quarter + MINUTE_MS + index * 100, msisdn, this.#campusCell));
    return [...came, ...there, ...this.counted.minute(startMs)].toSorted(
      (a, b) => Number(a.event.eventTime) - Number(b.event.eventTime),
    );
  }
}

/** Rows without the header; what is read of them holds no commas. */
function lines(csv: string): readonly (readonly string[])[] {
  return csv
    .trimEnd()
    .split('\n')
    .slice(1)
    .map((line) => line.split(','));
}
