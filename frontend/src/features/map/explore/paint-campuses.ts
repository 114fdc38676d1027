import { placeLabels, textEms, type LabelBox } from '../labels.ts';
import { LINE, paintText } from './paint-text.ts';
import type { CampusMark, Scene } from './scene.ts';
import { toScreen, type Viewport } from './viewport.ts';

const CAMPUS_SHAPE = { below: '▼', above: '▲', within: '■', unknown: '□' } as const;
/** From the middle of a campus to its words. */
const BESIDE = 0.8;

/** Marks where campuses are; their words beside them as far as there is room, odd ones first. */
export function paintCampuses(
  context: CanvasRenderingContext2D,
  scene: Scene,
  view: Viewport,
  taken: readonly LabelBox[],
): readonly LabelBox[] {
  const { theme, unit } = scene;
  const { halo } = theme;
  const odd = ({ state }: CampusMark): boolean => state === 'below' || state === 'above';
  const campuses = scene.campuses.toSorted((a, b) => Number(odd(b)) - Number(odd(a)));
  const labels = campuses.map(({ hotspotId, x, y, name, figure }) => {
    const [px, py] = toScreen(view, [x, y]);
    const words = `${name} ${figure}`;
    const width = textEms(words) * unit;
    return { id: hotspotId, x: px + BESIDE * unit + width / 2, y: py, width, height: LINE * unit, words };
  });
  const marks = campuses.map(({ hotspotId, x, y }) => {
    const [px, py] = toScreen(view, [x, y]);
    return { id: `mark ${hotspotId}`, x: px, y: py, width: unit, height: unit };
  });
  const places = placeLabels([...taken, ...marks, ...labels]);
  for (const [index, campus] of campuses.entries()) {
    const [px, py] = toScreen(view, [campus.x, campus.y]);
    const color = odd(campus) ? theme.amber : theme.mark;
    paintText(context, CAMPUS_SHAPE[campus.state], px, py, { halo, size: unit * 1.15, color, bold: true });
    const y = places.get(campus.hotspotId);
    const words = labels[index]?.words ?? '';
    if (y === undefined) continue;
    const style = {
      halo,
      size: unit * 0.95,
      color: odd(campus) ? color : theme.ink,
      align: 'left' as const,
    };
    paintText(context, words, px + BESIDE * unit, y, style);
  }
  const placed = labels.flatMap((label) => {
    const y = places.get(label.id);
    return y === undefined ? [] : [{ ...label, y }];
  });
  return [...marks, ...placed];
}
