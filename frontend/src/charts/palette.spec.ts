import { afterEach, describe, expect, it } from '@jest/globals';
import { readFileSync } from 'node:fs';
import { computed } from 'vue';
import { contrast, difference, type Vision } from './colour.ts';
import { applyPalette, PALETTE, PALETTES, THEMES, type Palette } from './palette.ts';

const VISIONS: readonly Vision[] = ['none', 'protan', 'deutan'];
/** Of text on walls, WCAG AAA. */
const LEAST_CONTRAST = 7;
/** CIEDE2000: told apart at a glance, not only side by side. */
const LEAST_DIFFERENCE = 10;

const pairs = <T>(list: readonly T[]): (readonly [T, T])[] =>
  list.flatMap((a, index) => list.slice(index + 1).map((b) => [a, b] as const));

describe('how colours look', () => {
  it('is what the standards say', () => {
    expect(contrast('#000000', '#ffffff')).toBeCloseTo(21, 5);
    expect(contrast('#777777', '#ffffff')).toBeCloseTo(4.48, 2);
    expect(difference('#808080', '#808080')).toBe(0);
    // Pure red and green: 86.6 in CIEDE2000.
    expect(difference('#ff0000', '#00ff00')).toBeCloseTo(86.6, 0);
  });

  it('is nearly the same of red and green for those who see no green', () => {
    expect(difference('#c04000', '#6f7000', 'deutan')).toBeLessThan(difference('#c04000', '#6f7000') / 2);
  });
});

describe.each(THEMES)('the palette of the %s', (theme) => {
  const palette: Palette = PALETTES[theme];

  it('has texts that stand out from tile and ground', () => {
    for (const tone of ['ink', 'inkSoft', 'quantity', 'amber', 'red'] as const)
      for (const behind of ['tile', 'ground'] as const)
        expect([tone, behind, contrast(palette[tone], palette[behind]) >= LEAST_CONTRAST]).toEqual([
          tone,
          behind,
          true,
        ]);
  });

  it('has levels of alarm that nobody takes for another or for a quantity', () => {
    for (const vision of VISIONS)
      for (const [a, b] of pairs(['quantity', 'amber', 'red'] as const))
        expect([a, b, vision, difference(palette[a], palette[b], vision) >= LEAST_DIFFERENCE]).toEqual([
          a,
          b,
          vision,
          true,
        ]);
  });

  it('has fills of the share map that nobody takes for another; too few is hatched besides', () => {
    const states = ['fine', 'near', 'below', 'far-below'] as const;
    for (const vision of VISIONS)
      for (const [a, b] of pairs(states))
        expect([
          a,
          b,
          vision,
          difference(palette.shares[a], palette.shares[b], vision) >= LEAST_DIFFERENCE,
        ]).toEqual([a, b, vision, true]);
  });

  it('has shades that go one way, each a step from the next', () => {
    const light = palette.scale.map((shade) => contrast(shade, palette.tile));
    expect(light).toEqual(light.toSorted((a, b) => a - b));
    for (const vision of VISIONS)
      palette.scale.slice(1).forEach((shade, index) => {
        expect(difference(shade, palette.scale[index]!, vision)).toBeGreaterThan(5);
      });
  });

  it('is the one of tokens.css', () => {
    const css = readFileSync(new URL('../app/tokens.css', import.meta.url), 'utf8');
    const block = css.slice(css.indexOf(theme === 'night' ? ':root' : "[data-theme='day']"));
    const token = (name: string): string => new RegExp(`--${name}: (#\\w{6});`).exec(block)?.[1] ?? '';
    for (const name of [
      'ground',
      'tile',
      'line',
      'structure',
      'ink',
      'past',
      'quantity',
      'amber',
      'red',
    ] as const)
      expect([name, token(name)]).toEqual([name, palette[name]]);
    expect(token('ink-soft')).toBe(palette.inkSoft);
  });
});

describe('the colours in force', () => {
  afterEach(() => applyPalette('night'));

  it('change with the theme, and with them what was computed from them', () => {
    const label = computed(() => `${PALETTE.tile} ${PALETTE.shares.below}`);
    expect(label.value).toContain(PALETTES.night.tile);
    applyPalette('day');
    expect(label.value).toBe(`${PALETTES.day.tile} ${PALETTES.day.shares.below}`);
  });
});
