import type { EChartsCoreOption } from 'echarts/core';
import { FONT, PALETTE } from './palette.ts';

export interface ShareDayPoint {
  readonly day: string;
  /** Null where nothing was counted. */
  readonly share: number | null;
  /** Enough was counted to say so. */
  readonly below: boolean;
  /** Of those below the second level of alarm. */
  readonly far: boolean;
}

export interface ShareDaysInput {
  /** Oldest first. */
  readonly days: readonly ShareDayPoint[];
  readonly threshold: number;
  readonly unit: number;
}

/** Share a day against the threshold: the days below it are filled down from it and marked. */
export function shareDaysOption({ days, threshold, unit }: ShareDaysInput): EChartsCoreOption {
  const percent = days.map(({ day, share }) => [day, share === null ? null : share * 100]);
  const shares = days.flatMap(({ share }) => (share === null ? [] : [share * 100]));
  const min = Math.max(0, Math.min(40, ...shares.map((share) => Math.floor(share / 10) * 10)));
  const below = days.filter((day) => day.below);
  return {
    animation: false,
    textStyle: { fontFamily: FONT, fontSize: unit, color: PALETTE.inkSoft },
    grid: { left: unit * 2.9, right: unit * 0.9, top: unit * 0.7, bottom: unit * 1.7 },
    xAxis: {
      type: 'category',
      data: days.map(({ day }) => day),
      boundaryGap: true,
      axisLine: { onZero: false, lineStyle: { color: PALETTE.structure, width: unit * 0.07 } },
      axisTick: { show: false },
      axisLabel: {
        color: PALETTE.inkSoft,
        fontSize: unit,
        lineHeight: unit * 1.3,
        margin: unit * 0.4,
        interval: (index: number) => index === 0 || index === days.length - 1,
        alignMinLabel: 'left',
        alignMaxLabel: 'right',
        formatter: (day: string) => day.slice(5),
      },
    },
    yAxis: {
      type: 'value',
      min,
      max: 100,
      axisLabel: {
        color: PALETTE.inkSoft,
        fontSize: unit,
        lineHeight: unit * 1.3,
        margin: unit * 0.5,
        customValues: [min, threshold * 100, 100],
        formatter: (value: number) => String(Math.round(value)),
      },
      axisTick: { show: false },
      splitLine: { show: false },
    },
    series: [
      {
        id: 'share',
        type: 'line',
        silent: true,
        symbol: 'none',
        data: percent,
        lineStyle: { color: PALETTE.quantity, width: unit * 0.14 },
        markLine: {
          silent: true,
          symbol: 'none',
          animation: false,
          label: { show: false },
          lineStyle: { color: PALETTE.inkSoft, width: unit * 0.08, type: [unit * 0.3, unit * 0.3] },
          data: [{ yAxis: threshold * 100 }],
        },
      },
      {
        id: 'below',
        type: 'scatter',
        silent: true,
        symbol: 'triangle',
        symbolRotate: 180,
        symbolSize: unit * 0.75,
        itemStyle: { opacity: 1 },
        data: below.map(({ day, share, far }) => ({
          value: [day, (share ?? 0) * 100],
          itemStyle: { color: far ? PALETTE.red : PALETTE.amber },
        })),
      },
    ],
  };
}
