import { classOf, quantileClasses, type Classes } from '../classes.ts';
import type { AreaFigures, MapAlert, ShareFigures, ShownCount } from './map-dto.ts';

/** What a map can show of areas, in the order in which it is offered. */
export const LAYERS = ['present', 'homecomings', 'share', 'campus', 'alerts'] as const;
export type LayerId = (typeof LAYERS)[number];

export function isLayer(value: unknown): value is LayerId {
  return LAYERS.some((layer) => layer === value);
}

/** How an area is filled: by class of its figure, or by what is the matter with it. */
export type Fill =
  | { readonly kind: 'class'; readonly index: number }
  | { readonly kind: 'few' | 'withheld' | 'unknown' | 'plain' }
  /** Its cells tell more. */
  | { readonly kind: 'bare' }
  | { readonly kind: 'below' | 'far-below' | 'near' };

export const SHADES = 5;
/** New customers below this many are not judged (detector rule share-drop, `minNew`). */
const MIN_NEW = 30;
/** This far below the threshold is the second level of alarm. */
const FAR = 0.15;

/** The count of people that a layer shows; undefined: the layer shows none. */
export function countOf(layer: LayerId, figures: AreaFigures | undefined): ShownCount | null | undefined {
  if (layer === 'present') return figures?.present ?? null;
  return layer === 'homecomings' ? (figures?.homecomings ?? null) : undefined;
}

/** Classes of what is shown, so that a few large areas do not leave the rest in one shade. */
export function classesOf(layer: LayerId, areas: readonly (AreaFigures | undefined)[]): Classes {
  const counts = areas.map((area) => countOf(layer, area)).filter((count) => typeof count === 'number');
  return classesOfCounts(counts, SHADES);
}

/** Classes of counts that are shown, each of them with something in it. */
export function classesOfCounts(counts: readonly number[], most: number): Classes {
  const { breaks } = quantileClasses(counts, most);
  const used = breaks.filter((bound) => counts.some((count) => count <= bound));
  return { breaks: used.length > 0 ? used : halved(counts) };
}

/** Two classes of counts that are too few for more; counts that are all the same are one. */
function halved(counts: readonly number[]): readonly number[] {
  if (counts.length === 0) return [];
  const [least, most] = [Math.min(...counts), Math.max(...counts)];
  const middle = Math.sqrt(least * most);
  const step = 10 ** Math.max(0, Math.floor(Math.log10(middle)) - 1);
  return [Math.max(least, Math.floor(middle / step) * step)];
}

export function fillOf(layer: LayerId, figures: AreaFigures | undefined, classes: Classes): Fill {
  if (layer === 'share') return { kind: shareState(figures?.share ?? null) };
  const count = countOf(layer, figures);
  if (count === undefined) return { kind: 'plain' };
  if (count === null) return { kind: 'unknown' };
  if (typeof count !== 'number') return { kind: count };
  return { kind: 'class', index: shadeIndex(classes, count) };
}

/** The highest class is the strongest shade, few classes are further apart than many. */
export function shadeIndex(classes: Classes, count: number): number {
  const last = classes.breaks.length;
  if (last === 0) return Math.floor(SHADES / 2);
  const index = Math.max(0, classOf(classes, count) - 1);
  return Math.round((index * (SHADES - 1)) / last);
}

/** `unknown`: too few new customers to judge. `near`: below the threshold, but not for certain. */
export function shareState(share: ShareFigures | null): 'unknown' | 'plain' | 'near' | 'below' | 'far-below' {
  if (share === null || share.share === null) return 'unknown';
  if (share.below) return share.share < share.threshold - FAR ? 'far-below' : 'below';
  if (share.ownNew + share.rivalNew < MIN_NEW) return 'unknown';
  return share.share < share.threshold ? 'near' : 'plain';
}

const SEVERITIES = ['info', 'warning', 'critical'] as const;

/** Open alerts of an area and all below it. */
export interface AlertSum {
  readonly n: number;
  readonly worst: MapAlert['severity'];
  readonly oldest: number;
}

/** Alerts by the areas that are shown: each alert counts for the one that holds it. */
export function alertSums(
  alerts: readonly MapAlert[],
  holderOf: (areaId: string) => string | null,
): ReadonlyMap<string, AlertSum> {
  const sums = new Map<string, AlertSum>();
  for (const { areaId, severity, raisedAt } of alerts) {
    const holder = holderOf(areaId);
    if (holder === null) continue;
    const sum = sums.get(holder) ?? { n: 0, worst: 'info', oldest: raisedAt };
    const worst = SEVERITIES.indexOf(severity) > SEVERITIES.indexOf(sum.worst) ? severity : sum.worst;
    sums.set(holder, { n: sum.n + 1, worst, oldest: Math.min(sum.oldest, raisedAt) });
  }
  return sums;
}
