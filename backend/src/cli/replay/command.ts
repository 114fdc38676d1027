import type { EngineSettings } from '@tidewall/streams';
import { InvalidArgumentError, type Command } from 'commander';
import { createHash } from 'node:crypto';
import { statSync } from 'node:fs';
import { openEngine, type OpenedEngine } from '../../adapters/engine/open-engine.ts';
import { loadPseudonymKey } from '../../adapters/journal/index.ts';
import { loadConfig, type Config } from '../../config/index.ts';
import { openCalendar } from '../../modules/calendar/index.ts';
import { Progress } from '../progress.ts';
import { EventFileReader, findEventFiles, readReferenceFiles, type EventFile } from './event-files.ts';
import { DirectOutputs, writeLearnedHomes, type OutputPaths } from './outputs.ts';
import { replayFiles } from './replay.ts';
import { replayIntoStore, type StoredReplayResult } from './stored-replay.ts';
import { formatSummary } from './summary.ts';

interface ReplayOptions {
  readonly data: string;
  readonly out?: string;
  readonly windows?: string;
  readonly rejections?: string;
  readonly learnedHomes?: string;
  readonly store?: string;
  readonly config?: string;
  readonly revealNumbers?: boolean;
  readonly close?: boolean;
  readonly batchSize?: number;
  readonly shards?: number;
  readonly maxOutOfOrderness?: string;
  readonly checkpointEvents: number;
}

/** `tidewall replay`: a directory of events through the same topology as live. */
export function registerReplay(program: Command): void {
  program
    .command('replay')
    .description('run a directory of event files through the detectors and write every detection as NDJSON')
    .requiredOption(
      '--data <dir>',
      'reference files (*.csv) and event files (signalling*, usage*, lifecycle*)',
    )
    .option('--out <file>', 'detections [stdout]')
    .option('--windows <file>', 'also write the closed windows')
    .option('--rejections <file>', 'also write the rejected lines with field and code')
    .option('--learned-homes <file>', 'also write the homes that were learned')
    .option(
      '--store <dir>',
      'also store events and results there; the same command again goes on after a crash',
    )
    .option('--config <file>', 'configuration [tidewall.config.yaml]')
    .option('--reveal-numbers', 'put raw numbers into subject.msisdn: for test data only')
    .option('--close', 'also close the windows and days that end after the last event')
    .option('--batch-size <lines>', 'lines in a batch [by file block]', positiveInteger)
    .option('--shards <n>', 'shards by subscriber', positiveInteger)
    .option('--max-out-of-orderness <duration>', 'how long events wait for earlier ones [allowedLateness]')
    .option(
      '--checkpoint-events <n>',
      'events between two checkpoints of a store',
      positiveInteger,
      2_000_000,
    )
    .action(async (options: ReplayOptions) => runReplay(options));
}

function positiveInteger(text: string): number {
  const value = Number(text);
  if (!Number.isInteger(value) || value < 1) throw new InvalidArgumentError('a whole number from 1');
  return value;
}

async function runReplay(options: ReplayOptions): Promise<void> {
  const files = findEventFiles(options.data);
  const config = loadConfig({
    file: options.config,
    flags: options.maxOutOfOrderness === undefined ? {} : { maxOutOfOrderness: options.maxOutOfOrderness },
  });
  const key = await loadPseudonymKey(config.dataDir, config.pseudonymKey);
  const settings = await engineSettings(config, options);
  const opened = openEngine(settings, key);
  const progress = new Progress();
  try {
    await replayWith(opened, files, settings, key, options, progress);
  } finally {
    progress.end();
    await opened.engine.close();
  }
}

async function replayWith(
  opened: OpenedEngine,
  files: readonly EventFile[],
  settings: EngineSettings,
  key: Buffer,
  options: ReplayOptions,
  progress: Progress,
): Promise<void> {
  const reference = readReferenceFiles(options.data);
  await opened.engine.setReference(reference);
  const paths = {
    out: options.out ?? null,
    windows: options.windows ?? null,
    rejections: options.rejections ?? null,
  };
  const began = performance.now();
  const report = (read: number): void => progress.step(`${Math.floor(read / 100_000) / 10} M events read`);
  const { sources, detections } =
    options.store === undefined
      ? await replayDirectly(opened.engine, files, options, paths, report)
      : await replayIntoStore(opened, files, {
          directory: options.store,
          fingerprint: fingerprint(files, [
            settings,
            reference,
            options.batchSize,
            options.close,
            options.windows !== undefined,
          ]),
          key,
          paths,
          batchSize: options.batchSize ?? null,
          close: options.close ?? false,
          checkpointEvents: options.checkpointEvents,
          progress: report,
        });
  if (options.learnedHomes !== undefined) await writeLearnedHomes(opened.engine, options.learnedHomes);
  progress.end();
  const seconds = (performance.now() - began) / 1000;
  const peakBytes = process.resourceUsage().maxRSS * 1024;
  process.stderr.write(formatSummary({ sources, detections, seconds, peakBytes }));
}

async function replayDirectly(
  engine: OpenedEngine['engine'],
  files: readonly EventFile[],
  options: ReplayOptions,
  paths: OutputPaths,
  progress: (read: number) => void,
): Promise<StoredReplayResult> {
  const readers = files.map((file) => new EventFileReader(file, options.batchSize ?? null));
  const outputs = new DirectOutputs(paths);
  const sink = {
    detections: outputs.detections.bind(outputs),
    windows: outputs.windows.bind(outputs),
    rejections: outputs.rejections.bind(outputs),
    progress,
  };
  const { sources } = await replayFiles(engine, readers, sink, options.close ?? false);
  return { sources, detections: outputs.finish() };
}

/** In replay events wait for the whole allowed lateness unless told otherwise. */
async function engineSettings(config: Config, options: ReplayOptions): Promise<EngineSettings> {
  const { timeZone, allowedLatenessMs, dedupHorizonMs, maxAheadMs } = config;
  return {
    timeZone,
    allowedLatenessMs,
    dedupHorizonMs,
    maxAheadMs,
    maxOutOfOrdernessMs:
      options.maxOutOfOrderness === undefined ? allowedLatenessMs : config.maxOutOfOrdernessMs,
    shards: options.shards ?? config.shards,
    ...(await openCalendar(config.calendar)).settings,
    // Nobody would see the others.
    windows: options.windows === undefined && options.store === undefined ? 'for-detectors' : 'all',
    revealNumbers: options.revealNumbers ?? false,
  };
}

function fingerprint(files: readonly EventFile[], options: readonly unknown[]): string {
  const described = files.map(({ name, path }) => [name, statSync(path).size]);
  return createHash('sha256')
    .update(JSON.stringify([described, options]))
    .digest('hex');
}
