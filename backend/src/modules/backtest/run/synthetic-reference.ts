import { createPseudonyms } from '@tidewall/clickhouse/rows';
import { readReference, ReferenceIds, type Reference, type ReferenceTexts } from '@tidewall/streams';
import { parse } from 'csv-parse/sync';
import type { SyntheticNumbers, Words } from './synthetic-numbers.ts';

const SHORTEST = 7;
const LONGEST = 15;

/** Whether a number can be somebody's own. */
export function isPersonal(digits: number): boolean {
  return digits >= SHORTEST && digits <= LONGEST;
}

/**
 * The reference files with every number replaced by the one that stands for it in `numbers`, which gets those it lacks.
 * Raw numbers are read here and go no further.
 */
export function syntheticReference(
  texts: ReferenceTexts,
  key: Uint8Array,
  numbers: SyntheticNumbers,
): ReferenceTexts {
  const original = readReference({ ...texts, thresholds: '' }, new ReferenceIds());
  const stand = new StandIns(original, key, numbers);
  const { ids } = original;
  const subscribers = csv(
    ['msisdn', 'homeAreaId', 'activatedAt'],
    original.subscribers.map(({ msisdn, home, activatedAt }) => [
      stand.in(msisdn),
      ids.areas.idOf(home),
      Number.isNaN(activatedAt) ? '' : String(activatedAt),
    ]),
  );
  const ported = csv(
    ['msisdn', 'operatorId'],
    portedRows(texts).map(({ msisdn, operatorId }) => [stand.in(msisdn), operatorId]),
  );
  const seen = csv(
    ['msisdn', 'lastSeenAt'],
    [...original.seenNumbers].map(([digits, lastSeen]) => [stand.in(digits), String(lastSeen)]),
  );
  return {
    ...texts,
    subscribers,
    'ported-numbers': ported,
    'seen-numbers': seen,
    // Last: the numbers above have added to the plan.
    'number-prefixes': prefixes(original, numbers),
  };
}

class StandIns {
  readonly #original: Reference;
  readonly #numbers: SyntheticNumbers;
  readonly #idOf: (digits: string) => string;

  constructor(original: Reference, key: Uint8Array, numbers: SyntheticNumbers) {
    const pseudonyms = createPseudonyms(key);
    this.#original = original;
    this.#numbers = numbers;
    this.#idOf = (digits) => pseudonyms.idOf(digits);
  }

  in(digits: string): string {
    const words = wordsOf(this.#idOf(digits));
    const { plan, ids } = this.#original;
    const known = this.#numbers.digitsOf(words);
    if (known !== null) return known;
    const operator = ids.operators.idOf(plan.operatorOf(digits));
    this.#numbers.add(words, isPersonal(digits.length), operator, ids.areas.idOf(plan.homeOf(digits)));
    return this.#numbers.digitsOf(words)!;
  }
}

function wordsOf(pseudonym: string): Words {
  return { hi: Number.parseInt(pseudonym.slice(0, 8), 16), lo: Number.parseInt(pseudonym.slice(8), 16) };
}

/** The plan of numbers may be older than the files: what these no longer know is left out. */
function prefixes({ ids, areas, operatorKnown }: Reference, numbers: SyntheticNumbers): string {
  const known = numbers.prefixes.filter(({ operator }) => operatorKnown[ids.operators.indexOf(operator)]);
  return csv(
    ['prefix', 'operatorId', 'homeAreaId'],
    known.map(({ prefix, operator, home }) => [
      prefix,
      operator,
      areas.known(ids.areas.indexOf(home)) ? home : '',
    ]),
  );
}

function portedRows(texts: ReferenceTexts): { msisdn: string; operatorId: string }[] {
  return parse(texts['ported-numbers'] ?? '', { columns: true, bom: true, skip_empty_lines: true });
}

/** RFC 4180 with a header. */
function csv(columns: readonly string[], rows: readonly (readonly string[])[]): string {
  const line = (fields: readonly string[]): string => `${fields.map(quoted).join(',')}\n`;
  return [columns, ...rows].map(line).join('');
}

function quoted(field: string): string {
  return /[",\r\n]/.test(field) ? `"${field.replaceAll('"', '""')}"` : field;
}
