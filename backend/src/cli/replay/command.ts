import { compareDetections, type Detection, type EngineSettings } from '@tidewall/streams';
import { InvalidArgumentError, type Command } from 'commander';
import { openEngine } from '../../adapters/engine/open-engine.ts';
import { loadPseudonymKey } from '../../adapters/journal/index.ts';
import { loadConfig, type Config } from '../../config/index.ts';
import { EventFileReader, findEventFiles, readReferenceFiles } from './event-files.ts';
import { LineFile } from './line-file.ts';
import { replayFiles, type ReplaySink } from './replay.ts';
import { countDetections, formatSummary } from './summary.ts';

interface ReplayOptions {
  readonly data: string;
  readonly out?: string;
  readonly windows?: string;
  readonly rejections?: string;
  readonly config?: string;
  readonly revealNumbers?: boolean;
  readonly close?: boolean;
  readonly batchSize?: number;
  readonly shards?: number;
  readonly maxOutOfOrderness?: string;
}

/** `tidewall replay`: a directory of events through the same topology as live. */
export function registerReplay(program: Command): void {
  program
    .command('replay')
    .description('run a directory of event files through the detectors and write every detection as NDJSON')
    .requiredOption('--data <dir>', 'reference files (*.csv) and event files (signalling*, usage*, lifecycle*)')
    .option('--out <file>', 'detections [stdout]')
    .option('--windows <file>', 'also write the closed windows')
    .option('--rejections <file>', 'also write the rejected lines with field and code')
    .option('--config <file>', 'configuration [tidewall.config.yaml]')
    .option('--reveal-numbers', 'put raw numbers into subject.msisdn: for test data only')
    .option('--close', 'also close the windows and days that end after the last event')
    .option('--batch-size <lines>', 'lines in a batch [by file block]', positiveInteger)
    .option('--shards <n>', 'shards by subscriber', positiveInteger)
    .option('--max-out-of-orderness <duration>', 'how long events wait for earlier ones [allowedLateness]')
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
  const { engine } = openEngine(engineSettings(config, options), await loadPseudonymKey(config.dataDir, config.pseudonymKey));
  await engine.setReference(readReferenceFiles(options.data));
  const readers = files.map((file) => new EventFileReader(file, options.batchSize ?? null));
  const outputs = new ReplayOutputs(options);
  const began = performance.now();
  const { sources } = await replayFiles(engine, readers, outputs, options.close ?? false);
  const seconds = (performance.now() - began) / 1000;
  await outputs.finish();
  await engine.close();
  const peakBytes = process.resourceUsage().maxRSS * 1024;
  process.stderr.write(formatSummary({ sources, detections: outputs.counts, seconds, peakBytes }));
}

function engineSettings(config: Config, options: ReplayOptions): EngineSettings {
  const { timeZone, allowedLatenessMs, dedupHorizonMs, maxAheadMs } = config;
  return {
    timeZone,
    allowedLatenessMs,
    dedupHorizonMs,
    maxAheadMs,
    maxOutOfOrdernessMs: options.maxOutOfOrderness === undefined ? allowedLatenessMs : config.maxOutOfOrdernessMs,
    shards: options.shards ?? config.shards,
    revealNumbers: options.revealNumbers ?? false,
  };
}

/** Detections are kept and written in order at the end; windows and rejections go out as they come. */
class ReplayOutputs implements ReplaySink {
  readonly counts = new Map<string, number>();
  readonly #detections: Detection[] = [];
  readonly #out: LineFile;
  readonly #windows: LineFile | null;
  readonly #rejections: LineFile | null;

  constructor(options: ReplayOptions) {
    this.#out = new LineFile(options.out ?? null);
    this.#windows = options.windows === undefined ? null : new LineFile(options.windows);
    this.#rejections = options.rejections === undefined ? null : new LineFile(options.rejections);
  }

  detections(detections: readonly Detection[]): void {
    countDetections(this.counts, detections);
    for (const detection of detections) this.#detections.push(detection);
  }

  windows: ReplaySink['windows'] = (windows) => {
    if (this.#windows === null) return;
    for (const { startMs: _, ...window } of windows) this.#windows.write(window);
  };

  rejections: ReplaySink['rejections'] = (file, rejections) => {
    for (const rejection of rejections) this.#rejections?.write({ file: file.name, feed: file.feed, ...rejection });
  };

  async finish(): Promise<void> {
    this.#detections.sort(compareDetections);
    for (const detection of this.#detections) this.#out.write(detection);
    for (const file of [this.#out, this.#windows, this.#rejections]) await file?.close();
  }
}
