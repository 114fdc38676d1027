import type { RestError } from '../../api/rest.ts';

export interface SchemeFault {
  /** Path in the definition: `content.zh-CN.sms`. */
  readonly field: string;
  readonly message: string;
}

/** What the server says against fields of a definition, wherever in the body it stood. */
export function schemeFaultsOf(error: RestError | null): readonly SchemeFault[] {
  return (error?.faults ?? []).map(({ field, message }) => ({
    field: field.replace(/^definition\.?/, ''),
    message,
  }));
}

/** Those of a field and of everything in it. */
export function faultsAt(faults: readonly SchemeFault[], path: string): readonly SchemeFault[] {
  return faults.filter(({ field }) => field === path || field.startsWith(`${path}.`));
}

const WORDS: readonly (readonly [RegExp, string])[] = [
  [/^must not be empty$/, 'empty'],
  [/^must (not be longer than|be at most) (\d+) characters$/, 'tooLong'],
  [/^is too long$/, 'tooLong'],
  [/^must be at least ([\d.]+)$/, 'atLeast'],
  [/^must be at most ([\d.]+)$/, 'atMost'],
  [/^must not be more than (\d+)$/, 'tooMany'],
  [/^must be a whole number$/, 'whole'],
  [/^must be a number$/, 'number'],
  [/^must name at least one (type|kind)$/, 'choose'],
  [/^must be given, a number/, 'value'],
  [/^must be a name in the evidence$/, 'field'],
  [/^is not in (areas|hotspots)\.csv$/, 'gone'],
  [/^is not configured$/, 'noChannel'],
  [/^must be the name of a channel/, 'noChannel'],
  [/^the text of the channel is missing$/, 'noText'],
  [/^must be later than validFrom$/, 'order'],
  [/^must be another channel$/, 'sameChannel'],
  [/^line (\d+), column (\d+)/, 'template'],
];

/** The text that says it in the language of the screen, with its numbers; null: only the server's own words are known. */
export function wordsOf(message: string): { readonly key: string; readonly n: string } | null {
  for (const [pattern, key] of WORDS) {
    const found = pattern.exec(message);
    if (found !== null) return { key, n: found.slice(1).findLast((part) => /^[\d.]+$/.test(part)) ?? '' };
  }
  return null;
}
