import { seen, type FeedEvent } from '@tidewall/streams/testing';
import type { Desk } from './desk.ts';
import type { TestProvince } from './province.ts';
import { until } from './until.ts';

const MINUTE_MS = 60_000;

/** How many people are seen in a minute, by county in the order of areas.csv: two of one city, one of another. */
export const FEW = 7;
const PLAN = [FEW, 25, 22, 30] as const;

/** A province with few people in one county, and enough in others that they could be found by subtraction. */
export class CountedPeople {
  readonly provinceId: string;
  readonly cityId: string;
  /** The county of the few, the two beside it, and one of another city. */
  readonly countyIds: readonly string[];
  readonly #cells: readonly string[];
  readonly #numbers: readonly string[];

  constructor({ files }: TestProvince) {
    const areas = rowsOf(files.areas);
    const parentOf = new Map(areas.map(({ areaId = '', parentId = '' }) => [areaId, parentId]));
    const countyOf = new Map<string, string>();
    const counties = new Set(areas.flatMap(({ areaId = '', level }) => (level === 'county' ? [areaId] : [])));
    const cellOf = new Map<string, string>();
    for (const { cellId = '', areaId = '' } of rowsOf(files.cells)) {
      let county = countyOf.get(areaId) ?? areaId;
      while (county !== '' && !counties.has(county)) county = parentOf.get(county) ?? '';
      countyOf.set(areaId, county);
      if (county !== '' && !cellOf.has(county)) cellOf.set(county, cellId);
    }
    const byCity = Map.groupBy(cellOf.keys(), (county) => parentOf.get(county) ?? '');
    const [first, other] = [...byCity].filter(([, own]) => own.length >= 3);
    if (first === undefined || other === undefined) throw new Error('the province has too few counties');
    this.cityId = first[0];
    this.provinceId = parentOf.get(this.cityId) ?? '';
    this.countyIds = [...first[1].slice(0, 3), other[1][0] ?? ''];
    this.#cells = this.countyIds.map((county) => cellOf.get(county) ?? '');
    this.#numbers = rowsOf(files.subscribers).map(({ msisdn = '' }) => msisdn);
  }

  /** Everybody is seen within the minute that begins at a time. */
  minute(startMs: number): readonly FeedEvent[] {
    let next = 0;
    return PLAN.flatMap((people, county) =>
      Array.from({ length: people }, (_, index) => {
        const number = this.#numbers[next++] ?? '';
        return seen(startMs + index * 100, number, this.#cells[county] ?? '');
      }),
    ).toSorted((a, b) => Number(a.event.eventTime) - Number(b.event.eventTime));
  }
}

/** The start of the last minute that has been over for so many minutes. */
export function minuteBefore(now: number, minutes: number): number {
  return (Math.floor(now / MINUTE_MS) - minutes) * MINUTE_MS;
}

/** An administrator lets somebody in; a scope of null is everything. */
export async function hire(
  administrator: Desk,
  login: string,
  role: string,
  scope: readonly string[] | null,
): Promise<{ readonly oneTimePassword: string; readonly user: { readonly id: string } }> {
  const user = { login, name: login, roles: [role], scope, positions: [] };
  return await administrator.send('POST', '/users', user);
}

/** A moment with some milliseconds on either side: states of alerts have times to the millisecond. */
export async function momentBetween(): Promise<number> {
  const from = Date.now();
  await until('some time has passed', () => Date.now() > from + 50);
  const at = Date.now();
  await until('some more', () => Date.now() > at + 50);
  return at;
}

/** The rows of the province's own files, whose fields that are read here hold no commas. */
function rowsOf(csv: string): readonly Readonly<Record<string, string>>[] {
  const [header = '', ...lines] = csv.trimEnd().split('\n');
  const names = header.split(',');
  return lines.map((line) => {
    const values = line.split(',');
    return Object.fromEntries(names.map((name, index) => [name, values[index] ?? '']));
  });
}
