import { placeLabels, textEms, type LabelBox } from '../labels.ts';
import { inkOn } from './ink-on.ts';
import type { Fill } from './layers.ts';
import { paintNote } from './paint-note.ts';
import { LINE, paintText, type TextStyle } from './paint-text.ts';
import { DISC_UNITS, type Plot, type Scene } from './scene.ts';
import { toScreen, type Viewport } from './viewport.ts';

/** Between a figure and its alerts. */
const GAP = 0.7;
/** From the end of a name to the middle of the sign of its notes. */
const BESIDE_NAME = 0.9;
const ALERT_SHAPE = { critical: '◆', warning: '▲', info: '●' } as const;

interface AreaLabel extends LabelBox {
  readonly name: string;
  readonly figure: string;
  readonly alerts: string;
  readonly worst: keyof typeof ALERT_SHAPE | null;
  /** There are notes about all of it. */
  readonly noted: boolean;
  /** What it is written on. */
  readonly fill: Fill;
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
    // Words of a disc stand below it, on land.
    fill: plot.path === null ? { kind: 'unknown' } : now.fill,
  };
}

/** What is abnormal first, then what is looked at, then the rest from large to small as the server lists them. */
function urgency({ id, worst }: AreaLabel): number {
  if (id.startsWith('!')) return 0;
  return worst === 'critical' ? 1 : worst === 'warning' ? 2 : 3;
}

/** Names and figures of areas, without covering each other or what is `taken`. */
export function paintLabels(
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
      if (label.worst !== null)
        paintText(context, label.alerts, label.x, label.y, alertStyle(scene, label.worst));
      continue;
    }
    const second = label.figure !== '' || label.alerts !== '';
    const top = second ? y - (LINE * unit) / 2 : y;
    paintText(context, label.name, label.x, top, { ...inkOn(label.fill, theme), size: unit, bold: true });
    const end = label.x + context.measureText(label.name).width / 2;
    if (label.noted) paintNote(context, end + BESIDE_NAME * unit, top, scene);
    if (second) paintSecond(context, label, top + LINE * unit, scene);
  }
}

/** Figure and alerts side by side, centred together. */
function paintSecond(
  context: CanvasRenderingContext2D,
  { x, figure, alerts, worst, fill }: AreaLabel,
  y: number,
  scene: Scene,
): void {
  const { theme, unit } = scene;
  const plain = { ...inkOn(fill, theme), size: unit };
  if (worst === null) {
    paintText(context, figure, x, y, plain);
    return;
  }
  const style = alertStyle(scene, worst);
  if (figure === '') {
    paintText(context, alerts, x, y, style);
    return;
  }
  const whole = (textEms(figure) + textEms(alerts) + GAP) * unit;
  const left = x - whole / 2;
  paintText(context, figure, left, y, { ...plain, align: 'left' });
  paintText(context, alerts, left + (textEms(figure) + GAP) * unit, y, { ...style, align: 'left' });
}

function alertStyle({ theme, unit }: Scene, worst: keyof typeof ALERT_SHAPE): TextStyle {
  const color = worst === 'critical' ? theme.red : worst === 'warning' ? theme.amber : theme.inkSoft;
  return { halo: theme.halo, size: unit * 1.05, color, bold: true };
}
