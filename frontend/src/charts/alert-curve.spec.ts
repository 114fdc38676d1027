import { describe, expect, it } from '@jest/globals';
import { alertCurveOption, type AlertCurveInput } from './alert-curve.ts';

const HOUR = 3_600_000;
const INPUT: AlertCurveInput = {
  name: '江州市',
  own: [
    [0, 0.72],
    [HOUR, 0.65],
  ],
  others: [{ name: '云州市', points: [[0, 0.81]] }],
  threshold: { value: 0.7, label: '阈值 70 %' },
  marks: [{ at: HOUR, label: '发生' }],
  zoneOffsetMs: 8 * HOUR,
  format: (value) => `${String(Math.round(value * 100))} %`,
  formatTime: (ms) => String(ms),
  ceiling: 1,
  narrow: false,
};

interface Drawn {
  readonly yAxis: { readonly min?: number; readonly max?: number };
  readonly series: readonly {
    readonly id: string;
    readonly data: readonly (readonly number[])[];
    readonly endLabel: { readonly show: boolean };
    readonly markLine?: { readonly data: readonly { readonly xAxis?: number; readonly yAxis?: number }[] };
  }[];
  readonly tooltip: { readonly formatter: (items: readonly unknown[]) => string };
}
const drawn = (part: Partial<AlertCurveInput> = {}): Drawn =>
  alertCurveOption({ ...INPUT, ...part }) as unknown as Drawn;

describe('the curve of an alert', () => {
  it('shows the time of the system, whatever zone the screen is in', () => {
    expect(
      drawn()
        .series.at(-1)
        ?.data.map(([x]) => x),
    ).toEqual([8 * HOUR, 9 * HOUR]);
    const item = { seriesName: '江州市', value: [9 * HOUR, 0.65], marker: '' };
    expect(drawn().tooltip.formatter([item])).toBe(`${String(HOUR)}\n江州市  65 %`);
  });

  it('lies above those it is compared with', () => {
    expect(drawn().series.map(({ id }) => id)).toEqual(['other-0', 'own']);
  });

  it('has its threshold and its moments within the picture', () => {
    const { yAxis, series } = drawn({ own: [[0, 0.9]], others: [] });
    expect(yAxis.min).toBeLessThan(0.7);
    expect(series[0]?.markLine?.data).toEqual([
      expect.objectContaining({ yAxis: 0.7 }),
      expect.objectContaining({ xAxis: 9 * HOUR }),
    ]);
  });

  it('never goes below nothing or above all for figures that cannot', () => {
    expect(drawn({ own: [[0, 0]], others: [] }).yAxis.min).toBe(0);
    expect(drawn({ own: [[0, 1]], others: [] }).yAxis.max).toBe(1);
  });

  it('has no names at its ends where there is no room', () => {
    expect(drawn({ narrow: true }).series.every(({ endLabel }) => !endLabel.show)).toBe(true);
  });
});
