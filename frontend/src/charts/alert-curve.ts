import type { EChartsCoreOption } from 'echarts/core';
import { DESK_PALETTE as PALETTE } from './desk-palette.ts';
import { FONT } from './palette.ts';

type Point = readonly [number, number];

export interface AlertCurveInput {
  readonly name: string;
  readonly own: readonly Point[];
  /** Comparable places, drawn thin behind. */
  readonly others: readonly { readonly name: string; readonly points: readonly Point[] }[];
  readonly threshold: { readonly value: number; readonly label: string } | null;
  /** Moments that matter: when it began, when tracking begins. */
  readonly marks: readonly { readonly at: number; readonly label: string }[];
  /** Milliseconds that the system's zone is ahead of UTC: the axis shows its time, whatever the screen's is. */
  readonly zoneOffsetMs: number;
  readonly format: (value: number) => string;
  readonly formatTime: (ms: number) => string;
  /** Figures cannot be more than this, such as a share than 1; null: they can. */
  readonly ceiling: number | null;
  /** A phone: fewer ticks, no names at the right end. */
  readonly narrow: boolean;
}

/** Days by date, times by clock, in whatever language. */
const TIME_LABELS = {
  year: '{yyyy}-{MM}',
  month: '{MM}-{dd}',
  day: '{MM}-{dd}',
  hour: '{HH}:{mm}',
  minute: '{HH}:{mm}',
  second: '{HH}:{mm}:{ss}',
} as const;

/** The curve of an alert's figure beside comparable places, with its threshold and the moments that matter. */
export function alertCurveOption(input: AlertCurveInput): EChartsCoreOption {
  return {
    animation: false,
    useUTC: true,
    textStyle: { fontFamily: FONT, fontSize: 13, color: PALETTE.inkSoft },
    grid: { left: 8, right: input.narrow ? 12 : 132, top: 30, bottom: 6, containLabel: true },
    tooltip: tooltip(input),
    xAxis: {
      type: 'time',
      splitNumber: input.narrow ? 3 : 7,
      axisLine: { lineStyle: { color: PALETTE.structure } },
      axisTick: { lineStyle: { color: PALETTE.structure } },
      axisLabel: { color: PALETTE.inkSoft, fontSize: 12, hideOverlap: true, formatter: TIME_LABELS },
      splitLine: { show: false },
      ...timeExtent(input),
    },
    yAxis: {
      type: 'value',
      scale: true,
      splitNumber: 3,
      // The ends are where the data ends, at no round figure.
      axisLabel: {
        color: PALETTE.inkSoft,
        fontSize: 12,
        formatter: input.format,
        showMinLabel: false,
        showMaxLabel: false,
      },
      splitLine: { lineStyle: { color: PALETTE.line } },
      ...extent(input),
    },
    series: [...input.others.map((other, index) => otherSeries(input, other, index)), ownSeries(input)],
  };
}

/** The moments that matter lie within the picture, also after the last whole window. */
function timeExtent({ own, marks, zoneOffsetMs }: AlertCurveInput): { max?: number } {
  const last = own.at(-1)?.[0];
  if (last === undefined) return {};
  return { max: Math.max(last, ...marks.map(({ at }) => at)) + zoneOffsetMs };
}

/** Room for the threshold too: a line outside the picture warns nobody. */
function extent({ own, others, threshold, ceiling }: AlertCurveInput): { min?: number; max?: number } {
  const values = [own, ...others.map(({ points }) => points)].flat().map(([, value]) => value);
  if (values.length === 0) return {};
  const all = threshold === null ? values : [threshold.value, ...values];
  const [low, high] = [Math.min(...all), Math.max(...all)];
  const room = (high - low) * 0.08 || Math.abs(high) * 0.1 || 1;
  const max = ceiling === null ? high + room : Math.min(ceiling, high + room);
  return { min: low >= 0 ? Math.max(0, low - room) : low - room, max };
}

function shifted(points: readonly Point[], offset: number): Point[] {
  return points.map(([ms, value]) => [ms + offset, value]);
}

function otherSeries(
  input: AlertCurveInput,
  { name, points }: AlertCurveInput['others'][number],
  index: number,
): object {
  return {
    id: `other-${String(index)}`,
    name,
    type: 'line',
    symbol: 'none',
    data: shifted(points, input.zoneOffsetMs),
    lineStyle: { color: PALETTE.structure, width: 1.25 },
    itemStyle: { color: PALETTE.past },
    endLabel: {
      show: !input.narrow,
      formatter: name,
      color: PALETTE.inkSoft,
      fontSize: 12,
      distance: 6,
      width: 118,
      overflow: 'truncate',
    },
    labelLayout: { moveOverlap: 'shiftY' },
  };
}

function ownSeries(input: AlertCurveInput): object {
  return {
    id: 'own',
    name: input.name,
    type: 'line',
    z: 3,
    showSymbol: input.own.length < 3,
    symbolSize: 5,
    data: shifted(input.own, input.zoneOffsetMs),
    lineStyle: { color: PALETTE.quantity, width: 2.5 },
    itemStyle: { color: PALETTE.quantity },
    endLabel: {
      show: !input.narrow,
      formatter: input.name,
      color: PALETTE.quantity,
      fontSize: 13,
      fontWeight: 500,
      distance: 6,
      width: 118,
      overflow: 'truncate',
    },
    labelLayout: { moveOverlap: 'shiftY' },
    markLine: { symbol: 'none', silent: true, data: markLines(input) },
  };
}

function markLines({ threshold, marks, zoneOffsetMs }: AlertCurveInput): object[] {
  const limit =
    threshold === null
      ? []
      : [
          {
            yAxis: threshold.value,
            lineStyle: { color: PALETTE.amber, width: 1.5, type: 'dashed' },
            label: {
              formatter: threshold.label,
              color: PALETTE.amber,
              fontSize: 12,
              position: 'insideStartTop',
            },
          },
        ];
  const moments = marks.map(({ at, label }) => ({
    xAxis: at + zoneOffsetMs,
    lineStyle: { color: PALETTE.ink, width: 1, type: 'solid' },
    label: { formatter: label, color: PALETTE.ink, fontSize: 12, position: 'end' },
  }));
  return [...limit, ...moments];
}

interface TooltipItem {
  readonly seriesName: string;
  readonly value: Point;
  readonly marker: string;
}

function tooltip({ format, formatTime, zoneOffsetMs }: AlertCurveInput): object {
  return {
    trigger: 'axis',
    confine: true,
    renderMode: 'richText',
    textStyle: { fontFamily: FONT, fontSize: 13, color: PALETTE.ink },
    axisPointer: { lineStyle: { color: PALETTE.past } },
    formatter: (items: readonly TooltipItem[]) => {
      const [first] = items;
      if (first === undefined) return '';
      const lines = items.toReversed().map(({ seriesName, value }) => `${seriesName}  ${format(value[1])}`);
      return [formatTime(first.value[0] - zoneOffsetMs), ...lines].join('\n');
    },
  };
}
