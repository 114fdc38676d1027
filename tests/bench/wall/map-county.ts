import { seen, type RawEvent } from '@tidewall/streams/testing';
import { Api } from '../../support/api.ts';
import type { TestProvince } from '../../support/province.ts';
import { rowsOf } from '../live/load.ts';

const CELLS = 20_000;
const QUARTER_MS = 900_000;
/** One cell in so many has people, ten and more of them, so that they have different shades. */
const EVERY = 4;
const LEAST = 10;
const SPREAD = 17;
const BODY = 10_000;

/** Puts the province with a county of 20 000 cells, over all of its ground, and people in them; gives the county. */
export async function putCounty(url: string, { files }: TestProvince): Promise<string> {
  const api = new Api(url);
  const areas = new Map(
    rowsOf(files.areas).map(([id = '', parent = '', level = '']) => [id, { parent, level }]),
  );
  const countyOf = (areaId: string): string => {
    let at = areaId;
    while (areas.has(at) && areas.get(at)?.level !== 'county') at = areas.get(at)?.parent ?? '';
    return at;
  };
  const rows = rowsOf(files.cells).map(([cellId = '', areaId = '', latitude, longitude]) => ({
    cellId,
    areaId,
    latitude: Number(latitude),
    longitude: Number(longitude),
  }));
  const countyId = countyOf(rows[0]?.areaId ?? '');
  const own = rows.filter(({ areaId }) => countyOf(areaId) === countyId);
  const more = cellsOver(own);
  const lines = more.map((cell) => `${cell.cellId},${own[0]?.areaId ?? ''},${cell.place},NR,bench`);
  const cells = `${files.cells.trimEnd()}\n${lines.join('\n')}\n`;
  for (const [file, csv] of Object.entries({ ...files, cells })) {
    const { status, text } = await api.putReference(file, csv);
    if (status !== 200) throw new Error(`${file} answered ${String(status)}: ${text}`);
  }
  await putPeople(api, more);
  return countyId;
}

interface NewCell {
  readonly cellId: string;
  /** Latitude and longitude as in cells.csv. */
  readonly place: string;
}

function cellsOver(own: readonly { latitude: number; longitude: number }[]): readonly NewCell[] {
  const [south, north] = ends(own.map(({ latitude }) => latitude));
  const [west, east] = ends(own.map(({ longitude }) => longitude));
  const side = Math.ceil(Math.sqrt(CELLS));
  return Array.from({ length: CELLS }, (_, index) => {
    const latitude = south + ((north - south) * (index % side)) / side;
    const longitude = west + ((east - west) * Math.floor(index / side)) / side;
    return { cellId: `bench-${String(index)}`, place: `${latitude.toFixed(6)},${longitude.toFixed(6)}` };
  });
}

/** In the last quarter of an hour that is over, and in the running one, which may be over before the end. */
async function putPeople(api: Api, cells: readonly NewCell[]): Promise<void> {
  const running = Math.floor(Date.now() / QUARTER_MS) * QUARTER_MS;
  for (const start of [running - QUARTER_MS, running]) {
    const events = cells.flatMap(({ cellId }, index) => peopleIn(cellId, index, start));
    for (let from = 0; from < events.length; from += BODY)
      await api.ingest('signalling', events.slice(from, from + BODY));
    await api.declareWatermark('signalling', start);
  }
}

function peopleIn(cellId: string, index: number, at: number): readonly RawEvent[] {
  if (index % EVERY !== 0) return [];
  return Array.from({ length: LEAST + (index % SPREAD) }, (_, person) => {
    const number = `8613${String(500_000_000 + index * 100 + person)}`;
    return seen(at, number, cellId).event;
  });
}

function ends(values: readonly number[]): readonly [number, number] {
  return [Math.min(...values), Math.max(...values)];
}
