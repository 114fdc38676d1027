import type { EngineSettings } from '@tidewall/streams';
import { Option, type Command } from 'commander';
import { loadConfig } from '../../config/index.ts';
import { isDay, openCalendar } from '../../modules/calendar/index.ts';
import { Progress } from '../progress.ts';
import { UsageError } from '../usage-error.ts';
import { asMarkdown, asText } from './format-tables.ts';
import { tablesOf } from './report.ts';
import { runSeed, type SeedResult } from './seed-run.ts';
import { overview } from './seeds-overview.ts';
import { checkTargets } from './targets.ts';
import { writeMistakes } from './write-mistakes.ts';

interface SeedsOptions {
  readonly seeds: string;
  readonly subscribers: string;
  readonly days: string;
  readonly start: string;
  readonly config?: string;
  readonly details?: boolean;
  readonly format: 'text' | 'markdown' | 'json';
  readonly check?: 'targets';
  readonly mistakes?: string;
}

const TOLERANCE_MS = 1_800_000;

/** `tidewall evaluate-seeds`. */
export function registerEvaluateSeeds(program: Command): void {
  program
    .command('evaluate-seeds')
    .description('simulate, detect and evaluate for several seeds in one go, without files')
    .option('--seeds <list>', 'seeds, separated by commas', '1,2,3,4,5')
    .option('--subscribers <n>', 'subscribers of ours', '30000')
    .option('--days <n>', 'days of events; a whole month inside makes students known', '45')
    .option('--start <date>', 'first local day (UTC+8)', '2026-02-26')
    .option('--config <file>', 'configuration [tidewall.config.yaml]')
    .option('--mistakes <file>', 'write what was missed and what was false')
    .option('--details', 'also print every table of every seed')
    .addOption(
      new Option('--format <format>', 'of what is printed')
        .choices(['text', 'markdown', 'json'])
        .default('text'),
    )
    .addOption(new Option('--check <what>', 'exit with 1 when an aim is missed').choices(['targets']))
    .action(runSeeds);
}

async function runSeeds(options: SeedsOptions): Promise<void> {
  if (!isDay(options.start)) throw new UsageError('--start must be a day like 2026-02-26');
  const settings = await settingsOf(options);
  const results: SeedResult[] = [];
  for (const seed of options.seeds.split(',').map((text) => whole('--seeds', text))) {
    const plan = {
      seed,
      subscribers: whole('--subscribers', options.subscribers),
      days: whole('--days', options.days),
      startMs: Date.parse(`${options.start}T00:00:00+08:00`),
    };
    results.push(await runOne(plan, settings));
  }
  print(results, options);
  if (options.mistakes !== undefined)
    writeMistakes(
      options.mistakes,
      results.flatMap(({ evaluation }) => evaluation.mistakes),
    );
  const missed = results.flatMap(({ plan, evaluation }) =>
    checkTargets(evaluation).flatMap(({ target, met }) =>
      met === false ? [`seed ${plan.seed}: ${target}`] : [],
    ),
  );
  if (options.check !== undefined && missed.length > 0)
    throw new Error(`${missed.length} aims missed, first ${missed[0] ?? ''}`);
}

async function runOne(plan: SeedResult['plan'], settings: EngineSettings): Promise<SeedResult> {
  const progress = new Progress();
  const result = await runSeed(plan, settings, TOLERANCE_MS, (hour, hours) => {
    progress.step(`seed ${plan.seed}: hour ${hour} of ${hours}`);
  });
  const rate = Math.round(result.events / result.seconds);
  progress.end(`seed ${plan.seed}: ${result.events} events, ${result.seconds.toFixed(0)} s, ${rate}/s`);
  return result;
}

function print(results: readonly SeedResult[], { format, details }: SeedsOptions): void {
  if (format === 'json') {
    const short = results.map(({ evaluation: { mistakes: _, ...evaluation }, ...run }) => ({
      ...run,
      evaluation,
    }));
    process.stdout.write(`${JSON.stringify(short, null, 2)}\n`);
    return;
  }
  const write = format === 'markdown' ? asMarkdown : asText;
  process.stdout.write(write(overview(results)));
  if (details !== true) return;
  for (const { plan, evaluation } of results) {
    process.stdout.write(`\n${format === 'markdown' ? '## ' : ''}Seed ${plan.seed}\n\n`);
    process.stdout.write(write(tablesOf(evaluation, checkTargets(evaluation))));
  }
}

/** As a replay of files: events wait for the whole allowed lateness. */
async function settingsOf({ config: file }: SeedsOptions): Promise<EngineSettings> {
  const config = loadConfig({ file, flags: {} });
  const { timeZone, allowedLatenessMs, dedupHorizonMs, maxAheadMs } = config;
  return {
    timeZone,
    allowedLatenessMs,
    dedupHorizonMs,
    maxAheadMs,
    maxOutOfOrdernessMs: allowedLatenessMs,
    shards: 1,
    ...(await openCalendar(config.calendar)).settings,
    windows: 'for-detectors',
    revealNumbers: true,
  };
}

function whole(name: string, text: string): number {
  const value = Number(text);
  if (Number.isInteger(value) && value >= 0 && text.trim() !== '') return value;
  throw new UsageError(`${name} must be made of whole numbers`);
}
