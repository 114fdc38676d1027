import type { EChartsCoreOption } from 'echarts/core';
import type { DayProfile } from './day-profile.ts';
import { FONT, PALETTE } from './palette.ts';

const HOUR_MS = 3_600_000;
const DAY_MS = 24 * HOUR_MS;

export interface DayCurveInput {
  readonly profile: DayProfile;
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
}

/** Today against yesterday and the usual range, by time of day. */
export function dayCurveOption(input: DayCurveInput): EChartsCoreOption {
  const { unit, small } = input;
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
    yAxis: valueAxis(unit, small),
    series: [...bandSeries(input), yesterdaySeries(input), todaySeries(input), runningSeries(input)],
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
      margin: unit * 0.4,
      alignMinLabel: small ? 'left' : 'center',
      alignMaxLabel: small ? 'right' : 'center',
      formatter: (value: number) => `${String(Math.round(value / HOUR_MS)).padStart(2, '0')}:00`,
    },
  };
}

function valueAxis(unit: number, small: boolean): object {
  return {
    type: 'value',
    min: 0,
    splitNumber: small ? 2 : 3,
    minInterval: 1,
    axisLabel: { color: PALETTE.inkSoft, fontSize: unit, margin: unit * 0.5, formatter: shortCount },
    splitLine: { lineStyle: { color: PALETTE.line, width: unit * 0.06 } },
  };
}

/** 12500 → "12.5k": an axis needs no more. */
function shortCount(value: number): string {
  return value < 10_000 ? String(value) : `${String(Math.round(value / 100) / 10)}k`;
}

/** A range as two stacked lines, the lower one unseen; its name at its right end. */
function bandSeries({ profile, unit, labels, small }: DayCurveInput): object[] {
  const line = {
    type: 'line',
    stack: 'band',
    symbol: 'none',
    silent: true,
    lineStyle: { width: 0 },
    smooth: 0.25,
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
      smooth: 0.25,
      data: profile.band.map(([x, , median]) => [x, median]),
      lineStyle: { color: PALETTE.past, width: unit * 0.07, type: [unit * 0.15, unit * 0.35] },
      ...nameAtEnd(labels.usual, PALETTE.inkSoft, unit, small),
    },
  ];
}

function yesterdaySeries({ profile, unit, labels, small }: DayCurveInput): object {
  return {
    id: 'yesterday',
    type: 'line',
    symbol: 'none',
    silent: true,
    smooth: 0.25,
    data: small ? [] : profile.yesterday,
    lineStyle: { color: PALETTE.past, width: unit * 0.1 },
    ...nameAtEnd(labels.yesterday, PALETTE.inkSoft, unit, small),
  };
}

function todaySeries({ profile, now, unit, labels, small, abnormal }: DayCurveInput): object {
  const last = profile.today.length - 1;
  return {
    id: 'today',
    type: 'line',
    silent: true,
    smooth: 0.25,
    showAllSymbol: true,
    symbol: (_: unknown, point: { dataIndex: number }) => (point.dataIndex === last ? 'circle' : 'none'),
    symbolSize: unit * 0.6,
    data: profile.today,
    lineStyle: { color: PALETTE.quantity, width: unit * (small ? 0.14 : 0.19) },
    itemStyle: { color: abnormal ? PALETTE.amber : PALETTE.quantity },
    ...nameAtEnd(labels.today, PALETTE.quantity, unit, small || profile.today.length === 0),
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

/** The window that still runs: dashed and hollow, because it will rise. */
function runningSeries({ profile, unit }: DayCurveInput): object {
  const last = profile.today.at(-1);
  const points = profile.running === null ? [] : [...(last === undefined ? [] : [last]), profile.running];
  return {
    id: 'running',
    type: 'line',
    silent: true,
    showAllSymbol: true,
    symbol: (_: unknown, point: { dataIndex: number }) =>
      point.dataIndex === points.length - 1 ? 'emptyCircle' : 'none',
    symbolSize: unit * 0.5,
    data: points,
    lineStyle: { color: PALETTE.quantity, width: unit * 0.1, type: [unit * 0.25, unit * 0.25] },
    itemStyle: { color: PALETTE.quantity },
  };
}

function nameAtEnd(text: string, color: string, unit: number, hidden: boolean): object {
  return {
    endLabel: {
      show: !hidden,
      formatter: text,
      color,
      fontSize: unit,
      distance: unit * 0.5,
      textBorderColor: PALETTE.tile,
      textBorderWidth: unit * 0.25,
    },
    labelLayout: { moveOverlap: 'shiftY' },
  };
}
