import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { FEEDS, REFERENCE_FILES } from '@tidewall/streams';
import {
  createProvince,
  createSimulation,
  FILE_DISORDER,
  filePlan,
  type Simulation,
  type TruthKeeper,
} from '@tidewall/streams/simulator';
import { packFolderOf, syntheticPack, writePack } from '../../modules/boundaries/index.ts';
import { EventFileWriter } from './event-file-writer.ts';

const DAY_MS = 86_400_000;
/** Files are written for UTC+8. */
const OFFSET_MS = 8 * 3_600_000;

export interface DataSetOptions {
  readonly directory: string;
  readonly days: number;
  readonly subscribers: number;
  readonly seed: number;
  /** Local midnight of the first day, epoch milliseconds. */
  readonly startMs: number;
  readonly format: 'csv' | 'ndjson';
  readonly gzip: boolean;
  readonly onHour: (done: number, total: number) => void;
}

/** Writes reference files, map pack, event files and truth of a synthetic province. */
export async function writeDataSet(options: DataSetOptions): Promise<{ events: number; truths: number }> {
  const { directory, days, subscribers, seed, startMs } = options;
  await mkdir(directory, { recursive: true });
  const province = createProvince({ seed, subscribers, knownBefore: startMs });
  const reference = province.referenceFiles();
  for (const file of REFERENCE_FILES) await writeFile(join(directory, `${file}.csv`), reference[file]);
  await writePack(packFolderOf(directory), syntheticPack(province.boundaries(), startMs));
  const startDay = Math.round((startMs + OFFSET_MS) / DAY_MS);
  const plan = filePlan(province.geography, seed, days, startDay);
  const simulation = createSimulation({ province, plan, start: startMs, disorder: FILE_DISORDER });
  const keeper = simulation.keeper(0);
  const events = await writeEvents(simulation, keeper, options);
  const truths = keeper.finish();
  await writeFile(
    join(directory, 'truth.ndjson'),
    truths.map((truth) => `${JSON.stringify(truth)}\n`).join(''),
  );
  return { events, truths: truths.length };
}

async function writeEvents(
  simulation: Simulation,
  keeper: TruthKeeper,
  options: DataSetOptions,
): Promise<number> {
  const { directory, format, gzip, days, onHour } = options;
  const writers = FEEDS.map((feed) => ({ feed, writer: new EventFileWriter(directory, feed, format, gzip) }));
  const hours = days * 24;
  let events = 0;
  for (let index = 0; index < hours; index++) {
    const hour = simulation.hour(index);
    keeper.see(hour);
    for (const { feed, writer } of writers) {
      await writer.write(format === 'csv' ? simulation.csv(hour, feed) : simulation.ndjson(hour, feed));
      events += hour[feed].length;
    }
    onHour(index + 1, hours);
  }
  for (const { writer } of writers) await writer.close();
  return events;
}
