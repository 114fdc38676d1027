import type { Table } from './report.ts';

/** Tables as text for a terminal, one below the other. */
export function asText(tables: readonly Table[]): string {
  return tables.map((table) => `${table.title}\n\n${lines(table)}`).join('\n');
}

/** Columns side by side; words to the left, figures to the right. */
function lines({ head, rows, texts }: Table): string {
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

/** Tables as Markdown with their titles as headings of the third level. */
export function asMarkdown(tables: readonly Table[]): string {
  return tables.map((table) => `### ${table.title}\n\n${markdownLines(table)}`).join('\n');
}

function markdownLines({ head, rows, texts }: Table): string {
  const rule = head.map((_, column) => (column < texts ? '---' : '---:'));
  return `${[head, rule, ...rows].map((row) => `| ${row.join(' | ')} |`).join('\n')}\n`;
}
