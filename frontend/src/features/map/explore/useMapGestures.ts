import { shallowReadonly, shallowRef, type ShallowRef } from 'vue';
import { contained, moved, zoomed, type Viewport } from './viewport.ts';

type Point = readonly [number, number];

interface Gestures {
  readonly view: Readonly<ShallowRef<Viewport>>;
  /** Where an event is on the surface, pixels. */
  readonly at: (event: MouseEvent) => Point;
  readonly down: (event: PointerEvent) => void;
  /** Whether the map, and not only the pointer, has been moved. */
  readonly move: (event: PointerEvent) => boolean;
  readonly up: (event: PointerEvent) => void;
  readonly wheel: (event: WheelEvent) => void;
  /** Enlarges about a point, or the middle. */
  readonly zoom: (factor: number, about?: Point) => void;
  readonly show: (view: Viewport) => void;
  /** The click that just came ends a movement and means nothing by itself. */
  readonly wasMoved: () => boolean;
}

/** Closer than this to where it began a pointer has not been moved: hands tremble. */
const TREMBLE = 4;

/** Moves and enlarges a map by mouse, wheel, one finger or two. */
export function useMapGestures(
  frame: Readonly<ShallowRef<HTMLElement | null>>,
  first: Viewport,
  size: () => Point,
): Gestures {
  const view = shallowRef(first);
  const pointers = new Map<number, Point>();
  let start: { readonly view: Viewport; readonly grip: Grip } | null = null;
  let isMoved = false;

  const at = (event: MouseEvent): Point => {
    const box = frame.value?.getBoundingClientRect();
    return [event.clientX - (box?.left ?? 0), event.clientY - (box?.top ?? 0)];
  };
  function hold(): void {
    const grip = gripOf([...pointers.values()]);
    start = grip === null ? null : { view: view.value, grip };
  }
  function show(next: Viewport): void {
    const { scale, x, y } = contained(next, ...size());
    const now = view.value;
    if (scale !== now.scale || x !== now.x || y !== now.y) view.value = { scale, x, y };
  }
  function zoom(factor: number, about?: Point): void {
    const [width, height] = size();
    show(zoomed(view.value, factor, about ?? [width / 2, height / 2]));
  }

  return {
    view: shallowReadonly(view),
    at,
    down(event) {
      if (event.button !== 0) return;
      if (pointers.size === 0) isMoved = false;
      pointers.set(event.pointerId, at(event));
      hold();
    },
    move(event) {
      // Let go where nobody told us, such as beyond the window.
      if (event.buttons === 0) pointers.delete(event.pointerId);
      if (!pointers.has(event.pointerId) || start === null) return false;
      pointers.set(event.pointerId, at(event));
      const grip = gripOf([...pointers.values()]);
      if (grip === null) return false;
      const [fromX, fromY] = start.grip.middle;
      const [x, y] = grip.middle;
      if (!isMoved && pointers.size === 1 && Math.hypot(x - fromX, y - fromY) <= TREMBLE) return true;
      if (!isMoved) frame.value?.setPointerCapture(event.pointerId);
      isMoved = true;
      const factor = start.grip.spread > 0 ? grip.spread / start.grip.spread : 1;
      show(moved(zoomed(start.view, factor, start.grip.middle), x - fromX, y - fromY));
      return true;
    },
    up(event) {
      pointers.delete(event.pointerId);
      hold();
    },
    wheel: (event) => zoom(Math.exp(-event.deltaY * (event.ctrlKey ? 0.01 : 0.0016)), at(event)),
    zoom,
    show,
    wasMoved: () => isMoved,
  };
}

interface Grip {
  readonly middle: Point;
  /** Between two fingers, pixels; 0 of one. */
  readonly spread: number;
}

function gripOf([one, other]: readonly Point[]): Grip | null {
  if (one === undefined) return null;
  if (other === undefined) return { middle: one, spread: 0 };
  return {
    middle: [(one[0] + other[0]) / 2, (one[1] + other[1]) / 2],
    spread: Math.hypot(one[0] - other[0], one[1] - other[1]),
  };
}
