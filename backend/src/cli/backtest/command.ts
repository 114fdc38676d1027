import type { Command } from 'commander';
import { writeFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { embeddedIn, openStoredWorld, type StoredWorld } from '../../adapters/stored-world/index.ts';
import { loadConfig, type Config } from '../../config/index.ts';
import { parseDuration } from '../../config/duration.ts';
import { engineSettings, runBacktest, unknownAreas } from '../../modules/backtest/index.ts';
import { isDay, LocalTime } from '../../modules/calendar/index.ts';
import { parseTime } from '../../modules/web/time-parameter.ts';
import { storeOptions } from '../../server/open-store.ts';
import { Progress } from '../progress.ts';
import { UsageError } from '../usage-error.ts';
import { readChangesFile, type ChangesFile } from './changes-file.ts';
import { formatBacktest } from './report.ts';

interface BacktestCommandOptions {
  readonly config: string;
  readonly from: string;
  readonly to: string;
  readonly warmUp: string;
  readonly store?: string;
  readonly dataDir?: string;
  readonly json?: boolean;
  readonly out?: string;
}

interface Span {
  readonly fromMs: number;
  readonly toMs: number;
  readonly warmUpMs: number;
}

/** Events read in one go: nobody else waits for this process. */
const SLICE_EVENTS = 100_000;

/** `tidewall backtest`. */
export function registerBacktest(program: Command): void {
  program
    .command('backtest')
    .description('what other thresholds would have detected in stored events: more, less or at another time')
    .requiredOption('--config <file>', 'YAML with the thresholds to try: {rule, parameter, value, areaId?}')
    .requiredOption('--from <time>', 'detections from this event time on: RFC 3339, or a local day')
    .requiredOption('--to <time>', 'and before this one')
    .option('--store <dir>', 'of a replay with --store, or a data directory [that of the configuration]')
    .option('--warm-up <duration>', 'how much earlier events are read, as far as they are stored', '90d')
    .option('--data-dir <dir>', 'data directory: store of a server, and where the pseudonym key is kept')
    .option('--json', 'print JSON instead of tables')
    .option('--out <file>', 'write there [stdout]')
    .action(backtest);
}

async function backtest(options: BacktestCommandOptions): Promise<void> {
  const file = readChangesFile(options.config);
  const config = loadConfig({ flags: options.dataDir === undefined ? {} : { dataDir: options.dataDir } });
  const span = spanOf(options, config.timeZone);
  const world = await openWorld(options, config);
  const progress = new Progress();
  try {
    checkAreas(file, world);
    const result = await runBacktest({
      ...span,
      store: world.store,
      pseudonymKey: world.key,
      reference: world.reference,
      settings: await engineSettings(config),
      changes: file.changes,
      sliceEvents: SLICE_EVENTS,
      progress: (share) => progress.step(`${Math.floor(share * 100)} % of the events`),
    });
    progress.end();
    const text = options.json ? `${JSON.stringify(result, null, 2)}\n` : formatBacktest(result);
    if (options.out === undefined) process.stdout.write(text);
    else writeFileSync(options.out, text);
  } finally {
    progress.end();
    await world.store.close();
  }
}

function openWorld(options: BacktestCommandOptions, config: Config): Promise<StoredWorld> {
  const directory = options.store === undefined ? config.dataDir : resolve(options.store);
  return openStoredWorld({
    directory,
    keyDirectory: config.dataDir,
    key: config.pseudonymKey,
    store: options.store === undefined ? storeOptions(config) : embeddedIn(directory),
  });
}

function checkAreas({ changes, where }: ChangesFile, { reference }: StoredWorld): void {
  const faults = unknownAreas(changes, reference).map(
    (index) => `${where(['thresholds', index, 'areaId'])} is not in areas.csv`,
  );
  if (faults.length > 0) throw new UsageError(faults.join('\n'));
}

function spanOf({ from, to, warmUp }: BacktestCommandOptions, timeZone: string): Span {
  const fromMs = timeOf('--from', from, timeZone);
  const toMs = timeOf('--to', to, timeZone);
  if (fromMs >= toMs) throw new UsageError('--to must be later than --from');
  const warmUpMs = parseDuration(warmUp);
  if (warmUpMs === null) throw new UsageError('--warm-up must be a duration like 90d');
  return { fromMs, toMs, warmUpMs };
}

function timeOf(option: string, text: string, timeZone: string): number {
  if (isDay(text)) return new LocalTime(timeZone).startOfDay(text);
  const ms = parseTime(text);
  if (ms === null)
    throw new UsageError(`${option} must be a time like 2026-02-10T00:00:00+08:00, or a day like 2026-02-10`);
  return ms;
}
