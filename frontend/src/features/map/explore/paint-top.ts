import type { LabelBox } from '../labels.ts';
import { paintCampuses } from './paint-campuses.ts';
import { paintLabels } from './paint-labels.ts';
import { NOTE_UNITS, paintNote } from './paint-note.ts';
import { DISC_UNITS, type Plot, type Scene } from './scene.ts';
import { toScreen, type Viewport } from './viewport.ts';

/** Draws what stands above the areas: names and figures without covering each other, alerts, campuses, notes, focus. */
export function paintTop(
  context: CanvasRenderingContext2D,
  scene: Scene,
  view: Viewport,
  ratio: number,
): void {
  context.setTransform(ratio, 0, 0, ratio, 0, 0);
  context.textBaseline = 'middle';
  context.lineJoin = 'round';
  outline(context, scene, view, scene.pickedId, 0.3, [], ratio);
  outline(context, scene, view, scene.focusId, 0.22, [0.5, 0.35], ratio);
  const notes = noteBoxes(scene, view);
  paintLabels(context, scene, view, [...notes, ...paintCampuses(context, scene, view, notes)]);
  for (const { x, y } of notes) paintNote(context, x, y, scene);
}

/** Where notes lie; nothing is written over them. */
function noteBoxes({ notes, unit }: Scene, view: Viewport): readonly LabelBox[] {
  const side = unit * NOTE_UNITS;
  return notes.map((note) => {
    const [x, y] = toScreen(view, [note.x, note.y]);
    return { id: `note ${note.id}`, x, y, width: side, height: side };
  });
}

function outline(
  context: CanvasRenderingContext2D,
  { base, theme, unit }: Scene,
  view: Viewport,
  areaId: string | null,
  units: number,
  dash: readonly number[],
  ratio: number,
): void {
  const plot = areaId === null ? undefined : base.plots.find((one) => one.areaId === areaId);
  if (plot === undefined) return;
  context.save();
  context.setTransform(view.scale * ratio, 0, 0, view.scale * ratio, view.x * ratio, view.y * ratio);
  const path = plot.path ?? ring(plot, ((DISC_UNITS + 0.25) * unit) / view.scale);
  context.setLineDash(dash.map((part) => (part * unit) / view.scale));
  for (const [color, width] of [
    [theme.halo, units * 2],
    [theme.focus, units],
  ] as const) {
    context.strokeStyle = color;
    context.lineWidth = (unit * width) / view.scale;
    context.stroke(path);
  }
  context.restore();
}

function ring({ x, y }: Plot, radius: number): Path2D {
  const path = new Path2D();
  path.arc(x, y, radius, 0, 2 * Math.PI);
  return path;
}
