import type { Feed, SourceFormat } from '@tidewall/streams';
import { readReference, ReferenceIds, type Reference } from '@tidewall/streams';
import {
  createProvince,
  createSimulation,
  FILE_DISORDER,
  filePlan,
  type Province,
  type Simulation,
} from '@tidewall/streams/simulator';

const SEED = 5;
/** 2026-01-05 in China: a Monday. */
export const FIRST_DAY_MS = Date.parse('2026-01-05T00:00:00+08:00');

/** A synthetic province with its events. */
export interface World {
  readonly province: Province;
  readonly simulation: Simulation;
}

export function simulatedWorld(subscribers: number): World {
  const province = createProvince({ seed: SEED, subscribers, knownBefore: FIRST_DAY_MS });
  const plan = filePlan(province.geography, SEED, 1);
  return { province, simulation: createSimulation({ province, plan, start: FIRST_DAY_MS, disorder: FILE_DISORDER }) };
}

export function referenceOf({ province }: World, ids = new ReferenceIds()): Reference {
  return readReference(province.referenceFiles(), ids);
}

/** Bytes of one feed in one format. */
export interface Sample {
  readonly format: SourceFormat;
  readonly bytes: Uint8Array;
  readonly events: number;
}

export type SampleKind = 'csv' | 'ndjson' | 'mapped';

/** One hour at noon of a feed. Mapped: the columns of the CSV, no header, separated by bars. */
export function sampleHour({ simulation }: World, feed: Feed, kind: SampleKind): Sample {
  const hour = simulation.hour(12);
  const events = hour[feed].length;
  if (kind === 'ndjson') return { format: { kind }, bytes: simulation.ndjson(hour, feed), events };
  const csv = simulation.csv(hour, feed);
  if (kind === 'csv') return { format: { kind }, bytes: csv, events };
  return { format: { kind, mapping: { delimiter: '|', columns: columnsOf(csv), skipLines: 1 } }, bytes: barred(csv), events };
}

function columnsOf(csv: Uint8Array): Record<string, number> {
  const header = new TextDecoder().decode(csv.subarray(0, csv.indexOf(10)));
  return Object.fromEntries(header.split(',').map((name, column) => [name, column]));
}

const COMMA = 0x2c;
const BAR = 0x7c;

function barred(csv: Uint8Array): Uint8Array {
  return csv.map((byte) => (byte === COMMA ? BAR : byte));
}
