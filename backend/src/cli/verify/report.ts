import type { VerifyReport } from '../../modules/verification/index.ts';

type Line = VerifyReport['lines'][number];
type Difference = Line['first'][number];

const COLUMNS = ['recomputed', 'stored', 'same', 'missing', 'extra', 'different', 'explained'] as const;

/** The report as text: a table by type, then the first differences field by field. */
export function formatReport({ rows, lines, notRecomputed, unexplained }: VerifyReport): string {
  if (rows === null) return 'The store holds no events.\n';
  const differences = lines.flatMap(({ type, first }) => first.map((difference) => ({ type, difference })));
  const parts = [
    `${rows.count} raw events from ${rows.first} to ${rows.last}\n`,
    table(lines),
    ...Object.entries(notRecomputed).map(([type, count]) => `${count} of ${type} stored, not recomputed\n`),
    unexplained === 0 ? 'Everything stored follows from the raw events.\n' : '',
    ...differences.map(({ type, difference }) => describe(type, difference)),
  ];
  return parts.filter((part) => part !== '').join('\n');
}

function table(lines: readonly Line[]): string {
  const rows = lines.map((line) => [line.type, ...COLUMNS.map((column) => String(line[column]))]);
  const all = [['', ...COLUMNS], ...rows];
  const widths = all[0]!.map((_, column) => Math.max(...all.map((row) => row[column]!.length)));
  const text = all.map(([type = '', ...figures]) =>
    [type.padEnd(widths[0]!), ...figures.map((figure, i) => figure.padStart(widths[i + 1]!))].join('  '),
  );
  return `${text.join('\n')}\n`;
}

function describe(type: string, { kind, about, fields }: Difference): string {
  const lines = [
    `${type}: ${kind}`,
    ...Object.entries(about)
      .filter(([, value]) => value !== null)
      .map(([name, value]) => `  ${name} ${text(value)}`),
    ...fields.map(
      ({ field, recomputed, stored }) => `  ${field}: is ${text(stored)}, should be ${text(recomputed)}`,
    ),
  ];
  return `${lines.join('\n')}\n`;
}

function text(value: unknown): string {
  if (value === undefined) return 'not there';
  return typeof value === 'string' ? value : JSON.stringify(value);
}
