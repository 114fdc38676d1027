import { AREA_LEVELS } from '../../reference/areas.ts';
import type { Reference } from '../../reference/reference.ts';
import type { TimeZone } from '../../time/zone.ts';
import type { DetectionDraft } from '../detector.ts';
import { shareSentence } from './sentence.ts';
import { rivalTotal, type ShareDayCounts } from './share-counts.ts';

const COUNTY = AREA_LEVELS.indexOf('county');
/** Most sub-areas that the evidence lists. */
const MAX_SUB_AREAS = 5;

/** The figures of an area, day and party as the rule sees them. */
export interface Judgement {
  readonly day: number;
  readonly area: number;
  /** Operator index of the rival, −1 for all. */
  readonly party: number;
  readonly ownNew: number;
  readonly rivalNew: number;
  readonly n: number;
  readonly interval: readonly [number, number];
  readonly threshold: number;
}

export interface BelowThreshold {
  readonly reference: Reference;
  readonly zone: TimeZone;
  readonly counts: ShareDayCounts;
  readonly judgement: Judgement;
  readonly time: number;
  readonly revision: number;
  /** Null while the day runs. */
  readonly closedAt: number | null;
  readonly registerAgeDays: number;
  readonly registerYoung: boolean;
  /** Version of the thresholds that judged. */
  readonly version: string;
}

const round4 = (value: number): number => Math.round(value * 10_000) / 10_000;

/** The detection with evidence that explains it to a person without looking anything up. */
export function belowThresholdDraft(found: BelowThreshold): DetectionDraft {
  const { judgement, reference, zone } = found;
  const areaId = reference.ids.areas.idOf(judgement.area);
  const operatorId = judgement.party < 0 ? null : reference.ids.operators.idOf(judgement.party);
  const party = judgement.party < 0 ? 'three' : 'two';
  const day = zone.dayText(judgement.day);
  const share = judgement.ownNew / judgement.n;
  return {
    type: 'share-drop',
    subtype: 'below-threshold',
    time: found.time,
    subject: { kind: 'area', key: areaId },
    area: judgement.area,
    hotspot: -1,
    severity: found.registerYoung ? 'info' : 'warning',
    evidence: {
      party,
      operatorId,
      day,
      ownNew: judgement.ownNew,
      rivalNew: judgement.rivalNew,
      share: round4(share),
      interval: judgement.interval.map(round4),
      threshold: judgement.threshold,
      final: found.closedAt !== null,
      ...(found.closedAt === null ? {} : { closedAt: zone.format(found.closedAt) }),
      subAreas: subAreas(found),
      registerAgeDays: found.registerAgeDays,
      sentence: sentenceOf(found, day, party, share),
      thresholds: found.version,
    },
    revision: found.revision,
    identity: `${day} ${party} ${operatorId ?? ''}`,
  };
}

/** Areas one level down with new rival numbers, the largest first. */
function subAreas(found: BelowThreshold): { areaId: string; ownNew: number; rivalNew: number }[] {
  const { counts, reference, judgement } = found;
  return [...counts.areas]
    .filter(([area]) => reference.areas.parent(area) === judgement.area)
    .map(([area, share]) => ({
      areaId: reference.ids.areas.idOf(area),
      ownNew: share.own,
      rivalNew: judgement.party < 0 ? rivalTotal(share) : (share.rivals.get(judgement.party) ?? 0),
    }))
    .filter((entry) => entry.rivalNew > 0)
    .sort((a, b) => b.rivalNew - a.rivalNew || (a.areaId < b.areaId ? -1 : 1))
    .slice(0, MAX_SUB_AREAS);
}

function sentenceOf(
  found: BelowThreshold,
  day: string,
  party: 'two' | 'three',
  share: number,
): { zh: string; en: string } {
  const { reference, judgement } = found;
  const county = reference.areas.ancestorAt(judgement.area, COUNTY);
  const names = (area: number): { zh: string; en: string } => {
    const id = reference.ids.areas.idOf(area);
    const row = reference.areas.rowOf(id);
    return { zh: row?.name ?? id, en: row?.nameEn ?? id };
  };
  return shareSentence({
    day,
    county: county >= 0 && county !== judgement.area ? names(county) : null,
    area: names(judgement.area),
    party,
    share,
    threshold: judgement.threshold,
  });
}
