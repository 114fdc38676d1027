import type { Feed } from '../../events/feeds.ts';
/** What new customers are counted from: where one of these was silent, both sides of the ratio are not what they seem. */
export const SHARE_FEEDS: readonly Feed[] = ['lifecycle', 'usage'];

/** New numbers of one area on one day. */
export interface AreaShare {
  own: number;
  /** By operator index. */
  readonly rivals: Map<number, number>;
}

/** All rivals together, as a party. */
export const THREE_PARTY = -1;

/** New numbers of one local day in every area: each counts in its area and all ancestors. */
export class ShareDayCounts {
  readonly day: number;
  readonly areas = new Map<number, AreaShare>();

  constructor(day: number) {
    this.day = day;
  }

  at(area: number): AreaShare {
    let share = this.areas.get(area);
    if (!share) {
      share = { own: 0, rivals: new Map() };
      this.areas.set(area, share);
    }
    return share;
  }

  add(chain: readonly number[], operator: number): void {
    for (const area of chain) {
      const share = this.at(area);
      if (operator < 0) share.own++;
      else share.rivals.set(operator, (share.rivals.get(operator) ?? 0) + 1);
    }
  }

  snapshot(): unknown {
    return {
      day: this.day,
      areas: [...this.areas].map(([area, share]) => [area, share.own, [...share.rivals]]),
    };
  }

  static restore(state: unknown): ShareDayCounts {
    const saved = state as { day: number; areas: [number, number, [number, number][]][] };
    const counts = new ShareDayCounts(saved.day);
    for (const [area, own, rivals] of saved.areas) counts.areas.set(area, { own, rivals: new Map(rivals) });
    return counts;
  }
}

/** New numbers of the rival that is the party, or of all. */
export function rivalNewOf(share: AreaShare, party: number): number {
  if (party !== THREE_PARTY) return share.rivals.get(party) ?? 0;
  let total = 0;
  for (const count of share.rivals.values()) total += count;
  return total;
}
