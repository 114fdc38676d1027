import type { ReferenceFile } from '@tidewall/streams';
import { call, seen, type FeedEvent } from '@tidewall/streams/testing';
import { packFolderOf, syntheticPack, writePack } from '@tidewall/backend';
import { createProvince, type Topology } from '@tidewall/streams/simulator';

const MINUTE_MS = 60_000;
const DAY_MS = 24 * 60 * MINUTE_MS;
const SEED = 7;

type Row = Readonly<Record<string, string>>;

/** A drawn province with boundaries, small in people, and what a test plants in it. */
export class TestProvince {
  readonly files: Readonly<Record<ReferenceFile, string>>;
  readonly cityNames: readonly string[];
  readonly #residents: readonly Row[];
  readonly #boundaries: Topology;
  /** A cell of each city. */
  readonly #cellOf = new Map<string, string>();
  readonly #cityOf: (areaId: string) => string;

  constructor() {
    const province = createProvince({ seed: SEED, subscribers: 100, knownBefore: Date.now() - 30 * DAY_MS });
    this.files = province.referenceFiles();
    this.#boundaries = province.boundaries();
    const areas = new Map(rowsOf(this.files.areas).map((row) => [row['areaId'], row]));
    this.#cityOf = (areaId) => {
      let area = areas.get(areaId);
      while (area !== undefined && area['level'] !== 'city') area = areas.get(area['parentId']);
      return area?.['areaId'] ?? '';
    };
    for (const { cellId = '', areaId = '' } of rowsOf(this.files.cells)) {
      const city = this.#cityOf(areaId);
      if (!this.#cellOf.has(city)) this.#cellOf.set(city, cellId);
    }
    this.cityNames = [...this.#cellOf.keys()].map((city) => areas.get(city)?.['name'] ?? '');
    this.#residents = rowsOf(this.files.subscribers).filter(({ homeAreaId }) => homeAreaId !== '');
  }

  /** Puts its map pack into a data directory. */
  async writeMap(dataDir: string): Promise<void> {
    await writePack(packFolderOf(dataDir), syntheticPack(this.#boundaries, Date.now()));
  }

  /** Residents by their home city: what `trip` and `atHome` ask for. */
  residentsByCity(): ReadonlyMap<string, readonly number[]> {
    const byCity = new Map<string, number[]>();
    for (const [resident, { homeAreaId = '' }] of this.#residents.entries()) {
      const city = this.#cityOf(homeAreaId);
      byCity.set(city, [...(byCity.get(city) ?? []), resident]);
    }
    return byCity;
  }

  /** Nine days away, then home for the first time 35 minutes ago; in the order of time. Not yet a homecoming. */
  trip(resident: number, now: number): readonly FeedEvent[] {
    const { msisdn = '', homeAreaId = '' } = this.#residents[resident] ?? {};
    const home = this.#cityOf(homeAreaId);
    const elsewhere = [...this.#cellOf.keys()].find((city) => city !== home) ?? '';
    const away = this.#cellOf.get(elsewhere) ?? '';
    return [
      seen(now - 9 * DAY_MS, msisdn, away),
      seen(now - 5 * DAY_MS, msisdn, away),
      this.atHome(resident, now - 35 * MINUTE_MS),
    ];
  }

  atHome(resident: number, at: number): FeedEvent {
    const { msisdn = '', homeAreaId = '' } = this.#residents[resident] ?? {};
    return seen(at, msisdn, this.#cellOf.get(this.#cityOf(homeAreaId)) ?? '');
  }

  /** Calls of one of ours with so many numbers of a rival that nobody has seen before, within half a second. */
  newRivals(resident: number, count: number, now: number): readonly FeedEvent[] {
    const { msisdn = '', homeAreaId = '' } = this.#residents[resident] ?? {};
    const rival = rowsOf(this.files.operators).find(({ own }) => own === 'false')?.['operatorId'] ?? '';
    const cell = this.#cellOf.get(this.#cityOf(homeAreaId)) ?? '';
    return Array.from({ length: count }, (_, index) =>
      call(now - 1_000 + index * 10, msisdn, `8619900${100_000 + index}`, cell, { peerOperator: rival }),
    );
  }
}

/** The rows of the province's own files, whose fields that we read hold no commas. */
function rowsOf(csv: string): readonly Row[] {
  const [header = '', ...lines] = csv.trimEnd().split('\n');
  const names = header.split(',');
  return lines.map((line) => {
    const values = line.split(',');
    return Object.fromEntries(names.map((name, index) => [name, values[index] ?? '']));
  });
}
