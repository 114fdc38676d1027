import { AREA_LEVELS } from '../../reference/areas.ts';
import type { Reference } from '../../reference/reference.ts';
import type { DetectionDraft, NetworkContext } from '../detector.ts';
import { shareSentence, suddenSentence, type SentencePlace } from './sentence.ts';
import { rivalNewOf, THREE_PARTY, type ShareDayCounts } from './share-counts.ts';
import { wilsonInterval } from './wilson.ts';

const COUNTY = AREA_LEVELS.indexOf('county');
const DAY_MS = 86_400_000;
/** Most sub-areas that the evidence lists. */
const MAX_SUB_AREAS = 5;

/** The figures of an area, day and party as the rules see them. */
export interface Judgement {
  readonly day: number;
  readonly area: number;
  /** Operator index of the rival, THREE_PARTY for all. */
  readonly party: number;
  readonly ownNew: number;
  readonly rivalNew: number;
  readonly n: number;
  readonly share: number;
}

/** What a share rule has found, when, and with which version of its thresholds. */
export interface FoundDrop {
  readonly context: NetworkContext;
  readonly counts: ShareDayCounts;
  readonly judgement: Judgement;
  readonly time: number;
  readonly version: string;
}

export interface BelowThreshold extends FoundDrop {
  readonly threshold: number;
  readonly revision: number;
  /** Null while the day runs. */
  readonly closedAt: number | null;
  /** A covering source was out at some time of the day. */
  readonly outage: boolean;
}

export interface SuddenDrop extends FoundDrop {
  readonly baseline: { readonly ownNew: number; readonly rivalNew: number };
  readonly trailingDays: number;
  readonly score: number;
}

const round4 = (value: number): number => Math.round(value * 10_000) / 10_000;

/** The figures of a day so far. */
export function measure(counts: ShareDayCounts, area: number, party: number): Judgement {
  const share = counts.at(area);
  const rivalNew = rivalNewOf(share, party);
  const n = share.own + rivalNew;
  return { day: counts.day, area, party, ownNew: share.own, rivalNew, n, share: n === 0 ? 1 : share.own / n };
}

/** The detection with evidence that explains it to a person without looking anything up. */
export function belowThresholdDraft(found: BelowThreshold): DetectionDraft {
  const { judgement, context, threshold, closedAt } = found;
  const reference = context.reference();
  return draft(found, 'below-threshold', found.revision, {
    threshold,
    final: closedAt !== null,
    ...(closedAt === null ? {} : { closedAt: context.zone.format(closedAt) }),
    ...(found.outage ? { outage: true } : {}),
    sentence: shareSentence({ ...placeOf(found, reference), share: judgement.share, threshold }),
  });
}

/** The same for a sudden drop: said once, with the figures of that moment. */
export function suddenDraft(found: SuddenDrop): DetectionDraft {
  const { judgement, baseline, trailingDays } = found;
  const usual = baseline.ownNew / (baseline.ownNew + baseline.rivalNew);
  return draft(found, 'sudden', 0, {
    final: false,
    baseline: { ...baseline, share: round4(usual) },
    trailingDays,
    drop: round4(usual - judgement.share),
    z: round4(found.score),
    sentence: suddenSentence({
      ...placeOf(found, found.context.reference()),
      share: judgement.share,
      usual,
      trailingDays,
    }),
  });
}

function draft(
  found: FoundDrop,
  subtype: 'below-threshold' | 'sudden',
  revision: number,
  own: Readonly<Record<string, unknown>>,
): DetectionDraft {
  const { judgement, context, time } = found;
  const { register, zone } = context;
  const reference = context.reference();
  const operatorId = judgement.party === THREE_PARTY ? null : reference.ids.operators.idOf(judgement.party);
  const day = zone.dayText(judgement.day);
  const registerAgeDays = Math.max(0, Math.floor((time - register.since) / DAY_MS));
  const party = partyOf(judgement);
  return {
    type: 'share-drop',
    subtype,
    time,
    subject: { kind: 'area', key: reference.ids.areas.idOf(judgement.area) },
    area: judgement.area,
    hotspot: -1,
    severity: registerAgeDays < register.seenDays ? 'info' : 'warning',
    evidence: {
      party,
      operatorId,
      day,
      ownNew: judgement.ownNew,
      rivalNew: judgement.rivalNew,
      share: round4(judgement.share),
      interval: wilsonInterval(judgement.ownNew, judgement.n).map(round4),
      ...own,
      subAreas: subAreas(found, reference),
      registerAgeDays,
      thresholds: found.version,
    },
    revision,
    identity: `${day} ${party} ${operatorId ?? ''}`,
  };
}

function partyOf({ party }: Judgement): 'two' | 'three' {
  return party === THREE_PARTY ? 'three' : 'two';
}

/** Areas one level down with new rival numbers, the largest first. */
function subAreas(
  { counts, judgement }: FoundDrop,
  reference: Reference,
): { areaId: string; ownNew: number; rivalNew: number }[] {
  return [...counts.areas]
    .filter(([area]) => reference.areas.parent(area) === judgement.area)
    .map(([area, share]) => ({
      areaId: reference.ids.areas.idOf(area),
      ownNew: share.own,
      rivalNew: rivalNewOf(share, judgement.party),
    }))
    .filter((entry) => entry.rivalNew > 0)
    .sort((a, b) => b.rivalNew - a.rivalNew || (a.areaId < b.areaId ? -1 : 1))
    .slice(0, MAX_SUB_AREAS);
}

function placeOf({ judgement, context }: FoundDrop, reference: Reference): SentencePlace {
  const county = reference.areas.ancestorAt(judgement.area, COUNTY);
  const names = (area: number): { zh: string; en: string } => {
    const id = reference.ids.areas.idOf(area);
    const row = reference.areas.rowOf(id);
    return { zh: row?.name ?? id, en: row?.nameEn ?? id };
  };
  return {
    day: context.zone.dayText(judgement.day),
    county: county >= 0 && county !== judgement.area ? names(county) : null,
    area: names(judgement.area),
    party: partyOf(judgement),
  };
}
