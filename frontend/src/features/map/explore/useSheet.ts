import { useDevicePixelRatio, useEventListener, useRafFn } from '@vueuse/core';
import { computed, shallowRef, watch, type ComputedRef, type ShallowRef } from 'vue';
import { paintBase } from './paint-base.ts';
import { paintCells, type CellColumns } from './paint-cells.ts';
import { paintTop } from './paint-top.ts';
import type { Scene } from './scene.ts';
import { coarseRatio, fills, marginOf, shiftOf } from './sheet.ts';
import { AT_REST, type Viewport } from './viewport.ts';

interface SheetSources {
  readonly canvas: Readonly<ShallowRef<HTMLCanvasElement | null>>;
  readonly scene: ComputedRef<Scene | null>;
  readonly columns: ComputedRef<CellColumns | null>;
  readonly view: Readonly<ShallowRef<Viewport>>;
  readonly size: ComputedRef<readonly [number, number]>;
}

interface Sheet {
  /** Of the canvas, which is larger than the surface by a margin on each side. */
  readonly style: ComputedRef<Readonly<Record<string, string>>>;
}

/** A picture that has not been moved or enlarged for so long is painted again where it needs to be. */
const REST_MS = 140;

/**
 * Keeps the picture of a map up to date. While it is moved or enlarged, the picture is, as it is: the compositor does that
 * in no time, however many cells there are, and fastest with one canvas that nothing shines through. It is painted again
 * when it no longer fills the surface, coarsely if it is large, and once the movement is over where it is not sharp.
 * Otherwise it is painted when something has changed, at most once a frame; areas and cells, which seldom do, are kept.
 */
export function useSheet({ canvas, scene, columns, view, size }: SheetSources): Sheet {
  const { pixelRatio } = useDevicePixelRatio();
  const painted = shallowRef<Viewport>(AT_REST);
  const margin = computed(() => marginOf(...size.value));
  const ground = document.createElement('canvas');
  /** What has to be painted, at the latest when the movement is over; `all`: what there is shows something else. */
  const due = { all: true, ground: true, top: true };
  let movedAt = -Infinity;
  let isCoarse = false;
  const isMoving = (): boolean => performance.now() - movedAt < REST_MS;
  /** Figures come every second, mostly the same ones. */
  const shades = computed(() => {
    const parts = scene.value === null ? [] : [...scene.value.painted];
    return parts.map(([id, { fill }]) => `${id}${JSON.stringify(fill)}`).join();
  });
  watch([() => scene.value?.base, size, pixelRatio, () => scene.value?.theme], () => (due.all = true));
  watch([shades, columns], () => (due.ground = true));
  watch(scene, () => (due.top = true));
  watch(view, () => (movedAt = performance.now()), { flush: 'sync' });
  useEventListener(document.fonts, 'loadingdone', () => (due.top = true));

  /** Whether what there is will do for this frame. */
  function willDo(): boolean {
    if (due.all) return false;
    const shift = shiftOf(painted.value, view.value);
    if (!fills(shift, margin.value, size.value)) return false;
    return isMoving() || (shift.scale === 1 && !isCoarse && !due.ground && !due.top);
  }

  function paint(now: Scene, onto: HTMLCanvasElement): void {
    const { scale, x, y } = view.value;
    const within: Viewport = { scale, x: x + margin.value, y: y + margin.value };
    const [width, height] = size.value.map((pixels) => pixels + 2 * margin.value) as [number, number];
    const ratio = isMoving() && !due.all ? coarseRatio(pixelRatio.value, width, height) : pixelRatio.value;
    const isOther = due.all || painted.value !== view.value || isCoarse !== ratio < pixelRatio.value;
    const [below, context] = [ground, onto].map((one) => surface(one, width * ratio, height * ratio));
    if (below == null || context == null) return;
    if (isOther || due.ground) {
      const { theme, unit } = now;
      paintBase(below, now, within, ratio);
      if (columns.value !== null) paintCells(below, columns.value, { theme, unit, view: within, ratio });
    }
    context.setTransform(1, 0, 0, 1, 0, 0);
    context.drawImage(ground, 0, 0);
    paintTop(context, now, within, ratio);
    painted.value = view.value;
    isCoarse = ratio < pixelRatio.value;
    Object.assign(due, { all: false, ground: false, top: false });
  }

  useRafFn(() => {
    if (scene.value === null || canvas.value === null || size.value[0] < 1) return;
    if (!willDo()) paint(scene.value, canvas.value);
  });

  return {
    style: computed(() => {
      const { scale, x, y } = shiftOf(painted.value, view.value);
      const whole = (pixels: number): number => Math.round(pixels * pixelRatio.value) / pixelRatio.value;
      const [px, py] = scale === 1 ? [whole(x), whole(y)] : [x, y];
      const beyond = 2 * margin.value;
      return {
        // Not that of the surface, which may be a fraction of a pixel more and would blur everything.
        width: `${String(size.value[0] + beyond)}px`,
        height: `${String(size.value[1] + beyond)}px`,
        left: `${String(-margin.value)}px`,
        top: `${String(-margin.value)}px`,
        // The corner of the surface, about which pictures are scaled, lies a margin from that of the canvases.
        transformOrigin: `${String(margin.value)}px ${String(margin.value)}px`,
        transform: `translate(${String(px)}px, ${String(py)}px) scale(${String(scale)})`,
      };
    }),
  };
}

/** Of a canvas of such a size, made so where it is not. */
function surface(canvas: HTMLCanvasElement, width: number, height: number): CanvasRenderingContext2D | null {
  const [w, h] = [Math.round(width), Math.round(height)];
  if (canvas.width !== w) canvas.width = w;
  if (canvas.height !== h) canvas.height = h;
  return canvas.getContext('2d', { alpha: false });
}
