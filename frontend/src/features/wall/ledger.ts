import type { FeedNow } from '@tidewall/streams/events';

/** The fates an accepted event can have, in the order they are judged backwards: most common first. */
export const FATES = ['stored', 'duplicate', 'late', 'rejected'] as const;
export type Fate = (typeof FATES)[number];

export interface Ledger extends Readonly<Record<Fate, number>> {
  readonly accepted: number;
  /** accepted − (stored + duplicate + late + rejected): 0, or an event was lost. */
  readonly missing: number;
}

export function ledgerOf(feeds: readonly Pick<FeedNow, 'accepted' | Fate>[]): Ledger {
  const sum = (of: 'accepted' | Fate): number => feeds.reduce((total, feed) => total + feed[of], 0);
  const accepted = sum('accepted');
  const [stored, duplicate, late, rejected] = [sum('stored'), sum('duplicate'), sum('late'), sum('rejected')];
  return {
    accepted,
    stored,
    duplicate,
    late,
    rejected,
    missing: accepted - stored - duplicate - late - rejected,
  };
}

/** Rejections of all feeds by code, most first. */
export function rejectionsOf(feeds: readonly FeedNow[]): readonly (readonly [code: string, count: number])[] {
  const byCode = new Map<string, number>();
  for (const feed of feeds) {
    for (const [code, count] of Object.entries(feed.rejectedByCode)) {
      byCode.set(code, (byCode.get(code) ?? 0) + count);
    }
  }
  return [...byCode].filter(([, count]) => count > 0).toSorted((a, b) => b[1] - a[1]);
}
