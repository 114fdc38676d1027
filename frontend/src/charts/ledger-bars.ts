import type { EChartsCoreOption } from 'echarts/core';
import { DESK_PALETTE as PALETTE } from './desk-palette.ts';
import { FONT } from './palette.ts';

export interface LedgerBarsInput {
  /** Stacked from below, in order. */
  readonly parts: readonly {
    readonly name: string;
    readonly tone: 'sent' | 'held' | 'kept' | 'bad' | 'queued';
    /** [start of the minute, count]. */
    readonly points: readonly (readonly [number, number])[];
  }[];
  readonly from: number;
  readonly to: number;
  /** Milliseconds that the system's zone is ahead of UTC. */
  readonly zoneOffsetMs: number;
  readonly formatTime: (ms: number) => string;
}

const COLOURS = {
  sent: PALETTE.quantity,
  held: '#85b4c5',
  kept: PALETTE.structure,
  bad: '#b3261e',
  queued: PALETTE.amber,
} as const;

interface TooltipItem {
  readonly seriesName: string;
  readonly value: readonly [number, number];
}

/** What became of the triggers of each minute, as stacked bars. */
export function ledgerBarsOption({
  parts,
  from,
  to,
  zoneOffsetMs,
  formatTime,
}: LedgerBarsInput): EChartsCoreOption {
  return {
    animation: false,
    useUTC: true,
    textStyle: { fontFamily: FONT, fontSize: 13, color: PALETTE.inkSoft },
    grid: { left: 8, right: 12, top: 12, bottom: 4, containLabel: true },
    tooltip: {
      trigger: 'axis',
      confine: true,
      renderMode: 'richText',
      textStyle: { fontFamily: FONT, fontSize: 13, color: PALETTE.ink },
      formatter: (items: readonly TooltipItem[]) => {
        const [first] = items;
        if (first === undefined) return '';
        const lines = items
          .filter(({ value }) => value[1] > 0)
          .map(({ seriesName, value }) => `${seriesName}  ${String(value[1])}`);
        return [formatTime(first.value[0] - zoneOffsetMs), ...lines].join('\n');
      },
    },
    xAxis: {
      type: 'time',
      min: from + zoneOffsetMs,
      max: to + zoneOffsetMs,
      // Half a bar beyond the span is cut off rather than the span made longer.
      containShape: false,
      axisLine: { lineStyle: { color: PALETTE.structure } },
      axisTick: { lineStyle: { color: PALETTE.structure } },
      axisLabel: { color: PALETTE.inkSoft, fontSize: 12, hideOverlap: true },
      splitLine: { show: false },
    },
    yAxis: {
      type: 'value',
      minInterval: 1,
      splitNumber: 3,
      axisLabel: { color: PALETTE.inkSoft, fontSize: 12 },
      splitLine: { lineStyle: { color: PALETTE.line } },
    },
    series: parts.map(({ name, tone, points }) => ({
      id: tone,
      name,
      type: 'bar',
      stack: 'all',
      barMinWidth: 2,
      barMaxWidth: 14,
      itemStyle: { color: COLOURS[tone] },
      data: points.map(([ms, count]) => [ms + zoneOffsetMs, count]),
    })),
  };
}
