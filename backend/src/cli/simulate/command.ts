import { Option, type Command } from 'commander';
import { isDay } from '../../modules/calendar/index.ts';
import { Progress } from '../progress.ts';
import { UsageError } from '../usage-error.ts';
import { writeDataSet } from './write-data-set.ts';

interface SimulateOptions {
  readonly out: string;
  readonly days: string;
  readonly subscribers: string;
  readonly seed: string;
  readonly start: string;
  readonly format: 'csv' | 'ndjson';
  readonly gzip?: boolean;
}

/** `tidewall simulate`. */
export function registerSimulate(program: Command): void {
  program
    .command('simulate')
    .description(
      'write a synthetic province to a directory: reference files, map pack, three feeds, planted truth',
    )
    .requiredOption('--out <dir>', 'directory to write; made when missing')
    .option('--days <n>', 'days of events', '3')
    .option('--subscribers <n>', 'subscribers of ours', '8000')
    .option('--seed <n>', 'same seed, same bytes', '20260210')
    .option('--start <date>', 'first local day (UTC+8)', '2026-02-02')
    .addOption(
      new Option('--format <format>', 'of the event files').choices(['csv', 'ndjson']).default('csv'),
    )
    .option('--gzip', 'compress the event files')
    .action(runSimulate);
}

async function runSimulate(options: SimulateOptions): Promise<void> {
  if (!isDay(options.start)) throw new UsageError('--start must be a day like 2026-02-02');
  const progress = new Progress();
  const summary = await writeDataSet({
    directory: options.out,
    days: wholeNumber('--days', options.days, 1, 366),
    subscribers: wholeNumber('--subscribers', options.subscribers, 100, 5_000_000),
    seed: wholeNumber('--seed', options.seed, 0, 2_147_483_647),
    startMs: Date.parse(`${options.start}T00:00:00+08:00`),
    format: options.format,
    gzip: options.gzip ?? false,
    onHour: (done, total) => progress.step(`hour ${done} of ${total}`),
  });
  progress.end(`${summary.events} events and ${summary.truths} truths in ${options.out}`);
}

function wholeNumber(name: string, text: string, min: number, max: number): number {
  const value = Number(text);
  if (Number.isInteger(value) && value >= min && value <= max) return value;
  throw new UsageError(`${name} must be a whole number from ${min} to ${max}`);
}
