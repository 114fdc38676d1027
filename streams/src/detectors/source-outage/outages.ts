import type { Feed } from '../../events/feeds.ts';
import { AREA_LEVELS } from '../../reference/areas.ts';
import type { Reference } from '../../reference/reference.ts';
import type { TimeZone } from '../../time/zone.ts';
import type { DetectionDraft } from '../detector.ts';

const COUNTY = AREA_LEVELS.indexOf('county');
/** Most counties that the evidence names. */
const MAX_AREAS = 10;

/** A volume and what it usually is. */
export interface Volume {
  /** Quarters of an hour over which it is counted. */
  readonly quarters: number;
  readonly volume: number;
  /** Median of the same span on comparable days. */
  readonly baseline: number;
}

/** A source that delivers too little. */
export interface Outage extends Volume {
  readonly source: string;
  readonly feed: Feed;
  /** Start of the span that was judged low, epoch ms. */
  readonly since: number;
  /** When the rule became true. */
  readonly time: number;
  /** First moment after it, null while it lasts. */
  readonly until: number | null;
  /** Area indexes from which the source delivers, lowest ones. */
  readonly areas: readonly number[];
  readonly version: string;
}

/** The detection; with `ended` the revision that says when it was over. */
export function outageDraft(outage: Outage, reference: Reference, zone: TimeZone): DetectionDraft {
  const { source, feed, since, time, until, quarters, volume, baseline, areas, version } = outage;
  const counties = countiesOf(areas, reference);
  return {
    type: 'source-outage',
    subtype: null,
    time,
    subject: { kind: 'feed', key: source },
    area: commonArea(areas, reference),
    hotspot: -1,
    severity: 'critical',
    evidence: {
      feed,
      since: zone.format(since),
      spanMinutes: quarters * 15,
      volume,
      baseline,
      share: Math.round((volume / baseline) * 10_000) / 10_000,
      areaIds: counties.slice(0, MAX_AREAS),
      counties: counties.length,
      ...(until === null ? {} : { endedAt: zone.format(until) }),
      thresholds: version,
    },
    revision: until === null ? 0 : 1,
    identity: `${feed} ${time}`,
  };
}

/** The lowest area that holds all of them, −1 when none does. */
function commonArea(areas: readonly number[], { areas: tree }: Reference): number {
  const chain = areas.length === 0 ? [] : tree.chain(areas[0]!);
  return chain.find((candidate) => areas.every((area) => tree.contains(candidate, area))) ?? -1;
}

function countiesOf(areas: readonly number[], { areas: tree, ids }: Reference): string[] {
  const counties = new Set<number>();
  for (const area of areas) counties.add(tree.ancestorAt(area, COUNTY));
  counties.delete(-1);
  return [...counties].map((county) => ids.areas.idOf(county)).sort();
}
