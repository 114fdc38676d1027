import { mkdirSync, openSync, writeSync, closeSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { FEEDS, type Feed } from '@tidewall/streams';
import { simulatedWorld, type World } from './simulated.ts';

/** Directories to replay: the same day as CSV and as NDJSON, and one with reference data and empty event files. */
export interface SimulatedDay {
  readonly csv: string;
  readonly ndjson: string;
  readonly empty: string;
  readonly events: number;
  readonly subscribers: number;
}

const SUBSCRIBERS = 55_000;
const HOURS = 24;

/** Writes a day of a province of 55 000 subscribers, about 2 million events. */
export function writeSimulatedDay(directory: string, say: (step: string) => void): SimulatedDay {
  const world = simulatedWorld(SUBSCRIBERS);
  const day = { csv: join(directory, 'csv'), ndjson: join(directory, 'ndjson'), empty: join(directory, 'empty') };
  for (const target of Object.values(day)) writeReference(world, target);
  for (const feed of FEEDS) writeFileSync(join(day.empty, `${feed}.ndjson`), '');
  const events = writeEvents(world, day);
  say(`${events} events of ${SUBSCRIBERS} subscribers over one day`);
  return { ...day, events, subscribers: SUBSCRIBERS };
}

function writeReference({ province }: World, directory: string): void {
  mkdirSync(directory, { recursive: true });
  for (const [name, text] of Object.entries(province.referenceFiles())) writeFileSync(join(directory, `${name}.csv`), text);
}

function writeEvents({ simulation }: World, day: { csv: string; ndjson: string }): number {
  const open = (format: 'csv' | 'ndjson', feed: Feed): number => openSync(join(day[format], `${feed}.${format}`), 'w');
  const files = FEEDS.map((feed) => ({ feed, csv: open('csv', feed), ndjson: open('ndjson', feed) }));
  let events = 0;
  for (let index = 0; index < HOURS; index++) {
    const hour = simulation.hour(index);
    for (const { feed, csv, ndjson } of files) {
      const lines = simulation.csv(hour, feed);
      // Each hour begins with the header; the file needs it once.
      writeSync(csv, index === 0 ? lines : lines.subarray(lines.indexOf(10) + 1));
      writeSync(ndjson, simulation.ndjson(hour, feed));
      events += hour[feed].length;
    }
  }
  for (const { csv, ndjson } of files) for (const file of [csv, ndjson]) closeSync(file);
  return events;
}
