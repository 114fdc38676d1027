import type { Command } from 'commander';
import { parseDuration } from '../../config/duration.ts';
import { UsageError } from '../usage-error.ts';
import { matchFindings } from './match.ts';
import { readDetections, readTruth } from './read-findings.ts';
import { formatReport } from './report.ts';
import { scoreCases, scoreTypes } from './score.ts';

interface EvaluateOptions {
  readonly detections: string;
  readonly truth: string;
  readonly tolerance: string;
  readonly json?: boolean;
}

/** `tidewall evaluate`. */
export function registerEvaluate(program: Command): void {
  program
    .command('evaluate')
    .description('compare detections with planted truth: precision, recall and delay by type and by case')
    .requiredOption('--detections <file>', 'detections as NDJSON, made with --reveal-numbers')
    .requiredOption('--truth <file>', 'truth.ndjson as written by simulate')
    .option('--tolerance <duration>', 'how far apart in time a match may be', '30m')
    .option('--json', 'print JSON instead of tables')
    .action(runEvaluate);
}

async function runEvaluate(options: EvaluateOptions): Promise<void> {
  const toleranceMs = parseDuration(options.tolerance);
  if (toleranceMs === null) throw new UsageError('--tolerance must be a duration like 30m');
  const truths = await readTruth(options.truth);
  const judged = new Set(truths.map(({ type, subtype }) => `${type}/${subtype}`));
  const detections = await readDetections(options.detections);
  const comparable = detections.filter(({ type, subtype }) => judged.has(`${type}/${subtype}`));
  const matching = matchFindings(truths, comparable, toleranceMs);
  const report = { types: scoreTypes(matching), cases: scoreCases(matching) };
  process.stdout.write(options.json ? `${JSON.stringify(report, null, 2)}\n` : formatReport(report));
  const unjudged = detections.length - comparable.length;
  if (unjudged > 0) process.stderr.write(`${unjudged} detections of types without truth were left out\n`);
}
