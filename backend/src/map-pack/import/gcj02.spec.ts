import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { fromGcj02, toGcj02 } from './gcj02.ts';
import { METRES_A_DEGREE } from './plane.ts';

/** Pairs that several published converters agree on. */
const KNOWN = [
  ['Shanghai', [121.5272106, 31.1774276], [121.531541859215, 31.17530398364597]],
  ['Shenzhen', [113.912316, 22.543847], [113.9171764808363, 22.540796131694766]],
  ['Beijing', [116.377817, 39.911954], [116.38404722455657, 39.91334545536069]],
] as const;

const inChina = fc.tuple(
  fc.double({ min: 73, max: 136, noNaN: true }),
  fc.double({ min: 3, max: 54, noNaN: true }),
);

function metres(a: readonly [number, number], b: readonly [number, number]): number {
  const east = (a[0] - b[0]) * METRES_A_DEGREE * Math.cos((a[1] * Math.PI) / 180);
  return Math.hypot(east, (a[1] - b[1]) * METRES_A_DEGREE);
}

describe('GCJ-02', () => {
  it.each(KNOWN)('is what others say it is in %s, both ways', (_, wgs84, gcj02) => {
    expect(metres(toGcj02(wgs84), gcj02)).toBeLessThan(0.001);
    expect(metres(fromGcj02(gcj02), wgs84)).toBeLessThan(0.001);
  });

  it('goes there and back within a centimetre anywhere in China', () => {
    fc.assert(
      fc.property(inChina, (point) => {
        expect(metres(fromGcj02(toGcj02(point)), point)).toBeLessThan(0.01);
      }),
    );
  });

  it('is a shift of no more than some hundreds of metres', () => {
    fc.assert(fc.property(inChina, (point) => expect(metres(toGcj02(point), point)).toBeLessThan(1_500)));
  });

  it('shifts nothing elsewhere', () => {
    expect(fromGcj02([2.35, 48.86])).toEqual([2.35, 48.86]);
    expect(toGcj02([-70.7, -33.4])).toEqual([-70.7, -33.4]);
  });
});
