import type { Detection, Engine, Rejection, SourceStatus, Step, WindowResult } from '@tidewall/streams';
import { isAscii } from 'node:buffer';
import type { EventFile, EventFileReader } from './event-files.ts';

/** Where the outputs of a replay go, step by step. */
export interface ReplaySink {
  detections(detections: readonly Detection[]): void;
  windows(windows: readonly WindowResult[]): void;
  rejections(file: EventFile, rejections: readonly Rejection[]): void;
  /** Every step, for a store; awaited before the next. `ended`: the file has been read to its end. */
  step?(step: Step, source: EventFileReader | null, ended: boolean): Promise<void>;
  progress?(read: number): void;
}

/** What a replay read. */
export interface ReplayResult {
  readonly sources: readonly SourceStatus[];
}

/**
 * Reads event files through the engine, always from the one whose events are furthest behind, so that little has to
 * wait; the result does not depend on that choice. `close` also closes the windows and days that end after the last
 * event.
 */
export async function replayFiles(
  engine: Engine,
  readers: readonly EventFileReader[],
  sink: ReplaySink,
  close: boolean,
): Promise<ReplayResult> {
  const open = new Map<EventFileReader, number>();
  for (const reader of readers) {
    await engine.open(reader.source, reader.file.feed);
    open.set(reader, engine.newestEventTime(reader.source));
  }
  let read = 0;
  while (open.size > 0) {
    const reader = furthestBehind(open);
    const next = await reader.next();
    const step =
      next === null
        ? await engine.finish(reader.source)
        : await engine.ingest({
            source: reader.source,
            feed: reader.file.feed,
            format: next.format,
            bytes: next.chunk.bytes,
            lines: next.chunk.lines,
            ascii: isAscii(next.chunk.bytes),
            firstLine: next.chunk.firstLine,
            now: null,
          });
    if (next === null) open.delete(reader);
    else open.set(reader, engine.newestEventTime(reader.source));
    if (step.judged && step.judged.rejections.length > 0)
      sink.rejections(reader.file, step.judged.rejections);
    await deliver(step, sink, reader, next === null);
    if (sink.step === undefined) engine.recycle(step);
    sink.progress?.((read += step.judged?.read ?? 0));
  }
  await deliver(await engine.drain(close), sink, null, false);
  return { sources: (await engine.counters()).sources };
}

function furthestBehind(open: ReadonlyMap<EventFileReader, number>): EventFileReader {
  let behind: EventFileReader | null = null;
  let oldest = Number.POSITIVE_INFINITY;
  for (const [reader, newest] of open) {
    if (behind !== null && newest >= oldest) continue;
    behind = reader;
    oldest = newest;
  }
  return behind!;
}

async function deliver(
  step: Step,
  sink: ReplaySink,
  reader: EventFileReader | null,
  ended: boolean,
): Promise<void> {
  if (step.detections.length > 0) sink.detections(step.detections);
  if (step.windows.length > 0) sink.windows(step.windows);
  await sink.step?.(step, reader, ended);
}
