import { Option, type Command } from 'commander';
import { parseDuration } from '../../config/duration.ts';
import { UsageError } from '../usage-error.ts';
import { evaluate, type Evaluation } from './evaluation.ts';
import { asText } from './format-tables.ts';
import { readDetections, readLearnedHomes, readTruth } from './read-findings.ts';
import { tablesOf } from './report.ts';
import { registerEvaluateSeeds } from './seeds-command.ts';
import { checkTargets, type Target } from './targets.ts';
import { writeMistakes } from './write-mistakes.ts';

interface EvaluateOptions {
  readonly detections: string;
  readonly truth: string;
  readonly learnedHomes?: string;
  readonly tolerance: string;
  readonly check?: 'targets';
  readonly json?: boolean;
  readonly mistakes?: string;
}

/** `tidewall evaluate` and `tidewall evaluate-seeds`. */
export function registerEvaluate(program: Command): void {
  program
    .command('evaluate')
    .description(
      'compare detections with planted truth: precision, recall and delay by type and case, against rules and reality',
    )
    .requiredOption('--detections <file>', 'detections as NDJSON, made with --reveal-numbers and --close')
    .requiredOption('--truth <file>', 'truth.ndjson as written by simulate')
    .option('--learned-homes <file>', 'learned homes as written by replay --learned-homes')
    .option('--tolerance <duration>', 'how far from the moment of a rule a match may be', '30m')
    .addOption(new Option('--check <what>', 'exit with 1 when an aim is missed').choices(['targets']))
    .option('--json', 'print JSON instead of tables')
    .option('--mistakes <file>', 'write what was missed and what was false')
    .action(runEvaluate);
  registerEvaluateSeeds(program);
}

async function runEvaluate(options: EvaluateOptions): Promise<void> {
  const toleranceMs = parseDuration(options.tolerance);
  if (toleranceMs === null) throw new UsageError('--tolerance must be a duration like 30m');
  const truths = await readTruth(options.truth);
  if (options.check !== undefined && options.learnedHomes === undefined)
    if (truths.some(({ type }) => type === 'learned-home'))
      throw new UsageError('--check targets needs --learned-homes: the truth tells of homes to be learned');
  const evaluation = evaluate({
    truths,
    detections: await readDetections(options.detections),
    learnedHomes: options.learnedHomes === undefined ? null : await readLearnedHomes(options.learnedHomes),
    toleranceMs,
  });
  if (options.mistakes !== undefined) writeMistakes(options.mistakes, evaluation.mistakes);
  const { mistakes: _, ...printed } = evaluation;
  const targets = checkTargets(evaluation);
  process.stdout.write(
    options.json
      ? `${JSON.stringify({ ...printed, targets }, null, 2)}\n`
      : asText(tablesOf(evaluation, targets)),
  );
  tell(evaluation, options.check === undefined ? [] : targets);
}

function tell({ unjudged }: Evaluation, targets: readonly Target[]): void {
  if (unjudged > 0) process.stderr.write(`${unjudged} detections of types without truth were left out\n`);
  const missed = targets.filter(({ met }) => met === false);
  if (missed.length === 0) return;
  throw new Error(`${missed.length} of ${targets.length} aims missed: ${missed[0]?.target ?? ''} …`);
}
