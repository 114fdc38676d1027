import type { CaseScore, TypeScore } from './score.ts';

export interface Report {
  readonly types: readonly TypeScore[];
  readonly cases: readonly CaseScore[];
}

/** The report as two tables of text. */
export function formatReport({ types, cases }: Report): string {
  const typeRows = types.map((score) => [
    score.type,
    String(score.truths),
    String(score.detections),
    String(score.matched),
    ratio(score.precision),
    ratio(score.recall),
    String(score.exact),
    ...delays(score.delaySeconds),
  ]);
  const caseRows = cases.map((score) => [
    score.type,
    score.case,
    String(score.truths),
    String(score.matched),
    ratio(score.recall),
    ...delays(score.delaySeconds),
  ]);
  const typeHead = [
    'type',
    'truth',
    'found',
    'matched',
    'precision',
    'recall',
    'exact',
    'delay p50',
    'p95',
    'max',
  ];
  const caseHead = ['type', 'case', 'truth', 'matched', 'recall', 'delay p50', 'p95', 'max'];
  return `${table(typeHead, typeRows, 1)}\n${table(caseHead, caseRows, 2)}`;
}

function ratio(value: number | null): string {
  return value === null ? '–' : value.toFixed(4);
}

function delays(delay: TypeScore['delaySeconds']): readonly string[] {
  return delay === null
    ? ['–', '–', '–']
    : [delay.p50, delay.p95, delay.max].map((seconds) => `${seconds.toFixed(1)} s`);
}

/** Columns side by side; the first `texts` columns to the left, figures to the right. */
function table(head: readonly string[], rows: readonly (readonly string[])[], texts: number): string {
  const widths = head.map((name, column) =>
    Math.max(name.length, ...rows.map((row) => row[column]?.length ?? 0)),
  );
  const line = (row: readonly string[]): string =>
    row
      .map((cell, column) =>
        column < texts ? cell.padEnd(widths[column] ?? 0) : cell.padStart(widths[column] ?? 0),
      )
      .join('  ')
      .trimEnd();
  return `${[head, ...rows].map(line).join('\n')}\n`;
}
