import type { AreaNow, ShareNow } from '@tidewall/streams/events';
import { ancestorAt, type AreaTree } from '../areas/area-tree.ts';

/** Fewer new customers than this are not judged (detector rule share-drop, `minNew`). */
export const MIN_NEW = 30;

/** `below`: the detector says so. `near`: the share is below the threshold, its interval is not. */
export type ShareState = 'few' | 'fine' | 'near' | 'below' | 'far-below';

/** This far below the threshold is the second level of alarm. */
const FAR = 0.15;

export interface ShareRow {
  readonly areaId: string;
  readonly share: number;
  readonly interval: readonly [number, number];
  readonly n: number;
  readonly state: ShareState;
}

export function sampleOf(share: Pick<ShareNow, 'ownNew' | 'rivalNew'>): number {
  return Object.values(share.rivalNew).reduce((sum, count) => sum + count, share.ownNew);
}

export function shareState(now: ShareNow): ShareState {
  if (now.share === null) return 'few';
  if (now.below) return isFarBelow(now.share, now.threshold) ? 'far-below' : 'below';
  if (sampleOf(now) < MIN_NEW) return 'few';
  return now.share < now.threshold ? 'near' : 'fine';
}

export function isFarBelow(share: number, threshold: number): boolean {
  return share < threshold - FAR;
}

export function isBelow(state: ShareState): boolean {
  return state === 'below' || state === 'far-below';
}

/** Areas of our province: those below the threshold first, then by share, then those with too few to be judged by number. */
export function shareRows(areas: ReadonlyMap<string, AreaNow>, tree: AreaTree): readonly ShareRow[] {
  const rows: ShareRow[] = [];
  for (const { areaId, share } of areas.values()) {
    const state = shareState(share);
    if (share.share === null || share.interval === null) continue;
    if (!isOfOurs(areaId, tree)) continue;
    rows.push({ areaId, share: share.share, interval: share.interval, n: sampleOf(share), state });
  }
  return rows.toSorted((a, b) => rank(a) - rank(b) || (a.state === 'few' ? b.n - a.n : a.share - b.share));
}

function rank({ state }: ShareRow): number {
  if (isBelow(state)) return 0;
  return state === 'few' ? 2 : 1;
}

function isOfOurs(areaId: string, tree: AreaTree): boolean {
  const root = tree.root?.areaId;
  if (root === undefined || areaId === root) return false;
  return ancestorAt(tree.byId, areaId, 'province')?.areaId === root;
}
