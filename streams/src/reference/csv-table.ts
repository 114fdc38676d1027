import { readRecord } from '../events/decoders/scan-csv.ts';
import { isUtf8 } from '../events/decoders/parse.ts';

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
  const bytes = new TextEncoder().encode(text.charCodeAt(0) === 0xfeff ? text.slice(1) : text);
  const decoder = new TextDecoder();
  const fault = (line: number, column: number, field: string | null, code: string, message: string): void => {
    if (faults.length < MAX_FAULTS) faults.push({ file, line, column, field, code, message });
  };
  if (!isUtf8(bytes, 0, bytes.length)) fault(1, 1, null, 'not-utf8', 'the file is no UTF-8');
  let header: string[] | null = null;
  let rows = 0;
  for (let at = 0, line = 1; at < bytes.length;) {
    const record = readRecord(bytes, at, bytes.length);
    const lines = countLines(bytes, at, record.next);
    const blank = record.fields?.length === 1 && record.fields[0]!.length === 0;
    if (record.fields === null) fault(line, 1, null, 'broken-quotes', 'the quotes of this line are broken');
    else if (!blank) {
      const values = record.fields.map((field) => decoder.decode(field));
      if (header === null) header = checkHeader(values, required, line, fault);
      else {
        rows++;
        if (values.length !== header.length) {
          const message = `${values.length} fields where the header has ${header.length}`;
          fault(line, Math.min(values.length, header.length) + 1, null, 'field-count', message);
        } else onRow(rowOf(header, values, line, fault));
      }
    }
    at = record.next;
    line += lines;
  }
  if (header === null) fault(1, 1, null, 'header-missing', `the header is missing (${required.join(', ')})`);
  return rows;
}

type Report = (line: number, column: number, field: string | null, code: string, message: string) => void;

function checkHeader(values: string[], required: readonly string[], line: number, fault: Report): string[] {
  for (const name of required) {
    if (!values.includes(name)) fault(line, 1, name, 'column-missing', `the column ${name} is missing`);
  }
  return values;
}

function rowOf(header: readonly string[], values: readonly string[], line: number, fault: Report): CsvRow {
  return {
    line,
    get: (column) => values[header.indexOf(column)] ?? '',
    fail: (column, code, message) => fault(line, header.indexOf(column) + 1, column, code, message),
  };
}

function countLines(bytes: Uint8Array, start: number, end: number): number {
  let count = 0;
  for (let at = bytes.indexOf(10, start); at >= 0 && at < end; at = bytes.indexOf(10, at + 1)) count++;
  return count;
}
