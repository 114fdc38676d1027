import { describe, expect, it } from '@jest/globals';
import { dayCurveOption } from './day-curve.ts';
import { dayProfile, quantile } from './day-profile.ts';
import { rangeGlyph, standingOf } from './range-glyph.ts';
import { PALETTE } from './palette.ts';
import { shareDaysOption } from './share-days.ts';
import { appended, sparkOf } from './sparkline.ts';

const HOUR_MS = 3_600_000;
const DAY_MS = 24 * HOUR_MS;
const timeZone = 'Asia/Shanghai';
const today = Date.parse('2026-02-10T00:00:00+08:00');
const now = today + 9.5 * HOUR_MS;

/** Ten days of one value an hour: the day before today counts 1, the one before it 2, and so on; today counts 100. */
const points = Array.from({ length: 10 * 24 }, (_, i) => {
  const start = today - 9 * DAY_MS + i * HOUR_MS;
  const daysAgo = 9 - Math.floor(i / 24);
  return [start, daysAgo === 0 ? 100 : daysAgo] as const;
}).filter(([start]) => start <= now);
const input = { now, completeTo: now, windowMs: HOUR_MS, timeZone };
const profile = dayProfile({ ...input, points });

describe('a day against the days before', () => {
  it('has the whole windows of today and the running one apart', () => {
    expect(profile.today).toHaveLength(9);
    expect(profile.today[0]).toEqual([HOUR_MS / 2, 100]);
    expect(profile.running).toEqual([9.5 * HOUR_MS, 100]);
  });

  it('has the whole of yesterday', () => {
    expect(profile.yesterday).toHaveLength(24);
    expect(new Set(profile.yesterday.map(([, value]) => value))).toEqual(new Set([1]));
  });

  it('has the usual range over whole days, the first of them left out', () => {
    const [x, low, median, high] = profile.band[0] ?? [];
    expect([x, median, high]).toEqual([HOUR_MS / 2, 4.5, 7.3]);
    expect(low).toBeCloseTo(1.7);
  });

  it('counts a window that is left out as nothing', () => {
    const thinned = points.filter(([start]) => start !== today + 3 * HOUR_MS);
    expect(dayProfile({ ...input, points: thinned }).today[3]?.[1]).toBe(0);
  });

  it('knows nothing of windows that are not stored yet', () => {
    const late = dayProfile({ ...input, points, completeTo: now - 2 * HOUR_MS });
    expect(late.today).toHaveLength(7);
    expect(late.running?.[0]).toBe(7.5 * HOUR_MS);
    expect(dayProfile({ ...input, points, completeTo: today - 1 }).today).toEqual([]);
  });

  it('claims no usual range with little history, and nothing at all without any', () => {
    const few = points.filter(([start]) => start >= today - 3 * DAY_MS);
    expect(dayProfile({ ...input, points: few }).band).toEqual([]);
    const none = dayProfile({ ...input, points: [] });
    expect(none).toEqual({ today: [], running: null, yesterday: [], band: [] });
  });

  it('interpolates quantiles between ranks', () => {
    expect(quantile([1, 2, 3, 4], 0.5)).toBe(2.5);
    expect(quantile([], 0.5)).toBe(0);
  });
});

describe('the day curve', () => {
  const curve = {
    profile,
    windowMs: HOUR_MS,
    now: 9.5 * HOUR_MS,
    unit: 16,
    labels: { today: 'Today', yesterday: 'Yesterday', usual: 'Usual' },
    small: false,
    abnormal: false,
  };
  const seriesOf = (option: object): { id: string; data: unknown[]; endLabel?: { show: boolean } }[] =>
    (option as { series: { id: string; data: unknown[] }[] }).series;

  it('never animates, and merges by stable names', () => {
    const option = dayCurveOption(curve);
    expect(option['animation']).toBe(false);
    expect(seriesOf(option).map(({ id }) => id)).toEqual([
      'band-low',
      'band',
      'usual',
      'yesterday',
      'running',
      'today',
    ]);
  });

  it('has text and lines in layout units', () => {
    const at = (unit: number): number =>
      (dayCurveOption({ ...curve, unit })['textStyle'] as { fontSize: number }).fontSize;
    expect(at(32)).toBe(2 * at(16));
  });

  it('draws the range from its lower to its upper end', () => {
    const [low, band] = seriesOf(dayCurveOption(curve));
    expect((low?.data[0] as number[])[1]).toBeCloseTo(1.7);
    expect((band?.data[0] as number[])[1]).toBeCloseTo(7.3 - 1.7);
  });

  it('names its curves, except in a small multiple', () => {
    expect(JSON.stringify(seriesOf(dayCurveOption(curve)).at(-1)?.data)).toContain('Today');
    const small = dayCurveOption({ ...curve, small: true });
    expect(JSON.stringify(small)).not.toContain('Today');
    expect(seriesOf(small).find(({ id }) => id === 'usual')?.endLabel?.show).toBe(false);
  });

  it('has a scale whose half is a figure to read', () => {
    for (const value of [1, 7, 94, 128, 161, 999, 12_345]) {
      const axis = dayCurveOption({
        ...curve,
        profile: { ...profile, today: [[0, value]], running: null, band: [], yesterday: [] },
      })['yAxis'] as { max: number; interval: number };
      expect(axis.max).toBeGreaterThanOrEqual(value);
      expect(Number.isInteger(axis.interval)).toBe(true);
    }
  });
});

describe('share by day', () => {
  it('marks the days that are below the threshold and leaves gaps where nothing was counted', () => {
    const option = shareDaysOption({
      days: [
        { day: '2026-02-08', share: 0.75, below: false, far: false },
        { day: '2026-02-09', share: null, below: false, far: false },
        { day: '2026-02-10', share: 0.62, below: true, far: false },
        { day: '2026-02-11', share: 0.5, below: true, far: true },
      ],
      threshold: 0.7,
      unit: 16,
    });
    const [share, below] = option['series'] as { data: unknown[] }[];
    expect(share?.data).toEqual([
      ['2026-02-08', 75],
      ['2026-02-09', null],
      ['2026-02-10', 62],
      ['2026-02-11', 50],
    ]);
    expect(below?.data).toMatchObject([
      { value: ['2026-02-10', 62], itemStyle: { color: PALETTE.amber } },
      { value: ['2026-02-11', 50], itemStyle: { color: PALETTE.red } },
    ]);
  });
});

describe('a sparkline', () => {
  const box = { width: 100, height: 10 };

  it('begins at zero and ends at the right', () => {
    expect(sparkOf([5, 10], 11, box).line).toBe('M90 5L100 0');
    expect(sparkOf([5, 10], 11, box).area).toBe('M90 5L100 0L100 10L90 10Z');
  });

  it('is nothing with fewer than two values and flat for zeros', () => {
    expect(sparkOf([3], 10, box).line).toBe('');
    expect(sparkOf([0, 0], 2, box).line).toBe('M0 10L100 10');
  });

  it('forgets its oldest value', () => {
    expect(appended([1, 2, 3], 4, 3)).toEqual([2, 3, 4]);
    expect(appended([], 4, 3)).toEqual([4]);
  });
});

describe('the range glyph', () => {
  it('has its median in the middle whatever the size', () => {
    for (const scale of [1, 1000]) {
      const glyph = rangeGlyph(10 * scale, [8 * scale, 10 * scale, 12 * scale]);
      expect(glyph.median).toBe(0.5);
      expect(glyph.value).toBeCloseTo(0.5);
    }
  });

  it('keeps its mark inside, however far the value', () => {
    expect(rangeGlyph(99, [8, 10, 12]).value).toBe(1);
    expect(rangeGlyph(0, [8, 10, 12]).value).toBe(0);
  });
});

describe('a value against its usual range', () => {
  it('is outside it one time in five, and that is no alarm', () => {
    expect(standingOf(100, [90, 100, 110])).toBe('usual');
    expect(standingOf(115, [90, 100, 110])).toBe('above');
    expect(standingOf(85, [90, 100, 110])).toBe('below');
  });

  it('is an alarm four deviations away, a deviation being at least the root of the median', () => {
    expect(standingOf(139, [99, 100, 101])).toBe('above');
    expect(standingOf(140, [99, 100, 101])).toBe('high');
    expect(standingOf(60, [99, 100, 101])).toBe('low');
    expect(standingOf(140, [70, 100, 130])).toBe('above');
  });

  it('is never an alarm against a median of few', () => {
    expect(standingOf(200, [18, 20, 22])).toBe('above');
  });
});
