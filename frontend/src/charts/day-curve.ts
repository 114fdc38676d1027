import type { EChartsCoreOption } from 'echarts/core';
import type { DayProfile } from './day-profile.ts';
import { hiddenSeries, withWidestFew } from './few-strip.ts';
import { FONT, PALETTE } from './palette.ts';

const HOUR_MS = 3_600_000;
/** Of primary text, layout units. */
const PRIMARY = 1.25;
const DAY_MS = 24 * HOUR_MS;

export interface DayCurveInput {
  readonly profile: DayProfile;
  readonly windowMs: number;
  /** Milliseconds since local midnight. */
  readonly now: number;
  /** Pixels of one layout unit. */
  readonly unit: number;
  /** Texts that stand at the curves themselves. */
  readonly labels: { readonly today: string; readonly yesterday: string; readonly usual: string };
  /** A small multiple has no names at its curves, fewer ticks and narrower margins. */
  readonly small: boolean;
  /** Above or below the usual range: the newest point says so. */
  readonly abnormal: boolean;
  /** Counts of people below it are not told: today's are a strip with this text, at the height that they are drawn at. */
  readonly few?: { readonly below: number; readonly text: string };
}

/** Today against yesterday and the usual range, by time of day. */
export function dayCurveOption(given: DayCurveInput): EChartsCoreOption {
  const input = { ...given, profile: withWidestFew(given) };
  const { unit, small } = input;
  const max = roundedUp(topOf(input) * 1.12);
  const offsets = endOffsets(input, max);
  return {
    animation: false,
    textStyle: { fontFamily: FONT, fontSize: unit, color: PALETTE.inkSoft },
    grid: {
      left: unit * (small ? 2.9 : 3.2),
      right: unit * (small ? 0.8 : 7.5),
      top: unit * 0.7,
      bottom: unit * 1.7,
    },
    xAxis: timeAxis(unit, small),
    yAxis: valueAxis(max, unit),
    series: [
      ...bandSeries(input, offsets.usual),
      ...hiddenSeries(input, max),
      yesterdaySeries(input, offsets.yesterday),
      runningSeries(input),
      todaySeries(input),
    ],
  };
}

function timeAxis(unit: number, small: boolean): object {
  return {
    type: 'value',
    min: 0,
    max: DAY_MS,
    interval: (small ? 12 : 3) * HOUR_MS,
    axisLine: { lineStyle: { color: PALETTE.structure, width: unit * 0.07 } },
    axisTick: { show: true, length: unit * 0.25, lineStyle: { color: PALETTE.structure } },
    splitLine: { show: false },
    axisLabel: {
      color: PALETTE.inkSoft,
      fontSize: unit,
      lineHeight: unit * 1.3,
      margin: unit * 0.4,
      alignMinLabel: small ? 'left' : 'center',
      alignMaxLabel: small ? 'right' : 'center',
      formatter: (value: number) => `${String(Math.round(value / HOUR_MS)).padStart(2, '0')}:00`,
    },
  };
}

function topOf({ profile, small }: DayCurveInput): number {
  const values = [...profile.today, ...(small ? [] : profile.yesterday)].map(([, value]) => value);
  return Math.max(1, profile.running?.[1] ?? 0, ...values, ...profile.band.map(([, , , high]) => high));
}

function valueAxis(max: number, unit: number): object {
  return {
    type: 'value',
    min: 0,
    max,
    interval: max / 2,
    axisLabel: {
      color: PALETTE.inkSoft,
      fontSize: unit,
      lineHeight: unit * 1.3,
      margin: unit * 0.5,
      formatter: shortCount,
    },
    splitLine: { lineStyle: { color: PALETTE.line, width: unit * 0.06 } },
  };
}

const ROUND = [1, 1.2, 1.6, 2, 2.4, 3, 4, 5, 6, 8, 10] as const;

/** The next figure whose half is a figure to read too. */
function roundedUp(value: number): number {
  const power = 10 ** Math.floor(Math.log10(value));
  const step = (ROUND.find((factor) => factor * power >= value) ?? 10) * power;
  return Math.max(2, step);
}

/** 12500 → "12.5k": an axis needs no more. */
function shortCount(value: number): string {
  return value < 10_000 ? String(value) : `${String(Math.round(value / 100) / 10)}k`;
}

/** A range as two stacked lines, the lower one unseen; its name at its right end. */
function bandSeries({ profile, unit, labels, small }: DayCurveInput, offset: number): object[] {
  const line = {
    type: 'line',
    stack: 'band',
    symbol: 'none',
    silent: true,
    lineStyle: { width: 0 },
  };
  return [
    { ...line, id: 'band-low', data: profile.band.map(([x, low]) => [x, low]) },
    {
      ...line,
      id: 'band',
      data: profile.band.map(([x, low, , high]) => [x, high - low]),
      areaStyle: { color: PALETTE.band },
    },
    {
      id: 'usual',
      type: 'line',
      symbol: 'none',
      silent: true,
      data: profile.band.map(([x, , median]) => [x, median]),
      lineStyle: { color: PALETTE.past, width: unit * 0.07, type: [unit * 0.15, unit * 0.35] },
      ...nameAtEnd(labels.usual, offset, unit, small),
    },
  ];
}

function yesterdaySeries({ profile, unit, labels, small }: DayCurveInput, offset: number): object {
  return {
    id: 'yesterday',
    type: 'line',
    symbol: 'none',
    silent: true,
    data: small ? [] : profile.yesterday,
    lineStyle: { color: PALETTE.past, width: unit * 0.1 },
    ...nameAtEnd(labels.yesterday, offset, unit, small),
  };
}

function todaySeries({ profile, now, unit, labels, small, abnormal }: DayCurveInput): object {
  const last = profile.today.length - 1;
  return {
    id: 'today',
    type: 'line',
    silent: true,
    showAllSymbol: true,
    symbol: (_: unknown, point: { dataIndex: number }) => (point.dataIndex === last ? 'circle' : 'none'),
    symbolSize: unit * 0.6,
    data: named(profile.today, small ? '' : labels.today, unit),
    lineStyle: { color: PALETTE.quantity, width: unit * (small ? 0.14 : 0.19) },
    itemStyle: { color: abnormal ? PALETTE.amber : PALETTE.quantity },
    markLine: {
      silent: true,
      symbol: 'none',
      animation: false,
      label: { show: false },
      lineStyle: { color: PALETTE.structure, width: unit * 0.08, type: 'solid' },
      data: [{ xAxis: now }],
    },
  };
}

/** The window that still runs fills up as a block of its own: as a point of the curve it would look like a fall. */
function runningSeries({ profile, unit, windowMs }: DayCurveInput): object {
  const { running } = profile;
  const half = windowMs / 2;
  return {
    id: 'running',
    type: 'line',
    silent: true,
    symbol: 'none',
    data: running === null ? [] : [-half, half].map((offset) => [running[0] + offset, running[1]]),
    lineStyle: { color: PALETTE.quantity, width: unit * 0.1 },
    areaStyle: { color: PALETTE.quantity, opacity: 0.25 },
  };
}

/** The curve's name above its newest point, apart from the names at the right end. */
function named(points: readonly (readonly [number, number])[], name: string, unit: number): object[] {
  const label = {
    show: true,
    position: 'top',
    distance: unit * 0.4,
    formatter: name,
    color: PALETTE.quantity,
    fontSize: unit * PRIMARY,
    textBorderColor: PALETTE.tile,
    textBorderWidth: unit * 0.25,
  };
  return points.map((value, index) =>
    name !== '' && index === points.length - 1 ? { value, label } : { value },
  );
}

/** Closer than this part of the height two names would touch. */
const NEAR = 0.12;
/** Layout units up from the axis. */
const FLOOR_UNITS = -0.7;

/** How far the names at the right end stand from their curves, in layout units: the upper one up, the lower one down. */
function endOffsets({ profile, small }: DayCurveInput, max: number): { usual: number; yesterday: number } {
  const usual = profile.band.at(-1)?.[2];
  const yesterday = profile.yesterday.at(-1)?.[1];
  // Close to the axis a name goes up, lest it covers the axis's figures.
  const alone = (value = max): number => (value < max * NEAR ? FLOOR_UNITS : 0);
  const apart = usual === undefined || yesterday === undefined || Math.abs(usual - yesterday) > max * NEAR;
  if (small || apart) return { usual: alone(usual), yesterday: alone(yesterday) };
  const low = Math.min(usual, yesterday) < max * NEAR;
  const [upper, lower] = low ? [FLOOR_UNITS - 1.3, FLOOR_UNITS] : [-0.7, 0.7];
  return usual > yesterday ? { usual: upper, yesterday: lower } : { usual: lower, yesterday: upper };
}

function nameAtEnd(text: string, offset: number, unit: number, hidden: boolean): object {
  return {
    endLabel: {
      show: !hidden,
      formatter: text,
      color: PALETTE.inkSoft,
      fontSize: unit,
      distance: unit * 0.5,
      offset: [0, offset * unit],
      textBorderColor: PALETTE.tile,
      textBorderWidth: unit * 0.25,
    },
  };
}
