import { AREA_LEVELS, type AreaTree, type Detection } from '@tidewall/streams';
import type { Counts, Pair, PlaceCounts, TypeResult } from '../backtest.types.ts';
import type { Verdict } from './comparison.ts';

/** As many examples of each kind as a result shows. */
export const EXAMPLES = 20;
const COUNTY = AREA_LEVELS.indexOf('county');

type MutableCounts = { -readonly [Name in keyof Counts]: number };

interface TypeTally {
  readonly type: string;
  readonly subtype: string | null;
  readonly counts: MutableCounts;
  readonly places: Map<string | null, MutableCounts>;
  readonly more: Detection[];
  readonly less: Detection[];
  readonly otherTime: Pair[];
  readonly otherEvidence: Pair[];
}

/** Counts verdicts by type and place, and keeps the first examples. */
export function tally(
  verdicts: Iterable<Verdict>,
  areas: AreaTree,
): { totals: Counts; types: readonly TypeResult[] } {
  const totals = noCounts();
  const types = new Map<string, TypeTally>();
  for (const verdict of verdicts) {
    const shown = (verdict.now ?? verdict.withChange)!;
    const name = `${shown.type}/${shown.subtype ?? ''}`;
    const type = types.get(name) ?? newTally(shown);
    types.set(name, type);
    const place = placeOf(shown.areaId, areas);
    const ofPlace = type.places.get(place) ?? noCounts();
    type.places.set(place, ofPlace);
    for (const counts of [totals, type.counts, ofPlace]) count(counts, verdict.kind);
    keepExample(type, verdict);
  }
  const names = [...types.keys()].sort();
  return { totals, types: names.map((name) => resultOf(types.get(name)!, areas)) };
}

function newTally({ type, subtype }: Detection): TypeTally {
  const examples = { more: [], less: [], otherTime: [], otherEvidence: [] };
  return { type, subtype, counts: noCounts(), places: new Map(), ...examples };
}

function noCounts(): MutableCounts {
  return { now: 0, withChange: 0, same: 0, more: 0, less: 0, otherTime: 0, otherEvidence: 0 };
}

function count(counts: MutableCounts, kind: Verdict['kind']): void {
  counts[kind]++;
  if (kind !== 'more') counts.now++;
  if (kind !== 'less') counts.withChange++;
}

function keepExample(type: TypeTally, { kind, now, withChange }: Verdict): void {
  if (kind === 'same' || type[kind].length >= EXAMPLES) return;
  if (kind === 'more' || kind === 'less') type[kind].push((now ?? withChange)!);
  else type[kind].push({ now: now!, withChange: withChange! });
}

/** The county of an area, or the area itself when it is not below one. */
function placeOf(areaId: string | null, areas: AreaTree): string | null {
  if (areaId === null) return null;
  const county = areas.ancestorAt(areas.ids.indexOf(areaId), COUNTY);
  return county < 0 ? areaId : areas.ids.idOf(county);
}

function resultOf(tallied: TypeTally, areas: AreaTree): TypeResult {
  const { type, subtype, counts, places, more, less, otherTime, otherEvidence } = tallied;
  const byPlace = [...places].map(([areaId, ofPlace]): PlaceCounts => {
    const row = areaId === null ? undefined : areas.rowOf(areaId);
    return { areaId, name: row?.name ?? '', nameEn: row?.nameEn ?? '', ...ofPlace };
  });
  byPlace.sort((a, b) => ((a.areaId ?? '') < (b.areaId ?? '') ? -1 : 1));
  return {
    type,
    subtype,
    ...counts,
    places: byPlace,
    examples: { more, less, otherTime, otherEvidence },
  };
}
