import type { Classes } from '../classes.ts';
import { formatCount } from '../../../i18n/format.ts';
import { SHADES, shadeIndex, type Fill, type LayerId } from './layers.ts';
import type { Translate } from './rows.ts';

export interface LegendEntry {
  readonly fill: Fill;
  readonly text: string;
}

/** What the fills of a layer mean, lightest first. */
export function legendOf(layer: LayerId, classes: Classes, k: number, t: Translate): readonly LegendEntry[] {
  if (layer === 'share') {
    return (['plain', 'near', 'below', 'far-below', 'unknown'] as const).map((kind) => ({
      fill: { kind },
      text: t(`map.share.state.${kind}`),
    }));
  }
  if (layer !== 'present' && layer !== 'homecomings') return [];
  const hidden = (['few', 'withheld'] as const).map((kind) => ({
    fill: { kind },
    text: kind === 'few' ? `<${String(k)}` : t('map.hidden.withheldShort'),
  }));
  return [...hidden, ...classEntries(classes, t)];
}

function classEntries({ breaks }: Classes, t: Translate): readonly LegendEntry[] {
  const entries = breaks.map((bound) => ({
    fill: { kind: 'class' as const, index: shadeIndex({ breaks }, bound) },
    text: t('map.legend.upTo', { n: formatCount(bound) }),
  }));
  const last = breaks.at(-1);
  if (last === undefined) return [];
  const over = {
    fill: { kind: 'class' as const, index: SHADES - 1 },
    text: t('map.legend.over', { n: formatCount(last) }),
  };
  return [...entries, over];
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
