import { csvRecords } from './csv-records.ts';

/** Why a reference file was refused; `line` and `column` from 1. */
export interface ReferenceFault {
  readonly file: string;
  readonly line: number;
  readonly column: number;
  readonly field: string | null;
  readonly code: string;
  readonly message: string;
}

/** How many faults are reported. */
export const MAX_FAULTS = 20;

/** A reference file was refused whole; the one before it stays in force. */
export class ReferenceFaultsError extends Error {
  readonly code = 'reference-faults';
  readonly faults: readonly ReferenceFault[];

  constructor(faults: readonly ReferenceFault[]) {
    const first = faults[0];
    const where = first
      ? `${first.file}.csv line ${first.line}, column ${first.column}: ${first.message}`
      : '';
    super(`reference data refused: ${where}${faults.length > 1 ? ` (and ${faults.length - 1} more)` : ''}`);
    this.name = 'ReferenceFaultsError';
    this.faults = faults;
  }
}

export interface CsvRow {
  readonly line: number;
  /** Value of a column; empty when absent. */
  get(column: string): string;
  fail(column: string, code: string, message: string): void;
}

/**
 * Reads a reference file (RFC 4180 with a header) row by row. Unknown columns are ignored; a missing required column,
 * a wrong number of fields or broken quoting are faults. Faults are collected in `faults`, at most 20.
 */
export function readCsvTable(
  file: string,
  text: string,
  required: readonly string[],
  faults: ReferenceFault[],
  onRow: (row: CsvRow) => void,
): number {
  const fault: Report = (line, column, field, code, message) => {
    if (faults.length < MAX_FAULTS) faults.push({ file, line, column, field, code, message });
  };
  let columns: ReadonlyMap<string, number> | null = null;
  let rows = 0;
  for (const { line, fields } of csvRecords(text)) {
    if (fields === null) fault(line, 1, null, 'broken-quotes', 'the quotes of this line are broken');
    else if (columns === null) columns = checkHeader(fields, required, line, fault);
    else {
      rows++;
      if (fields.length === columns.size) onRow(rowOf(columns, fields, line, fault));
      else {
        const message = `${fields.length} fields where the header has ${columns.size}`;
        fault(line, Math.min(fields.length, columns.size) + 1, null, 'field-count', message);
      }
    }
  }
  if (columns === null) fault(1, 1, null, 'header-missing', `the header is missing (${required.join(', ')})`);
  return rows;
}

type Report = (line: number, column: number, field: string | null, code: string, message: string) => void;

function checkHeader(
  values: readonly string[],
  required: readonly string[],
  line: number,
  fault: Report,
): ReadonlyMap<string, number> {
  for (const name of required) {
    if (!values.includes(name)) fault(line, 1, name, 'column-missing', `the column ${name} is missing`);
  }
  const columns = new Map(values.map((name, column) => [name, column]));
  if (columns.size < values.length) fault(line, 1, null, 'column-twice', 'a column is there twice');
  return columns;
}

function rowOf(
  columns: ReadonlyMap<string, number>,
  values: readonly string[],
  line: number,
  fault: Report,
): CsvRow {
  return {
    line,
    get: (column) => values[columns.get(column) ?? -1] ?? '',
    fail: (column, code, message) => fault(line, (columns.get(column) ?? -1) + 1, column, code, message),
  };
}
