import { DISC_UNITS, type Scene } from './scene.ts';
import { fromScreen, toScreen, type Viewport } from './viewport.ts';

/** Something on the map. */
export interface Hit {
  readonly kind: 'area' | 'hotspot' | 'cell' | 'note';
  readonly id: string;
}

let probe: CanvasRenderingContext2D | null = null;

/** What lies under a point of the screen, the smallest first: notes, campuses, areas. */
export function hitScene(scene: Scene, view: Viewport, point: readonly [number, number]): Hit | null {
  const { unit, notes, campuses, base } = scene;
  const isNear = (mark: { readonly x: number; readonly y: number }, within: number): boolean => {
    const [x, y] = toScreen(view, [mark.x, mark.y]);
    return Math.hypot(x - point[0], y - point[1]) <= within;
  };
  const note = notes.find((mark) => isNear(mark, unit * 0.8));
  if (note !== undefined) return { kind: 'note', id: note.id };
  const campus = campuses.find((mark) => isNear(mark, unit * 0.8));
  if (campus !== undefined) return { kind: 'hotspot', id: campus.hotspotId };
  const disc = base.plots.find((plot) => plot.path === null && isNear(plot, unit * DISC_UNITS));
  if (disc !== undefined) return { kind: 'area', id: disc.areaId };
  probe ??= document.createElement('canvas').getContext('2d');
  const [x, y] = fromScreen(view, point);
  const area = base.plots.find(({ path }) => path !== null && probe?.isPointInPath(path, x, y) === true);
  return area === undefined ? null : { kind: 'area', id: area.areaId };
}
