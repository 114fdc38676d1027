import type { Evaluation } from './evaluation.ts';
import type { Delays } from './score.ts';
import type { Target } from './targets.ts';

/** A table: a name, column heads, rows, and how many columns from the left hold words. */
export interface Table {
  readonly title: string;
  readonly head: readonly string[];
  readonly rows: readonly (readonly string[])[];
  readonly texts: number;
}

const DELAY_HEAD = ['delay p50', 'p95', 'max'];

/** The tables of an evaluation; those without rows are left out. */
export function tablesOf(evaluation: Evaluation, targets: readonly Target[]): readonly Table[] {
  return [
    ruleTypes(evaluation),
    ruleCases(evaluation),
    intents(evaluation),
    intentCases(evaluation),
    silentCases(evaluation),
    falseDrops(evaluation),
    learnedHomes(evaluation),
    targetTable(targets),
  ].filter(({ rows }) => rows.length > 0);
}

function ruleTypes({ types }: Evaluation): Table {
  const head = ['type', 'truth', 'found', 'matched', 'precision', 'recall', 'exact', ...DELAY_HEAD];
  const rows = types.map((score) => [
    score.type,
    String(score.truths),
    String(score.detections),
    String(score.matched),
    ratio(score.precision),
    ratio(score.recall),
    String(score.exact),
    ...delays(score.delaySeconds),
  ]);
  return { title: 'Against the rules', head, rows, texts: 1 };
}

function ruleCases({ cases }: Evaluation): Table {
  const head = ['type', 'case', 'truth', 'matched', 'recall', ...DELAY_HEAD];
  const rows = cases.map((score) => [
    score.type,
    score.case,
    String(score.truths),
    String(score.matched),
    ratio(score.recall),
    ...delays(score.delaySeconds),
  ]);
  return { title: 'Against the rules, by case', head, rows, texts: 2 };
}

function intents({ intents: scores }: Evaluation): Table {
  const head = ['type', 'meant', 'found', 'right', 'wrong', 'open', 'precision', 'recall', ...DELAY_HEAD];
  const rows = scores.map((score) => [
    score.type,
    String(score.truths),
    String(score.found),
    String(score.right),
    String(score.wrong),
    String(score.open),
    ratio(score.precision),
    ratio(score.recall),
    ...delays(score.delaySeconds),
  ]);
  return { title: 'Against what was meant', head, rows, texts: 1 };
}

function intentCases({ intentCases: scores }: Evaluation): Table {
  const head = ['type', 'case', 'meant', 'found', 'recall', ...DELAY_HEAD];
  const rows = scores.map((score) => [
    score.type,
    score.case,
    String(score.truths),
    String(score.found),
    ratio(score.recall),
    ...delays(score.delaySeconds),
  ]);
  return { title: 'Against what was meant, by case', head, rows, texts: 2 };
}

function silentCases({ silentCases: scores }: Evaluation): Table {
  const head = ['type', 'case', 'basis', 'planted', 'false alarms'];
  const rows = scores.map((one) => [
    one.type,
    one.case,
    one.basis,
    String(one.planted),
    String(one.falseAlarms),
  ]);
  return { title: 'Must stay silent', head, rows, texts: 3 };
}

function falseDrops({ falseSuddenDrops }: Evaluation): Table {
  const { areaDays, areas, months, perAreaAndMonth, most } = falseSuddenDrops;
  const head = ['area days', 'areas', 'months', 'an area and month', 'most in one'];
  const row = [`${areaDays}`, `${areas}`, months.toFixed(2), ratio(perAreaAndMonth), `${most}`];
  return { title: 'False sudden drops', head, rows: areas === 0 ? [] : [row], texts: 0 };
}

function learnedHomes({ learnedHomes: scores }: Evaluation): Table {
  const head = ['case', 'subscribers', 'learned', 'right', 'coverage', 'accuracy'];
  const rows = (scores ?? []).map((score) => [
    score.case,
    String(score.subscribers),
    String(score.learned),
    String(score.right),
    ratio(score.coverage),
    ratio(score.accuracy),
  ]);
  return { title: 'Learned home', head, rows, texts: 1 };
}

function targetTable(targets: readonly Target[]): Table {
  const rows = targets.map(({ target, measured, met }) => [
    target,
    measured,
    met === null ? '–' : met ? 'met' : 'MISSED',
  ]);
  return { title: 'Targets', head: ['target', 'measured', ''], rows, texts: 3 };
}

function ratio(value: number | null): string {
  return value === null ? '–' : value.toFixed(4);
}

function delays(delay: Delays | null): readonly string[] {
  return delay === null
    ? ['–', '–', '–']
    : [delay.p50, delay.p95, delay.max].map((seconds) => `${seconds.toFixed(1)} s`);
}
