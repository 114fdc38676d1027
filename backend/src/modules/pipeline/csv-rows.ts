const QUOTE = 34;
const LF = 10;
const CR = 13;

/** Rows below the header of a CSV text (RFC 4180), blank lines left out. */
export function countCsvRows(text: string): number {
  let records = 0;
  let quoted = false;
  let filled = false;
  for (let index = 0; index < text.length; index += 1) {
    const code = text.charCodeAt(index);
    if (code === QUOTE) quoted = !quoted;
    if (code === LF && !quoted) {
      if (filled) records += 1;
      filled = false;
    } else if (code !== CR && !(index === 0 && code === 0xfeff)) filled = true;
  }
  return Math.max(0, records + (filled ? 1 : 0) - 1);
}
