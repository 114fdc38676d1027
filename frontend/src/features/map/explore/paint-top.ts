import { placeLabels, textEms, type LabelBox } from '../labels.ts';
import { FONT } from '../../../charts/palette.ts';
import type { MapTheme } from './map-theme.ts';
import { NOTE_UNITS, paintNote } from './paint-note.ts';
import { DISC_UNITS, type CampusMark, type Plot, type Scene } from './scene.ts';
import { toScreen, type Viewport } from './viewport.ts';

const LINE = 1.3;
/** Between a figure and its alerts. */
const GAP = 0.7;
/** From the end of a name to the middle of the sign of its notes. */
const BESIDE_NAME = 0.9;
const ALERT_SHAPE = { critical: '◆', warning: '▲', info: '●' } as const;

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

interface TextStyle {
  readonly theme: MapTheme;
  readonly size: number;
  readonly color: string;
  readonly bold?: boolean;
  readonly align?: CanvasTextAlign;
}

function text(
  context: CanvasRenderingContext2D,
  value: string,
  x: number,
  y: number,
  style: TextStyle,
): void {
  context.font = `${style.bold === true ? '500' : '400'} ${String(style.size)}px ${FONT}`;
  context.textAlign = style.align ?? 'center';
  context.strokeStyle = style.theme.halo;
  context.lineWidth = style.size * 0.26;
  context.strokeText(value, x, y);
  context.fillStyle = style.color;
  context.fillText(value, x, y);
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

interface AreaLabel extends LabelBox {
  readonly name: string;
  readonly figure: string;
  readonly alerts: string;
  readonly worst: keyof typeof ALERT_SHAPE | null;
  /** There are notes about all of it. */
  readonly noted: boolean;
}

function labelOf(
  plot: Plot,
  { painted, noted, unit, focusId, pickedId }: Scene,
  view: Viewport,
): AreaLabel | null {
  const now = painted.get(plot.areaId);
  if (now === undefined) return null;
  const [x, y] = toScreen(view, [plot.x, plot.y]);
  const alerts = now.alerts === null ? '' : `${ALERT_SHAPE[now.alerts.worst]}\u202f${String(now.alerts.n)}`;
  const under = [now.figure, alerts].filter((part) => part !== '').join('  ');
  const isNoted = noted.has(plot.areaId);
  const name = textEms(now.name) + (isNoted ? 2 * BESIDE_NAME : 0);
  const width = Math.max(name, textEms(under)) * unit + unit * 0.6;
  const lines = under === '' ? 1 : 2;
  const at = plot.path === null ? y + unit * (DISC_UNITS + 0.2 + (lines * LINE) / 2) : y;
  const isWanted = plot.areaId === focusId || plot.areaId === pickedId;
  return {
    id: isWanted ? `!${plot.areaId}` : plot.areaId,
    x,
    y: at,
    width,
    height: lines * LINE * unit,
    name: now.name,
    figure: now.figure,
    alerts,
    worst: now.alerts?.worst ?? null,
    noted: isNoted,
  };
}

/** What is abnormal first, then what is looked at, then the rest from large to small as the server lists them. */
function urgency({ id, worst }: AreaLabel): number {
  if (id.startsWith('!')) return 0;
  return worst === 'critical' ? 1 : worst === 'warning' ? 2 : 3;
}

/** `taken`: where words stand already. */
function paintLabels(
  context: CanvasRenderingContext2D,
  scene: Scene,
  view: Viewport,
  taken: readonly LabelBox[],
): void {
  const { unit, theme, base } = scene;
  const labels = base.plots
    .map((plot) => labelOf(plot, scene, view))
    .filter((label) => label !== null)
    .toSorted((a, b) => urgency(a) - urgency(b));
  const places = placeLabels([...taken, ...labels]);
  for (const label of labels) {
    const y = places.get(label.id);
    if (y === undefined) {
      if (label.worst !== null) text(context, label.alerts, label.x, label.y, alertStyle(scene, label.worst));
      continue;
    }
    const second = label.figure !== '' || label.alerts !== '';
    const top = second ? y - (LINE * unit) / 2 : y;
    text(context, label.name, label.x, top, { theme, size: unit, color: theme.ink, bold: true });
    const end = label.x + context.measureText(label.name).width / 2;
    if (label.noted) paintNote(context, end + BESIDE_NAME * unit, top, scene);
    if (second) paintSecond(context, label, top + LINE * unit, scene);
  }
}

/** Figure and alerts side by side, centred together. */
function paintSecond(
  context: CanvasRenderingContext2D,
  { x, figure, alerts, worst }: AreaLabel,
  y: number,
  scene: Scene,
): void {
  const { theme, unit } = scene;
  const plain = { theme, size: unit, color: theme.ink };
  if (worst === null) {
    text(context, figure, x, y, plain);
    return;
  }
  const style = alertStyle(scene, worst);
  if (figure === '') {
    text(context, alerts, x, y, style);
    return;
  }
  const whole = (textEms(figure) + textEms(alerts) + GAP) * unit;
  const left = x - whole / 2;
  text(context, figure, left, y, { ...plain, align: 'left' });
  text(context, alerts, left + (textEms(figure) + GAP) * unit, y, { ...style, align: 'left' });
}

function alertStyle({ theme, unit }: Scene, worst: keyof typeof ALERT_SHAPE): TextStyle {
  const color = worst === 'critical' ? theme.red : worst === 'warning' ? theme.amber : theme.inkSoft;
  return { theme, size: unit * 1.05, color, bold: true };
}

const CAMPUS_SHAPE = { below: '▼', above: '▲', within: '■', unknown: '□' } as const;
/** From the middle of a campus to its words. */
const BESIDE = 0.8;

/** Marks where campuses are; their words beside them as far as there is room, odd ones first. */
function paintCampuses(
  context: CanvasRenderingContext2D,
  scene: Scene,
  view: Viewport,
  taken: readonly LabelBox[],
): readonly LabelBox[] {
  const { theme, unit } = scene;
  const odd = ({ state }: CampusMark): boolean => state === 'below' || state === 'above';
  const campuses = scene.campuses.toSorted((a, b) => Number(odd(b)) - Number(odd(a)));
  const labels = campuses.map(({ hotspotId, x, y, name, figure }) => {
    const [px, py] = toScreen(view, [x, y]);
    const words = `${name} ${figure}`;
    const width = textEms(words) * unit;
    return { id: hotspotId, x: px + BESIDE * unit + width / 2, y: py, width, height: LINE * unit, words };
  });
  const places = placeLabels([...taken, ...labels]);
  for (const [index, campus] of campuses.entries()) {
    const [px, py] = toScreen(view, [campus.x, campus.y]);
    const color = odd(campus) ? theme.amber : theme.mark;
    text(context, CAMPUS_SHAPE[campus.state], px, py, { theme, size: unit * 1.15, color, bold: true });
    const y = places.get(campus.hotspotId);
    const words = labels[index]?.words ?? '';
    if (y === undefined) continue;
    const style = {
      theme,
      size: unit * 0.95,
      color: odd(campus) ? color : theme.ink,
      align: 'left' as const,
    };
    text(context, words, px + BESIDE * unit, y, style);
  }
  return labels.flatMap((label) => {
    const y = places.get(label.id);
    return y === undefined ? [] : [{ ...label, y }];
  });
}
