import { createPseudonyms } from '@tidewall/clickhouse/rows';
import { readReference, ReferenceIds, TimeZone, type DayKind, type Reference } from '@tidewall/streams';
import type { Command } from 'commander';
import { resolve } from 'node:path';
import { embeddedIn, openStoredWorld, type StoredWorld } from '../../adapters/stored-world/index.ts';
import { loadConfig, type Config } from '../../config/index.ts';
import { isDay, LocalTime, openCalendar } from '../../modules/calendar/index.ts';
import { thresholdTable, verify, type VerifyReport } from '../../modules/verification/index.ts';
import { parseTime } from '../../modules/web/time-parameter.ts';
import { storeOptions } from '../../server/open-store.ts';
import { Progress } from '../progress.ts';
import { UsageError } from '../usage-error.ts';
import { formatReport } from './report.ts';

interface VerifyOptions {
  readonly store?: string;
  readonly config?: string;
  readonly from?: string;
  readonly to?: string;
  readonly json?: boolean;
}

/** `tidewall verify`: what is stored against what follows from the raw rows. */
export function registerVerify(program: Command): void {
  program
    .command('verify')
    .description(
      'compute windows and detections a second time from stored raw events, by other code, and tell every difference',
    )
    .option(
      '--store <dir>',
      'directory of a replay with --store, or of a server [dataDir of the configuration]',
    )
    .option('--config <file>', 'configuration that the store was written with [tidewall.config.yaml]')
    .option('--from <time>', 'compare from a time or day on [the first raw event]')
    .option('--to <time>', 'compare before a time or day [the end]')
    .option('--json', 'print JSON instead of a table')
    .action(runVerify);
}

async function runVerify(options: VerifyOptions): Promise<void> {
  const config = loadConfig({ file: options.config, flags: {} });
  const fromMs = options.from === undefined ? null : timeOf('--from', options.from, config.timeZone);
  const toMs = options.to === undefined ? null : timeOf('--to', options.to, config.timeZone);
  if (fromMs !== null && toMs !== null && fromMs >= toMs)
    throw new UsageError('--to must be later than --from');
  const world = await openWorld(options, config);
  const progress = new Progress();
  let report: VerifyReport;
  try {
    report = await verifyWorld(world, config, { fromMs, toMs }, (text) => progress.step(text));
  } finally {
    progress.end();
    await world.store.close();
  }
  process.stdout.write(options.json ? `${JSON.stringify(report, null, 2)}\n` : formatReport(report));
  if (report.unexplained > 0) throw new Error(`${report.unexplained} differences`);
}

async function verifyWorld(
  { store, key, reference: texts }: StoredWorld,
  config: Config,
  span: { readonly fromMs: number | null; readonly toMs: number | null },
  progress: (text: string) => void,
): Promise<VerifyReport> {
  const reference = readReference(texts, new ReferenceIds());
  const calendar = await openCalendar(config.calendar);
  const pseudonyms = createPseudonyms(key);
  const zone = new TimeZone(config.timeZone);
  const kinds = new Map<number, DayKind>();
  return await verify({
    ...span,
    store,
    reference,
    zone,
    thresholds: thresholdTable(texts.thresholds ?? '', chainsOf(reference)),
    nameOf: (digits) => pseudonyms.idOf(digits),
    dayKind: (day) => kinds.get(day) ?? remember(kinds, day, calendar.dayKind(zone.dayText(day))),
    progress,
  });
}

function remember(kinds: Map<number, DayKind>, day: number, kind: DayKind): DayKind {
  kinds.set(day, kind);
  return kind;
}

/** An area and all that it lies in, by id. */
function chainsOf({ areas, ids }: Reference): (areaId: string) => readonly string[] {
  return (areaId) => areas.chain(ids.areas.indexOf(areaId)).map((area) => ids.areas.idOf(area));
}

function openWorld(options: VerifyOptions, config: Config): Promise<StoredWorld> {
  const directory = options.store === undefined ? config.dataDir : resolve(options.store);
  return openStoredWorld({
    directory,
    keyDirectory: config.dataDir,
    key: config.pseudonymKey,
    store: options.store === undefined ? storeOptions(config) : embeddedIn(directory),
  });
}

function timeOf(option: string, text: string, timeZone: string): number {
  if (isDay(text)) return new LocalTime(timeZone).startOfDay(text);
  const ms = parseTime(text);
  if (ms === null)
    throw new UsageError(`${option} must be a time like 2026-02-10T00:00:00+08:00, or a day like 2026-02-10`);
  return ms;
}
