import type { Detection } from '@tidewall/streams';
import type { BacktestResult, Counts, Pair, TypeResult } from '../../modules/backtest/index.ts';
import { asText } from '../evaluate/format-tables.ts';
import type { Table } from '../evaluate/report.ts';

const COUNTS = [
  ['now', 'now'],
  ['with change', 'withChange'],
  ['same', 'same'],
  ['more', 'more'],
  ['less', 'less'],
  ['other time', 'otherTime'],
  ['other evidence', 'otherEvidence'],
] as const satisfies readonly (readonly [string, keyof Counts])[];

/** A backtest for people: tables, then the first detections of each kind that differ. */
export function formatBacktest(result: BacktestResult): string {
  const tables = [changes(result), types(result), places(result)].filter(({ rows }) => rows.length > 0);
  const examples = result.types.flatMap(examplesOf);
  return [
    `Backtest from ${result.from} to ${result.to}, warmed up from ${result.warmUpFrom}: ${result.events} events\n`,
    asText(tables),
    ...(examples.length === 0 ? [] : [`First of each\n\n${examples.join('\n')}\n`]),
    fidelity(result),
  ].join('\n');
}

function changes({ changes: list, version }: BacktestResult): Table {
  const rows = list.map((one) => [one.rule, one.parameter, one.areaId ?? 'everywhere', one.value]);
  return {
    title: `Changed thresholds, as version ${version}`,
    head: ['rule', 'parameter', 'area', 'value'],
    rows,
    texts: 3,
  };
}

function types({ types: list, totals }: BacktestResult): Table {
  const rows = [
    ...list.map((one) => [nameOf(one), ...figures(one)]),
    ...(list.length > 1 ? [['all', ...figures(totals)]] : []),
  ];
  return { title: 'Detections by type', head: ['type', ...COUNTS.map(([head]) => head)], rows, texts: 1 };
}

/** Only where something differs. */
function places({ types: list }: BacktestResult): Table {
  const rows = list.flatMap((type) =>
    type.places
      .filter((place) => place.same < place.now || place.same < place.withChange)
      .map((place) => [
        nameOf(type),
        place.areaId ?? '(none)',
        place.nameEn || place.name,
        ...figures(place),
      ]),
  );
  const head = ['type', 'county', 'name', ...COUNTS.map(([text]) => text)];
  return { title: 'Counties with a difference', head, rows, texts: 3 };
}

function figures(counts: Counts): string[] {
  return COUNTS.map(([, key]) => String(counts[key]));
}

function nameOf({ type, subtype }: { readonly type: string; readonly subtype: string | null }): string {
  return subtype === null ? type : `${type}/${subtype}`;
}

function examplesOf({ examples }: TypeResult): string[] {
  return [
    ...examples.more.map((one) => `more   ${single(one)}`),
    ...examples.less.map((one) => `less   ${single(one)}`),
    ...examples.otherTime.map((pair) => `time   ${double(pair)}`),
    ...examples.otherEvidence.map((pair) => `other  ${double(pair)}`),
  ];
}

function single(one: Detection): string {
  const place = one.hotspotId ?? one.areaId ?? '-';
  const { kind, id } = one.subject;
  return `${nameOf(one)}  ${one.eventTime}  ${kind} ${id}  at ${place}  ${JSON.stringify(one.evidence)}`;
}

function double({ now, withChange }: Pair): string {
  return `${single(now)}\n    →  ${withChange.eventTime}  ${JSON.stringify(withChange.evidence)}`;
}

function fidelity({ fidelity: found, unknownNumbers }: BacktestResult): string {
  const share = (Math.floor(found.share * 10_000) / 100).toFixed(2);
  const lines = [
    `Fidelity: with the thresholds in force the run repeats ${found.same} of ${found.stored} stored detections`,
    `(${share} % of all of both); ${found.otherTime} come at another time, ${found.onlyStored} are only stored, ${found.onlyRerun} only in the run.`,
  ];
  if (unknownNumbers > 0)
    lines.push(`The store knows no number plan of ${unknownNumbers} numbers: they count as nobody's.`);
  return `${lines.join('\n')}\n`;
}
