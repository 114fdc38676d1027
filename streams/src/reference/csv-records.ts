/** One record of a CSV text; `fields` is null when its quoting is broken. `line` is where it begins, from 1. */
export interface CsvRecord {
  readonly line: number;
  readonly fields: string[] | null;
}

/** Records of a whole CSV text (RFC 4180, LF or CRLF). Blank lines and a byte-order mark are skipped. */
export function* csvRecords(text: string): Generator<CsvRecord> {
  let at = text.startsWith('\uFEFF') ? 1 : 0;
  for (let line = 1; at < text.length;) {
    const found = text.indexOf('\n', at);
    const end = found < 0 ? text.length : found;
    const content = text.slice(at, text[end - 1] === '\r' && end > at ? end - 1 : end);
    if (!content.includes('"')) {
      if (content !== '') yield { line, fields: content.split(',') };
      at = end + 1;
      line++;
      continue;
    }
    const record = quotedRecord(text, at);
    yield { line, fields: record?.fields ?? null };
    const next = record?.next ?? end + 1;
    line += lineEnds(text, at, next);
    at = next;
  }
}

/** A record with quoted fields, which may hold commas, doubled quotes and line ends; null when the quotes are broken. */
function quotedRecord(text: string, start: number): { fields: string[]; next: number } | null {
  const fields: string[] = [];
  for (let at = start; ;) {
    let end: number;
    if (text[at] === '"') {
      const close = closingQuote(text, at);
      if (close < 0) return null;
      fields.push(text.slice(at + 1, close).replaceAll('""', '"'));
      end = close + 1;
      if (text[end] === '\r' && text[end + 1] === '\n') end++;
      if (end < text.length && text[end] !== ',' && text[end] !== '\n') return null;
    } else {
      end = at;
      while (end < text.length && text[end] !== ',' && text[end] !== '\n') end++;
      const last = text[end] === '\n' && text[end - 1] === '\r' && end > at ? end - 1 : end;
      fields.push(text.slice(at, last));
    }
    if (text[end] !== ',') return { fields, next: end + 1 };
    at = end + 1;
  }
}

function closingQuote(text: string, open: number): number {
  for (let at = text.indexOf('"', open + 1); at >= 0; at = text.indexOf('"', at + 2)) {
    if (text[at + 1] !== '"') return at;
  }
  return -1;
}

function lineEnds(text: string, start: number, end: number): number {
  let count = 0;
  for (let at = text.indexOf('\n', start); at >= 0 && at < end; at = text.indexOf('\n', at + 1)) count++;
  return count;
}
