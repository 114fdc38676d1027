import type { Arc, MapTopology } from './map-pack.types.ts';

/** West, south, east, north of quantised arcs, in degrees. */
export function boundsOf(
  { scale, translate }: MapTopology['transform'],
  arcs: readonly Arc[],
): MapTopology['bbox'] {
  let [west, south, east, north] = [Infinity, Infinity, -Infinity, -Infinity];
  for (const arc of arcs) {
    let [x, y] = [0, 0];
    for (const [dx, dy] of arc) {
      [x, y] = [x + dx, y + dy];
      [west, south, east, north] = [
        Math.min(west, x),
        Math.min(south, y),
        Math.max(east, x),
        Math.max(north, y),
      ];
    }
  }
  const longitude = (x: number): number => x * scale[0] + translate[0];
  const latitude = (y: number): number => y * scale[1] + translate[1];
  return [longitude(west), latitude(south), longitude(east), latitude(north)];
}
