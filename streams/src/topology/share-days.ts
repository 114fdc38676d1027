import { chao1 } from '../detectors/active-share/chao1.ts';
import type { ActiveCounts } from '../detectors/active-share/active-share.ts';
import { ALL_RIVALS } from '../detectors/active-share/rival-day.ts';
import type { ChangedShares } from '../detectors/share-drop/new-shares.ts';
import type { Reference } from '../reference/reference.ts';
import type { TimeZone } from '../time/zone.ts';
import type { NetworkStage } from './network-stage.ts';
import type { ActiveShareDay, ShareDay } from './types.ts';

/** What a step says about shares. */
export interface StepShares {
  readonly shareDays: ShareDay[];
  readonly activeShares: ActiveShareDay[];
}

/** Takes what changed since the last step. */
export function stepShares(stage: NetworkStage, reference: Reference, zone: TimeZone): StepShares {
  const { revision, changed } = stage.shareDrop.shares.takeChanged();
  return {
    shareDays: shareDays(changed, reference, zone, revision),
    activeShares: activeShares(stage.activeShare.takeClosed(), reference, zone),
  };
}

/** Rows of new numbers by area, day and operator for everything that changed, in order of day, area, operator. */
function shareDays(
  changed: readonly ChangedShares[],
  reference: Reference,
  zone: TimeZone,
  revision: number,
): ShareDay[] {
  const own = reference.ids.operators.idOf(reference.operatorOwn.indexOf(true));
  const rows: ShareDay[] = [];
  for (const { counts, areas, final } of changed) {
    const day = zone.dayText(counts.day);
    for (const area of areas) {
      const share = counts.areas.get(area);
      if (!share) continue;
      const common = { areaId: reference.ids.areas.idOf(area), day, revision, final };
      rows.push({ ...common, operatorId: own, own: true, newNumbers: share.own });
      for (const [operator, newNumbers] of share.rivals) {
        rows.push({ ...common, operatorId: reference.ids.operators.idOf(operator), own: false, newNumbers });
      }
    }
  }
  return rows.sort(inOrder);
}

/** Active shares of the days that closed, in the same order; both bounds of each. */
function activeShares(
  closed: readonly ActiveCounts[],
  reference: Reference,
  zone: TimeZone,
): ActiveShareDay[] {
  const rows = closed.map(({ day, area, operator, own, rivals, outage }): ActiveShareDay => {
    const { estimated, low, high } = chao1(rivals);
    return {
      areaId: reference.ids.areas.idOf(area),
      day: zone.dayText(day),
      operatorId: operator === ALL_RIVALS ? null : reference.ids.operators.idOf(operator),
      ownActive: own,
      rivalSeen: rivals.seen,
      seenOnce: rivals.once,
      seenTwice: rivals.twice,
      communications: rivals.sightings,
      rivalEstimated: tenth(estimated),
      rivalInterval: [tenth(low), tenth(high)],
      plainShare: round4(own / (own + rivals.seen)),
      chao1Share: round4(own / (own + estimated)),
      chao1Interval: [round4(own / (own + high)), round4(own / (own + low))],
      outage,
    };
  });
  return rows.sort(inOrder);
}

const tenth = (value: number): number => Math.round(value * 10) / 10;
const round4 = (value: number): number => Math.round(value * 10_000) / 10_000;

interface Placed {
  readonly day: string;
  readonly areaId: string;
  readonly operatorId: string | null;
}

function inOrder(a: Placed, b: Placed): number {
  return (
    compare(a.day, b.day) || compare(a.areaId, b.areaId) || compare(a.operatorId ?? '', b.operatorId ?? '')
  );
}

function compare(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}
