import {
  compareDetections,
  type Detection,
  type Engine,
  type Rejection,
  type WindowResult,
} from '@tidewall/streams';
import { copyFileSync, mkdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { EventFile } from './event-files.ts';
import { LineFile } from './line-file.ts';
import type { ReplaySink } from './replay.ts';
import { countDetections } from './summary.ts';

/** Where people want the outputs: null is stdout for detections and nowhere for the others. */
export interface OutputPaths {
  readonly out: string | null;
  readonly windows: string | null;
  readonly rejections: string | null;
}

export interface ReplayOutputs extends Pick<ReplaySink, 'detections' | 'windows' | 'rejections'> {
  /** Writes what is still to write; the detections by type. */
  finish(): ReadonlyMap<string, number>;
}

function windowLine({ startMs: _, ...window }: WindowResult): string {
  return JSON.stringify(window);
}

function rejectionLine(file: EventFile, rejection: Rejection): string {
  return JSON.stringify({ file: file.name, feed: file.feed, ...rejection });
}

function writeDetections(path: string | null, detections: Detection[]): ReadonlyMap<string, number> {
  const out = new LineFile(path);
  detections.sort(compareDetections);
  for (const detection of detections) out.write(detection);
  out.close();
  const counts = new Map<string, number>();
  countDetections(counts, detections);
  return counts;
}

/** Where subscribers without a home on record live, in order of number; the number only where numbers are revealed. */
export async function writeLearnedHomes(engine: Engine, path: string): Promise<void> {
  const out = new LineFile(path);
  for (const home of await engine.learnedHomes()) out.write(home);
  out.close();
}

/** Detections are kept and written in order at the end; windows and rejections go out as they come. */
export class DirectOutputs implements ReplayOutputs {
  readonly #paths: OutputPaths;
  readonly #detections: Detection[] = [];
  readonly #windows: LineFile | null;
  readonly #rejections: LineFile | null;

  constructor(paths: OutputPaths) {
    this.#paths = paths;
    this.#windows = paths.windows === null ? null : new LineFile(paths.windows);
    this.#rejections = paths.rejections === null ? null : new LineFile(paths.rejections);
  }

  detections(detections: readonly Detection[]): void {
    for (const detection of detections) this.#detections.push(detection);
  }

  windows(windows: readonly WindowResult[]): void {
    if (this.#windows !== null) for (const window of windows) this.#windows.writeLine(windowLine(window));
  }

  rejections(file: EventFile, rejections: readonly Rejection[]): void {
    for (const rejection of rejections) this.#rejections?.writeLine(rejectionLine(file, rejection));
  }

  finish(): ReadonlyMap<string, number> {
    this.#windows?.close();
    this.#rejections?.close();
    return writeDetections(this.#paths.out, this.#detections);
  }
}

/**
 * Everything goes to spool files first, whose lengths belong to each checkpoint: after a crash they are cut back to the
 * checkpoint and the same lines come again.
 */
export class SpooledOutputs implements ReplayOutputs {
  readonly #paths: OutputPaths;
  readonly #directory: string;
  readonly #files: Readonly<Record<'detections' | 'windows' | 'rejections', LineFile>>;

  constructor(directory: string, paths: OutputPaths, spooled: Readonly<Record<string, number>>) {
    mkdirSync(directory, { recursive: true });
    const open = (name: string): LineFile =>
      new LineFile(join(directory, `${name}.ndjson`), spooled[name] ?? 0);
    this.#paths = paths;
    this.#directory = directory;
    this.#files = {
      detections: open('detections'),
      windows: open('windows'),
      rejections: open('rejections'),
    };
  }

  /** Makes the spool durable; its lengths. */
  sync(): Record<string, number> {
    return Object.fromEntries(Object.entries(this.#files).map(([name, file]) => [name, file.sync()]));
  }

  detections(detections: readonly Detection[]): void {
    for (const detection of detections) this.#files.detections.write(detection);
  }

  windows(windows: readonly WindowResult[]): void {
    if (this.#paths.windows !== null)
      for (const window of windows) this.#files.windows.writeLine(windowLine(window));
  }

  rejections(file: EventFile, rejections: readonly Rejection[]): void {
    for (const rejection of rejections) this.#files.rejections.writeLine(rejectionLine(file, rejection));
  }

  finish(): ReadonlyMap<string, number> {
    for (const file of Object.values(this.#files)) file.close();
    for (const name of ['windows', 'rejections'] as const) {
      const path = this.#paths[name];
      if (path !== null) copyFileSync(join(this.#directory, `${name}.ndjson`), path);
    }
    const lines = readFileSync(join(this.#directory, 'detections.ndjson'), 'utf8')
      .split('\n')
      .filter(Boolean);
    return writeDetections(
      this.#paths.out,
      lines.map((line) => JSON.parse(line) as Detection),
    );
  }
}
