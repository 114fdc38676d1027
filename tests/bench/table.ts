import type { Figure } from './figure.ts';

const COLUMNS: readonly (readonly [title: string, cell: (figure: Figure) => string])[] = [
  ['benchmark', ({ name }) => name],
  ['events/s', ({ eventsPerSecond }) => count(eventsPerSecond)],
  ['events/s a core', ({ eventsPerCoreSecond }) => count(eventsPerCoreSecond)],
  ['p50 ms', ({ latencyMs }) => milliseconds(latencyMs?.p50)],
  ['p99 ms', ({ latencyMs }) => milliseconds(latencyMs?.p99)],
  ['p99.9 ms', ({ latencyMs }) => milliseconds(latencyMs?.p999)],
  ['bytes a key', ({ bytesPerKey }) => bytesPerKey?.toFixed(1) ?? ''],
  ['peak MiB', ({ peakBytes }) => count(peakBytes === undefined ? undefined : peakBytes / 1024 / 1024)],
  ['note', ({ note }) => note ?? ''],
];

/** The figures as Markdown tables, aligned for a terminal: speeds in one, other measures by what they measure. */
export function formatTable(figures: readonly Figure[]): string {
  const speeds = figures.filter(({ measures }) => measures === undefined);
  const tables = speeds.length === 0 ? [] : [speedTable(speeds)];
  const byTitles = new Map<string, Readonly<Record<string, string>>[]>();
  for (const { measures } of figures) {
    if (measures === undefined) continue;
    const titles = Object.keys(measures).join();
    byTitles.set(titles, [...(byTitles.get(titles) ?? []), measures]);
  }
  for (const rows of byTitles.values())
    tables.push(
      aligned(
        Object.keys(rows[0]!),
        rows.map((row) => Object.values(row)),
        (at) => at === 0,
      ),
    );
  return tables.join('\n\n');
}

function speedTable(figures: readonly Figure[]): string {
  const titles = COLUMNS.map(([title]) => title);
  const rows = figures.map((figure) => COLUMNS.map(([, cell]) => cell(figure)));
  return aligned(titles, rows, (at) => at === 0 || at === titles.length - 1);
}

function aligned(
  titles: readonly string[],
  rows: readonly (readonly string[])[],
  isText: (at: number) => boolean,
): string {
  const widths = titles.map((title, at) => Math.max(title.length, ...rows.map((row) => row[at]!.length)));
  const line = (cells: readonly string[]): string =>
    `| ${cells.map((cell, at) => (isText(at) ? cell.padEnd(widths[at]!) : cell.padStart(widths[at]!))).join(' | ')} |`;
  const rule = `| ${widths.map((width, at) => (isText(at) ? '-'.repeat(width) : `${'-'.repeat(width - 1)}:`)).join(' | ')} |`;
  return [line(titles), rule, ...rows.map(line)].join('\n');
}

function count(value: number | undefined): string {
  return value === undefined ? '' : Math.round(value).toLocaleString('en-US').replaceAll(',', ' ');
}

function milliseconds(value: number | undefined): string {
  if (value === undefined) return '';
  return value >= 100 ? value.toFixed(0) : value.toFixed(2);
}
