import type { Position } from '../map-pack.types.ts';

const { abs, cos, PI, sin, sqrt } = Math;

/** Semi-major axis and squared eccentricity of the ellipsoid that the shift is reckoned on (Krasovsky 1940). */
const AXIS_M = 6_378_245;
const ECCENTRICITY = 0.006693421622965943;
/** Degrees: a tenth of a millimetre. */
const ENOUGH = 1e-9;
const MAX_ROUNDS = 30;

/** Where GCJ-02 shifts at all, in degrees. */
const WEST = 72.004;
const EAST = 137.8347;
const SOUTH = 0.8293;
const NORTH = 55.8271;

/** WGS 84 to GCJ-02, the datum of maps published in China: a shift of 100 to 700 m that differs from place to place. */
export function toGcj02(point: Position): Position {
  return isShifted(point) ? shifted(point) : point;
}

/**
 * GCJ-02 to WGS 84. The shift has no closed inverse: what it does to the answer is taken off until it gives `point`
 * again, within a millimetre.
 */
export function fromGcj02(point: Position): Position {
  if (!isShifted(point)) return point;
  let [longitude, latitude] = point;
  for (let round = 0; round < MAX_ROUNDS; round++) {
    const again = shifted([longitude, latitude]);
    const [dx, dy] = [again[0] - point[0], again[1] - point[1]];
    [longitude, latitude] = [longitude - dx, latitude - dy];
    if (abs(dx) < ENOUGH && abs(dy) < ENOUGH) break;
  }
  return [longitude, latitude];
}

function isShifted([longitude, latitude]: Position): boolean {
  return longitude >= WEST && longitude <= EAST && latitude >= SOUTH && latitude <= NORTH;
}

function shifted([longitude, latitude]: Position): Position {
  const [x, y] = [longitude - 105, latitude - 35];
  const radians = (latitude / 180) * PI;
  const curve = 1 - ECCENTRICITY * sin(radians) ** 2;
  const metresNorth = (AXIS_M * (1 - ECCENTRICITY)) / (curve * sqrt(curve));
  const metresEast = (AXIS_M / sqrt(curve)) * cos(radians);
  return [
    longitude + (eastward(x, y) / metresEast) * (180 / PI),
    latitude + (northward(x, y) / metresNorth) * (180 / PI),
  ];
}

function eastward(x: number, y: number): number {
  const plane = 300 + x + 2 * y + 0.1 * x * x + 0.1 * x * y + 0.1 * sqrt(abs(x));
  return plane + waves(x, [6, 20], [2, 20], [1, 20], [1 / 3, 40], [1 / 12, 150], [1 / 30, 300]);
}

function northward(x: number, y: number): number {
  const plane = -100 + 2 * x + 3 * y + 0.2 * y * y + 0.1 * x * y + 0.2 * sqrt(abs(x));
  const alongX = waves(x, [6, 20], [2, 20]);
  return plane + alongX + waves(y, [1, 20], [1 / 3, 40], [1 / 12, 160], [1 / 30, 320]);
}

/** Two thirds of a sum of sines: each with its half-waves a degree and its height in metres. */
function waves(degrees: number, ...sines: readonly (readonly [number, number])[]): number {
  return (2 / 3) * sines.reduce((sum, [often, height]) => sum + height * sin(degrees * often * PI), 0);
}
