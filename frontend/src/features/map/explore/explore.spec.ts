import { describe, expect, it } from '@jest/globals';
import { cellShade } from './cell-layer.ts';
import { against, bandText, countText, rankOf } from './figures.ts';
import { inkOn } from './ink-on.ts';
import { alertSums, classesOf, fillOf, shareState, type Fill } from './layers.ts';
import { legendOf, scaleBar } from './legend.ts';
import type { AreaFigures, MapAlert, ShareFigures } from './map-dto.ts';
import { MAP_THEMES, THEME_IDS } from './map-theme.ts';
import { neighbourOf } from './neighbour.ts';
import { colorOf } from './paint-base.ts';
import { FEW_SHADE } from './paint-cells.ts';
import { PointGrid } from './point-grid.ts';
import { areaRow, csvOf, sortedRows, type MapRow, type RowContext } from './rows.ts';
import { unitOf } from './unit.ts';
import { AT_REST, contained, fromScreen, toScreen, zoomed } from './viewport.ts';

const plain = (text: string): string => text.replaceAll('\u202f', ' ').replaceAll('\u00a0', ' ');

describe('figures of people', () => {
  it('below k, or withheld, are said as such and sorted below what is shown', () => {
    expect(
      [null, 'few' as const, 'withheld' as const, 1284].map((count) => plain(countText(count, 10))),
    ).toEqual(['—', '<10', '≥10', '1 284']);
    expect(plain(countText(120, 10, true))).toBe('120+');
    expect([12, 'few' as const, null, 'withheld' as const].toSorted((a, b) => rankOf(a) - rankOf(b))).toEqual(
      [null, 'few', 'withheld', 12],
    );
  });

  it('have a usual range whose low edge may be below k', () => {
    expect(plain(bandText([0, 10, 30], 10))).toBe('<10–30');
    expect(bandText([0, 0, 0], 10)).toBe('<10');
    expect(bandText([0, 0, 10], 10)).toBe('<20');
    expect(bandText(null, 10)).toBe('—');
  });

  it('are against that range with room for its steps', () => {
    expect(against(39, [20, 30, 30], 10)).toBe('within');
    expect(against(40, [20, 30, 30], 10)).toBe('above');
    expect(against(19, [20, 30, 30], 10)).toBe('below');
    expect(against('few', [20, 30, 30], 10)).toBeNull();
  });
});

const NOTHING: AreaFigures = {
  areaId: 'a',
  minute: null,
  present: null,
  usual: null,
  homecomings: null,
  yesterday: null,
  lastWeek: null,
  share: null,
  revised: false,
};
const SHARE: ShareFigures = {
  day: '2026-02-10',
  ownNew: 60,
  rivalNew: 40,
  share: 0.6,
  interval: [0.5, 0.69],
  threshold: 0.7,
  below: true,
};

describe('fills', () => {
  it('have classes of what is shown, and patterns for what is not', () => {
    const areas = [12, 40, 90, 300, 800, 'few' as const].map((present) => ({ ...NOTHING, present }));
    const classes = classesOf('present', areas);
    const fills = areas.map((area) => fillOf('present', area, classes));
    expect(fills[0]).toEqual({ kind: 'class', index: 0 });
    expect(fills[4]).toEqual({ kind: 'class', index: 4 });
    expect(fills[5]).toEqual({ kind: 'few' });
    expect(fillOf('present', undefined, classes)).toEqual({ kind: 'unknown' });
  });

  it('of shares are coloured only where the detector says so', () => {
    expect(shareState(SHARE)).toBe('below');
    expect(shareState({ ...SHARE, share: 0.5 })).toBe('far-below');
    expect(shareState({ ...SHARE, below: false })).toBe('near');
    expect(shareState({ ...SHARE, below: false, ownNew: 6, rivalNew: 4 })).toBe('unknown');
    expect(shareState({ ...SHARE, below: false, share: 0.8 })).toBe('plain');
  });

  it('have a legend whose bounds are those of the classes', () => {
    const words = (key: string, values?: Readonly<Record<string, string | number>>): string =>
      `${key} ${String(values?.['n'] ?? '')}`.trim();
    const breaks = { breaks: [50, 200] };
    const groups = legendOf({ layer: 'present', areas: breaks, cells: breaks, k: 10 }, words);
    expect(groups.map(({ title, entries }) => [title, ...entries.map(({ text }) => text)])).toEqual([
      [
        'map.figure.present',
        '<10',
        'map.hidden.withheldShort',
        'map.legend.upTo 50',
        'map.legend.upTo 200',
        'map.legend.over 200',
      ],
      ['map.figure.cell', '<10', 'map.legend.upTo 50', 'map.legend.upTo 200', 'map.legend.over 200'],
    ]);
    expect(legendOf({ layer: 'present', areas: null, cells: breaks, k: 10 }, words)).toHaveLength(1);
    expect(legendOf({ layer: 'alerts', areas: breaks, cells: null, k: 10 }, words)[0]?.entries).toHaveLength(
      3,
    );
  });

  it('of cells are as far apart as there are classes, and never that of land', () => {
    const breaks = [20, 50, 100];
    expect([10, 20, 21, 99, 500].map((count) => cellShade({ breaks }, count))).toEqual([1, 1, 2, 3, 4]);
    expect([10, 90].map((count) => cellShade({ breaks: [50] }, count))).toEqual([1, 4]);
    expect(cellShade({ breaks: [] }, 'few')).toBe(FEW_SHADE);
  });
});

describe('alerts', () => {
  const alert = (areaId: string, severity: MapAlert['severity'], raisedAt: number): MapAlert => ({
    alertId: `${areaId}${String(raisedAt)}`,
    areaId,
    hotspotId: null,
    title: { zh: '', en: '' },
    severity,
    state: 'raised',
    raisedAt,
    since: raisedAt,
    acknowledged: false,
  });

  it('are summed by the area that holds them: how many, the worst, the oldest', () => {
    const alerts = [alert('t1', 'info', 5), alert('t2', 'critical', 9), alert('elsewhere', 'warning', 1)];
    const sums = alertSums(alerts, (areaId) => (areaId.startsWith('t') ? 'city' : null));
    expect([...sums]).toEqual([['city', { n: 2, worst: 'critical', oldest: 5 }]]);
  });
});

describe('moving about', () => {
  it('enlarges around the pointer and never moves the map out of sight', () => {
    const view = zoomed(AT_REST, 2, [100, 50]);
    expect(toScreen(view, [100, 50])).toEqual([100, 50]);
    expect(fromScreen(view, toScreen(view, [12, 34]))).toEqual([12, 34]);
    expect(contained({ scale: 2, x: 500, y: -5_000 }, 400, 300)).toEqual({ scale: 2, x: 0, y: -300 });
    expect(contained(zoomed(view, 0.01, [0, 0]), 400, 300)).toEqual({ scale: 1, x: 0, y: 0 });
  });

  it('goes to the neighbour in a direction, not to a nearer one aside', () => {
    const spots = [
      { id: 'here', x: 0, y: 0 },
      { id: 'east', x: 50, y: 5 },
      { id: 'aside', x: 10, y: 40 },
      { id: 'north', x: 5, y: -60 },
    ];
    expect(neighbourOf(spots, 'here', 'right')).toBe('east');
    expect(neighbourOf(spots, 'here', 'up')).toBe('north');
    expect(neighbourOf(spots, 'here', 'left')).toBeNull();
    expect(neighbourOf(spots, null, 'left')).toBe('here');
  });

  it('finds the nearest of many points, and none far away', () => {
    const points = Array.from(
      { length: 20_000 },
      (_, i) => [(i % 200) * 5, Math.floor(i / 200) * 5] as const,
    );
    const grid = new PointGrid(points, 16);
    expect(grid.nearest(501, 248, 8)).toBe(50 * 200 + 100);
    expect(grid.nearest(-300, 0, 8)).toBeNull();
  });

  it('measures with round lengths', () => {
    expect(scaleBar(130, 100)).toEqual({ metres: 10_000, pixels: 10_000 / 130 });
    expect(scaleBar(0.9, 100).metres).toBe(50);
  });
});

describe('the table', () => {
  const context: RowContext = { t: (key) => key, k: 10, timeOf: String };
  const row = (id: string, present: AreaFigures['present']): MapRow =>
    areaRow('present', { id, name: id, alerts: null }, { ...NOTHING, present }, context);
  const rows = [row('b', 12), row('a', 'few'), row('c', 300)];
  const collator = new Intl.Collator('en');

  it('is sorted by figure or name, either way', () => {
    const order = (key: 'name' | 'rank', downwards: boolean): string[] =>
      sortedRows(rows, key, downwards, collator).map(({ id }) => id);
    expect(order('rank', true)).toEqual(['c', 'b', 'a']);
    expect(order('rank', false)).toEqual(['a', 'b', 'c']);
    expect(order('name', false)).toEqual(['a', 'b', 'c']);
  });

  it('is exported with the same texts, quoted, and nothing that a spreadsheet would run', () => {
    const named = [
      { ...rows[0]!, name: '=1+1' },
      { ...rows[1]!, name: 'a "b", c' },
    ];
    const lines = csvOf(['name', 'figure'], named, 'note').split('\r\n');
    expect(lines[0]).toBe('\ufeffnote');
    expect(lines[2]).toMatch(/^'=1\+1,12,/);
    expect(lines[3]).toMatch(/^"a ""b"", c",<10,/);
  });
});

describe('texts', () => {
  it('are as large as the screen is high, and can be read on a phone', () => {
    const sizes = [
      [390, 844],
      [1_920, 1_080],
      [5_120, 1_440],
      [3_840, 2_160],
    ].map(([width = 0, height = 0]) => unitOf(width, height));
    expect(sizes).toEqual([13.5, 14.5, 17.5, 23.5]);
  });
});

describe('colours', () => {
  const luminance = (color: string): number => {
    const [r = 0, g = 0, b = 0] = [1, 3, 5].map((at) => {
      const value = Number.parseInt(color.slice(at, at + 2), 16) / 255;
      return value <= 0.04045 ? value / 12.92 : ((value + 0.055) / 1.055) ** 2.4;
    });
    return 0.2126 * r + 0.7152 * g + 0.0722 * b;
  };
  const contrast = (a: string, b: string): number => {
    const [low = 0, high = 0] = [luminance(a), luminance(b)].toSorted((x, y) => x - y);
    return (high + 0.05) / (low + 0.05);
  };

  it.each(THEME_IDS)(
    'of the %s theme are one hue in even steps, and its texts are read on the ground',
    (id) => {
      const theme = MAP_THEMES[id];
      const steps = theme.shades.map(luminance);
      const rising = id === 'night';
      for (let at = 1; at < steps.length; at++) {
        expect(steps[at]! > steps[at - 1]!).toBe(rising);
        expect(contrast(theme.shades[at]!, theme.shades[at - 1]!)).toBeGreaterThan(1.2);
      }
      const fills: Fill[] = [0, 1, 2, 3, 4].map((index) => ({ kind: 'class', index }));
      for (const kind of ['few', 'near', 'below', 'far-below', 'plain'] as const) fills.push({ kind });
      for (const fill of fills)
        expect(contrast(inkOn(fill, theme).color, colorOf(fill, theme))).toBeGreaterThan(4.5);
      expect(contrast(theme.ink, theme.ground)).toBeGreaterThan(7);
      expect(contrast(theme.inkSoft, theme.ground)).toBeGreaterThan(4.5);
      expect(contrast(theme.amber, theme.ground)).toBeGreaterThan(4.5);
      expect(contrast(theme.red, theme.ground)).toBeGreaterThan(4.5);
    },
  );
});
