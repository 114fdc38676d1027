import { mkdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { writeSimulatedDay } from '../data/simulated-day.ts';
import type { Bench, Figure } from '../figure.ts';
import { runProgram, type ProgramRun } from '../program.ts';

/**
 * A day of events through the command line, each run a process of its own. The price of starting and of reading the
 * reference data is measured by a run without events and taken off; the wall-clock rate is the command's own.
 */
export const replay: Bench = {
  name: 'replay',
  about:
    'two million events of one day through `tidewall replay`: detections alone, with windows, with store',
  async run({ directory, say }) {
    const work = join(directory, 'replay');
    const day = writeSimulatedDay(work, say);
    const run = (data: string, ...options: string[]): Promise<ProgramRun> => replayOnce(work, data, options);
    const start = await run(day.empty);
    const figures: Figure[] = [];
    for (const [format, data] of [
      ['CSV', day.csv],
      ['NDJSON', day.ndjson],
    ] as const) {
      figures.push(figureOf(`replay ${format}`, day.events, await run(data), start));
      const windows = await run(data, '--windows', join(work, 'run', 'windows.ndjson'));
      figures.push(figureOf(`replay ${format}, windows written`, day.events, windows, start));
      const stored = await run(data, '--store', join(work, 'run', 'store'));
      figures.push(figureOf(`replay ${format} into the store`, day.events, stored, start));
    }
    rmSync(work, { recursive: true, force: true });
    return figures;
  },
};

async function replayOnce(work: string, data: string, options: readonly string[]): Promise<ProgramRun> {
  const directory = join(work, 'run');
  rmSync(directory, { recursive: true, force: true });
  mkdirSync(directory, { recursive: true });
  const out = join(directory, 'detections.ndjson');
  return runProgram(['replay', '--data', data, '--out', out, ...options], directory);
}

function figureOf(name: string, events: number, run: ProgramRun, start: ProgramRun): Figure {
  const read = Number(/^read\s+(\d+)/m.exec(run.stderr)?.[1]);
  if (read !== events) throw new Error(`${name}: ${read} of ${events} events read`);
  const seconds = Number(/\(([\d.]+) s\)/.exec(run.stderr)?.[1]);
  return {
    name,
    events,
    eventsPerSecond: events / seconds,
    eventsPerCoreSecond: events / (run.cpuSeconds - start.cpuSeconds),
    peakBytes: run.peakBytes,
    note: `whole process ${run.wallSeconds.toFixed(1)} s, ${run.cpuSeconds.toFixed(1)} s of processor, start ${start.cpuSeconds.toFixed(1)} s`,
  };
}
