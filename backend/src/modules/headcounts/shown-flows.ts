import type { FlowNow, OriginNow } from '@tidewall/streams';
import { protectCounts, stepsOf } from './privacy/index.ts';

export interface ShownFlows {
  readonly flows: readonly FlowNow[];
  readonly origins: readonly OriginNow[];
}

/**
 * What may be told of flows by `{from}/{to}`: in whole steps of k, with the sum by origin. What is few or withheld is left
 * out, like what is nothing: that a flow is listed would say that somebody came.
 */
export function shownFlows(flows: ReadonlyMap<string, number>, k: number): ShownFlows {
  const sums = new Map<string, number>();
  for (const [pair, count] of flows) {
    const [from = ''] = pair.split('/');
    sums.set(from, (sums.get(from) ?? 0) + count);
  }
  const shown = protectCounts(
    [
      ...[...sums].map(([areaId, count]) => ({ areaId, parentId: null, count })),
      ...[...flows].map(([areaId, count]) => ({ areaId, parentId: areaId.split('/')[0] ?? null, count })),
    ],
    k,
  );
  const inSteps = (key: string): readonly number[] => {
    const count = stepsOf(shown.get(key) ?? 'few', k);
    return typeof count === 'number' && count > 0 ? [count] : [];
  };
  return {
    flows: [...flows.keys()].flatMap((pair) => {
      const [fromAreaId = '', toAreaId = ''] = pair.split('/');
      return inSteps(pair).map((count) => ({ fromAreaId, toAreaId, count }));
    }),
    origins: [...sums.keys()].flatMap((areaId) => inSteps(areaId).map((count) => ({ areaId, count }))),
  };
}
