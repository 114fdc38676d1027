import { FONT } from '../../../charts/palette.ts';
import { legendRows, wrapped, TEXT_AFTER_SAMPLE, type LegendRow } from './legend-rows.ts';
import type { LegendGroup } from './legend.ts';
import type { MapTheme } from './map-theme.ts';
import { paintBase } from './paint-base.ts';
import { paintCells, type CellColumns } from './paint-cells.ts';
import { paintSample } from './paint-sample.ts';
import { paintTop } from './paint-top.ts';
import type { Scene } from './scene.ts';
import type { Viewport } from './viewport.ts';

/** Everything that a picture says besides the map. */
export interface PictureTexts {
  readonly title: string;
  /** Time, scope and age of the data; where the boundaries come from. In parts, between which a line may end. */
  readonly lines: readonly (readonly string[])[];
  /** Across the top of a map of the past; null: it is of now. */
  readonly replay: string | null;
  readonly legend: readonly LegendGroup[];
}

export interface PictureInput {
  readonly scene: Scene;
  readonly columns: CellColumns | null;
  readonly view: Viewport;
  readonly size: readonly [number, number];
  readonly texts: PictureTexts;
}

const RATIO = 2;
/** Height of a line, in units. */
const LINE = 1.55;

/** The map as a picture that stands by itself: title, time, scope, age, legend, and a mark when it is a replay. */
export async function pictureOf({ scene, columns, view, size, texts }: PictureInput): Promise<Blob> {
  const { unit, theme } = scene;
  const [width, height] = size;
  const head = unit * (texts.replay === null ? 3.4 : 5.6);
  const picture = document.createElement('canvas');
  const widthOf = measureIn(contextOf(picture));
  const legend = legendRows(texts.legend, width / unit - 2, widthOf);
  const lines = texts.lines.flatMap((parts) => wrapped(parts, width / unit - 2, widthOf));
  const foot = unit * (0.7 + (legend.length + lines.length) * LINE);
  picture.width = Math.round(width * RATIO);
  picture.height = Math.round((head + height + foot) * RATIO);
  const context = contextOf(picture);
  context.setTransform(RATIO, 0, 0, RATIO, 0, 0);
  context.fillStyle = theme.ground;
  context.fillRect(0, 0, width, head + height + foot);
  paintHead(context, texts, { theme, unit, width });
  context.setTransform(1, 0, 0, 1, 0, 0);
  for (const layer of mapLayers(scene, columns, view, size)) context.drawImage(layer, 0, head * RATIO);
  context.setTransform(RATIO, 0, 0, RATIO, 0, 0);
  paintFoot(context, legend, lines, { theme, unit, width }, head + height);
  return await blobOf(picture);
}

function mapLayers(
  scene: Scene,
  columns: CellColumns | null,
  view: Viewport,
  [width, height]: readonly [number, number],
): readonly HTMLCanvasElement[] {
  const layers = [0, 1, 2].map(() => {
    const canvas = document.createElement('canvas');
    canvas.width = Math.round(width * RATIO);
    canvas.height = Math.round(height * RATIO);
    return canvas;
  });
  const [ground, middle, top] = layers;
  if (ground !== undefined) paintBase(contextOf(ground), scene, view, RATIO);
  const { theme, unit } = scene;
  if (middle !== undefined && columns !== null)
    paintCells(contextOf(middle), columns, { theme, unit, view, ratio: RATIO });
  if (top !== undefined) paintTop(contextOf(top), { ...scene, focusId: null }, view, RATIO);
  return layers;
}

interface Sheet {
  readonly theme: MapTheme;
  readonly unit: number;
  readonly width: number;
}

function paintHead(
  context: CanvasRenderingContext2D,
  texts: PictureTexts,
  { theme, unit, width }: Sheet,
): void {
  context.textBaseline = 'middle';
  let y = unit * 1.9;
  if (texts.replay !== null) {
    context.fillStyle = theme.amber;
    context.fillRect(0, 0, width, unit * 2.2);
    write(context, texts.replay, unit, unit * 1.1, { color: theme.ground, size: unit * 1.15, bold: true });
    y += unit * 2.2;
  }
  write(context, texts.title, unit, y, { color: theme.ink, size: unit * 1.5, bold: true });
}

function paintFoot(
  context: CanvasRenderingContext2D,
  legend: readonly LegendRow[],
  lines: readonly string[],
  { theme, unit }: Sheet,
  top: number,
): void {
  let y = top + unit * 1.1;
  for (const row of legend) {
    for (const { at, text, sample } of row) {
      const x = unit * (1 + at);
      if (sample === null) write(context, text, x, y, { color: theme.ink, size: unit });
      else {
        paintSample(context, sample, { x, y }, { theme, unit });
        write(context, text, x + unit * TEXT_AFTER_SAMPLE, y, { color: theme.inkSoft, size: unit });
      }
    }
    y += unit * LINE;
  }
  for (const line of lines) {
    write(context, line, unit, y, { color: theme.inkSoft, size: unit });
    y += unit * LINE;
  }
}

/** Widths of texts in units. */
function measureIn(context: CanvasRenderingContext2D): (text: string) => number {
  context.font = `400 100px ${FONT}`;
  return (text) => context.measureText(text).width / 100;
}

/** Writes a text and answers its width. */
function write(
  context: CanvasRenderingContext2D,
  value: string,
  x: number,
  y: number,
  { color, size, bold }: { color: string; size: number; bold?: boolean },
): number {
  context.font = `${bold === true ? '500' : '400'} ${String(size)}px ${FONT}`;
  context.textAlign = 'left';
  context.fillStyle = color;
  context.fillText(value, x, y);
  return context.measureText(value).width;
}

function contextOf(canvas: HTMLCanvasElement): CanvasRenderingContext2D {
  const context = canvas.getContext('2d');
  if (context === null) throw new Error('this browser draws no canvas');
  return context;
}

function blobOf(canvas: HTMLCanvasElement): Promise<Blob> {
  return new Promise((resolve, reject) => {
    canvas.toBlob((blob) => {
      if (blob === null) reject(new Error('the picture could not be made'));
      else resolve(blob);
    }, 'image/png');
  });
}
