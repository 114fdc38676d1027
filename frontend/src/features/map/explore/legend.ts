import type { Classes } from '../classes.ts';
import { formatCount } from '../../../i18n/format.ts';
import { cellShade } from './cell-layer.ts';
import { shadeIndex, type Fill, type LayerId } from './layers.ts';
import type { Translate } from './rows.ts';

/** What something looks like on the map: the fill of an area, the square of a cell, or a sign. */
export type Sample =
  | { readonly kind: 'fill'; readonly fill: Fill }
  | { readonly kind: 'cell'; readonly shade: number }
  | { readonly kind: 'sign'; readonly sign: string; readonly tone: 'red' | 'amber' | 'mark' | 'inkSoft' };

export interface LegendEntry {
  readonly sample: Sample;
  readonly text: string;
}

export interface LegendGroup {
  readonly title: string;
  readonly entries: readonly LegendEntry[];
}

/** What is on the map of a layer. Classes of areas and of cells; null: there are no areas, or no cells. */
export interface Legible {
  readonly layer: LayerId;
  readonly areas: Classes | null;
  readonly cells: Classes | null;
  readonly k: number;
}

/** What the fills and signs of a layer mean, lightest first. */
export function legendOf({ layer, areas, cells, k }: Legible, t: Translate): readonly LegendGroup[] {
  const title = t(`map.figure.${layer}`);
  if (layer === 'share') return [{ title, entries: shareEntries(t) }];
  if (layer === 'alerts') return [{ title, entries: signEntries(SEVERITIES, 'map.severity', t) }];
  if (layer === 'campus') return [{ title, entries: signEntries(AGAINST, 'map.against', t) }];
  const groups: LegendGroup[] = [];
  if (areas !== null) groups.push({ title, entries: areaEntries(areas, k, t) });
  if (cells !== null) groups.push({ title: t('map.figure.cell'), entries: cellEntries(cells, k, t) });
  return groups;
}

const SEVERITIES = [
  ['critical', '◆', 'red'],
  ['warning', '▲', 'amber'],
  ['info', '●', 'inkSoft'],
] as const;
const AGAINST = [
  ['below', '▼', 'amber'],
  ['within', '■', 'mark'],
  ['above', '▲', 'amber'],
  ['unknown', '□', 'mark'],
] as const;

function signEntries(
  signs: typeof SEVERITIES | typeof AGAINST,
  words: string,
  t: Translate,
): readonly LegendEntry[] {
  return signs.map(([name, sign, tone]) => ({
    sample: { kind: 'sign', sign, tone },
    text: t(`${words}.${name}`),
  }));
}

function shareEntries(t: Translate): readonly LegendEntry[] {
  return (['plain', 'near', 'below', 'far-below', 'unknown'] as const).map((kind) => ({
    sample: { kind: 'fill', fill: { kind } },
    text: t(`map.share.state.${kind}`),
  }));
}

function areaEntries(classes: Classes, k: number, t: Translate): readonly LegendEntry[] {
  const hidden = (['few', 'withheld'] as const).map((kind) => ({
    sample: { kind: 'fill' as const, fill: { kind } },
    text: kind === 'few' ? `<${String(k)}` : t('map.hidden.withheldShort'),
  }));
  const shown = boundsOf(classes, t).map(({ upTo, text }) => {
    const index = upTo === null ? shadeIndex(classes, Infinity) : shadeIndex(classes, upTo);
    return { sample: { kind: 'fill' as const, fill: { kind: 'class' as const, index } }, text };
  });
  return [...hidden, ...shown];
}

function cellEntries(classes: Classes, k: number, t: Translate): readonly LegendEntry[] {
  const few = { sample: { kind: 'cell' as const, shade: cellShade(classes, 'few') }, text: `<${String(k)}` };
  const shown = boundsOf(classes, t).map(({ upTo, text }) => {
    const shade = cellShade(classes, upTo ?? Infinity);
    return { sample: { kind: 'cell' as const, shade }, text };
  });
  return [few, ...shown];
}

/** The classes in words, each with a value that falls into it; null: above the last bound. */
function boundsOf({ breaks }: Classes, t: Translate): readonly { upTo: number | null; text: string }[] {
  const last = breaks.at(-1);
  if (last === undefined) return [];
  return [
    ...breaks.map((bound) => ({ upTo: bound, text: t('map.legend.upTo', { n: formatCount(bound) }) })),
    { upTo: null, text: t('map.legend.over', { n: formatCount(last) }) },
  ];
}

const STEPS = [1, 2, 5, 10] as const;

/** A round length of about so many pixels. */
export function scaleBar(
  metresPerPixel: number,
  pixels: number,
): { readonly metres: number; readonly pixels: number } {
  const most = metresPerPixel * pixels;
  const power = 10 ** Math.floor(Math.log10(most));
  const step = STEPS.findLast((one) => one * power <= most) ?? 1;
  return { metres: step * power, pixels: (step * power) / metresPerPixel };
}
