import { parse } from 'csv-parse/sync';
import { DEFAULT_THRESHOLDS, type InForce, type Rule, type ThresholdsAt, type Values } from './thresholds.ts';
import { LEVELS, type Level } from './world.ts';

interface Row {
  readonly version: number;
  readonly from: number;
  /** Empty: everywhere. */
  readonly areaId: string;
  readonly parameter: string;
  readonly value: number;
}

/**
 * Thresholds of a thresholds.csv that has been accepted. Of the rows in force that of the nearest area counts, then the
 * latest, then the highest version. `chainOf` gives an area and all that it lies in.
 */
export function thresholdTable(csv: string, chainOf: (areaId: string) => readonly string[]): ThresholdsAt {
  const byRule = Map.groupBy(csv === '' ? [] : readRows(csv), ({ rule }) => rule);
  return <R extends Rule>(rule: R, areaId: string | null, time: number): InForce<R> => {
    const values: Record<string, number> = { ...DEFAULT_THRESHOLDS[rule] };
    const rows = byRule.get(rule);
    let version = 0;
    if (rows !== undefined) {
      const chain = [...(areaId === null ? [] : chainOf(areaId)), ''];
      for (const parameter of Object.keys(values)) {
        const best = rows
          .filter((row) => row.parameter === parameter && row.from <= time && chain.includes(row.areaId))
          .sort((a, b) => chain.indexOf(a.areaId) - chain.indexOf(b.areaId) || laterFirst(a, b))[0];
        if (best === undefined) continue;
        values[parameter] = best.value;
        version = Math.max(version, best.version);
      }
    }
    return { values: values as Values<R>, version: version === 0 ? 'defaults' : String(version) };
  };
}

function readRows(csv: string): (Row & { readonly rule: string })[] {
  const records: Record<string, string>[] = parse(csv, { columns: true, bom: true, skip_empty_lines: true });
  return records.map((record) => ({
    version: Number(record['version']),
    from: timeOf(record['effectiveFrom'] ?? ''),
    areaId: record['areaId'] ?? '',
    rule: record['rule'] ?? '',
    parameter: record['parameter'] ?? '',
    value: valueOf(record['value'] ?? ''),
  }));
}

function timeOf(text: string): number {
  if (text === '') return Number.NEGATIVE_INFINITY;
  return /^\d+$/.test(text) ? Number(text) : Date.parse(text);
}

/** Levels are given by name. */
function valueOf(text: string): number {
  const level = LEVELS.indexOf(text as Level);
  return level < 0 ? Number(text) : level;
}

function laterFirst(a: Row, b: Row): number {
  return a.from === b.from ? b.version - a.version : a.from < b.from ? 1 : -1;
}
