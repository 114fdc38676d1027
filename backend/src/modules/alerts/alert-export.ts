import type { AlertRow } from './alerts.repository.ts';
import { waitingPeople } from './alert-row.ts';
import { toldFigures } from './told-figures.ts';
import type { LocalTime } from '../calendar/index.ts';

/** Spreadsheets take texts that begin with these for formulas. */
const FORMULA = /^[=+\-@\t\r]/;

type Cell = string | number | null;
type Column = readonly [title: string, value: (row: AlertRow, local: LocalTime, k: number) => Cell];

const at = (date: Date | null, local: LocalTime): Cell =>
  date === null ? null : local.format(date.getTime());

/** "<10" where it is of fewer people than may be told. */
function figure(row: AlertRow, which: 'value' | 'threshold', k: number): Cell {
  const { fewBelow, ...figures } = toldFigures(row, k);
  const told = figures[which];
  return told !== null && fewBelow > 1 && told < fewBelow ? `<${fewBelow}` : told;
}

const COLUMNS: readonly Column[] = [
  ['编号 Number', ({ number }) => number],
  ['指标 Indicator', ({ title }) => title.zh],
  ['Indicator (en)', ({ title }) => title.en],
  ['内容 Message', ({ message }) => message.zh],
  ['区域 Area', ({ areaId }) => areaId],
  ['热点 Hotspot', ({ hotspotId }) => hotspotId],
  ['级别 Severity', ({ severity }) => severity],
  ['状态 State', ({ state }) => state],
  [
    '等待 Waiting for',
    (row) =>
      waitingPeople(row)
        .map(({ name }) => name)
        .join(' '),
  ],
  ['发生 Event time', ({ eventAt }, local) => at(eventAt, local)],
  ['告警 Raised', ({ raisedAt }, local) => at(raisedAt, local)],
  ['到期 Due', ({ dueAt }, local) => at(dueAt, local)],
  ['办结 Closed', ({ closedAt }, local) => at(closedAt, local)],
  ['结束 Ended', ({ endedAt }, local) => at(endedAt, local)],
  ['次数 Occurrences', ({ occurrences }) => occurrences],
  ['数值 Value', (row, _, k) => figure(row, 'value', k)],
  ['阈值 Threshold', (row, _, k) => figure(row, 'threshold', k)],
  ['原因 Cause', ({ report }) => report?.cause ?? null],
  ['措施 Action', ({ report }) => report?.action ?? null],
  ['佐证 Evidence', ({ report }) => report?.evidence ?? null],
  ['上报人 Reported by', ({ report }) => report?.by.name ?? null],
];

export const CSV_HEAD = line(COLUMNS.map(([title]) => title));

/** An alert as a line of CSV (RFC 4180); of people, fewer than `k` are not told to the unit. */
export function csvLine(row: AlertRow, local: LocalTime, k: number): string {
  return line(COLUMNS.map(([, value]) => value(row, local, k)));
}

function line(cells: readonly Cell[]): string {
  return `${cells.map(written).join(',')}\r\n`;
}

function written(cell: Cell): string {
  if (cell === null) return '';
  if (typeof cell === 'number') return String(cell);
  const text = FORMULA.test(cell) ? `'${cell}` : cell;
  return /[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}
