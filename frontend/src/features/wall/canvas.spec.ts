import { describe, expect, it } from '@jest/globals';
import type { ScreenDto } from '../../api/scenes-dto.ts';
import { canvasOf, isInPart, leastUnit } from './canvas.ts';
import { screenOf } from './screen.ts';

const FULL_HD = { width: 1920, height: 1080 };
const UNKNOWN: ScreenDto = { distanceM: null, diagonalInch: null, span: null };

describe('the layout unit', () => {
  it('is 1.5 % of the height where nothing is known of who looks', () => {
    expect(canvasOf(FULL_HD, UNKNOWN).unit).toBeCloseTo(16.2, 5);
    expect(canvasOf({ width: 7680, height: 4320 }, UNKNOWN).unit).toBeCloseTo(64.8, 5);
  });

  it('is 28 mm on the wall for somebody six metres away', () => {
    const screen = { ...UNKNOWN, distanceM: 6, diagonalInch: 98 };
    const mmPerPixel = (98 * 25.4) / Math.hypot(1920, 1080);
    expect(leastUnit(FULL_HD, screen) * mmPerPixel).toBeCloseTo(27.9, 1);
    // Primary text is a quarter larger: 35 mm.
    expect(leastUnit(FULL_HD, screen) * 1.25 * mmPerPixel).toBeCloseTo(34.9, 1);
    expect(canvasOf(FULL_HD, screen).unit).toBe(leastUnit(FULL_HD, screen));
  });

  it('never is smaller than usual, however near somebody stands', () => {
    expect(canvasOf(FULL_HD, { ...UNKNOWN, distanceM: 0.5, diagonalInch: 98 }).unit).toBeCloseTo(16.2, 5);
  });

  it('fits narrow screens by their width', () => {
    expect(canvasOf({ width: 1080, height: 1920 }, UNKNOWN).unit).toBeCloseTo(1080 * 0.0084375, 5);
  });
});

describe('the picture', () => {
  it('twice as wide as usual has two scenes, each with the usual room', () => {
    const wide = canvasOf({ width: 5120, height: 1440 }, UNKNOWN);
    expect(wide.panels).toBe(2);
    expect(wide.unit).toBeCloseTo(21.6, 5);
    expect(canvasOf({ width: 2560, height: 1080 }, UNKNOWN).panels).toBe(1);
  });

  it('is shown in parts by the screens that make it up', () => {
    const span = { group: 'hall', rows: 2, columns: 2, row: 1, column: 0 };
    const { width, height, panels, part, unit } = canvasOf(FULL_HD, { ...UNKNOWN, span });
    expect({ width, height, panels }).toEqual({ width: 3840, height: 2160, panels: 1 });
    expect(part).toEqual({ left: 0, top: 1080, ...FULL_HD });
    expect(unit).toBeCloseTo(32.4, 5);
  });

  it('is drawn only as far as a screen shows it', () => {
    const span = { group: 'hall', rows: 1, columns: 2, row: 0, column: 1 };
    const canvas = canvasOf(FULL_HD, { ...UNKNOWN, span });
    const box = { top: 0, width: 100, height: 100 };
    expect(isInPart(canvas, { ...box, left: 0 })).toBe(false);
    expect(isInPart(canvas, { ...box, left: 1900 })).toBe(true);
    expect(isInPart(canvas, { ...box, left: 1800 })).toBe(false);
  });
});

describe('how a screen hangs', () => {
  const record: ScreenDto = { distanceM: 4, diagonalInch: 75, span: null };

  it('is what its address says, else its record', () => {
    expect(screenOf({}, null)).toEqual(UNKNOWN);
    expect(screenOf({}, record)).toEqual(record);
    expect(screenOf({ distance: '6', columns: '2', column: '1' }, record)).toEqual({
      distanceM: 6,
      diagonalInch: 75,
      span: { group: 'here', rows: 1, columns: 2, row: 0, column: 1 },
    });
  });

  it('is not what nonsense says', () => {
    expect(screenOf({ distance: 'far', diagonal: '-3', rows: '2', row: '2' }, record)).toEqual(record);
    expect(screenOf({ rows: '1.5', columns: '99' }, null).span).toBeNull();
  });
});
