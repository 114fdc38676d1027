/** How the map is moved and enlarged: pixel = point × scale + shift. At rest the whole area fits. */
export interface Viewport {
  readonly scale: number;
  readonly x: number;
  readonly y: number;
}

export const AT_REST: Viewport = { scale: 1, x: 0, y: 0 };
const MAX_SCALE = 40;

/** Enlarges by a factor around a point in pixels, which stays where it is. */
export function zoomed(view: Viewport, factor: number, [px, py]: readonly [number, number]): Viewport {
  const scale = Math.min(MAX_SCALE, Math.max(1, view.scale * factor));
  const ratio = scale / view.scale;
  return { scale, x: px - (px - view.x) * ratio, y: py - (py - view.y) * ratio };
}

export function moved({ scale, x, y }: Viewport, dx: number, dy: number): Viewport {
  return { scale, x: x + dx, y: y + dy };
}

/** Keeps the map on a surface of such a size: it cannot be moved out of sight. */
export function contained({ scale, x, y }: Viewport, width: number, height: number): Viewport {
  const within = (shift: number, size: number): number => Math.min(0, Math.max(size * (1 - scale), shift));
  return { scale, x: within(x, width), y: within(y, height) };
}

export function toScreen({ scale, x, y }: Viewport, [px, py]: readonly [number, number]): [number, number] {
  return [px * scale + x, py * scale + y];
}

export function fromScreen({ scale, x, y }: Viewport, [px, py]: readonly [number, number]): [number, number] {
  return [(px - x) / scale, (py - y) / scale];
}
