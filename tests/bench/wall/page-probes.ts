/** Functions that run in the page: they may use nothing from outside themselves. */

export interface FrameProbe {
  /** When each frame began, milliseconds of the page's clock. */
  readonly frames: number[];
  /** Length of tasks of the main thread that took 50 ms or more. */
  readonly longTasks: number[];
}

export interface ShownValue {
  readonly value: number;
  /** Epoch milliseconds at which the frame after the one that drew it began: by then it was handed to the screen. */
  readonly at: number;
}

declare global {
  interface Window {
    benchFrames?: FrameProbe;
    benchShown?: ShownValue[];
  }
}

/** Notes every frame and every long task from now on, in `benchFrames`. */
export function watchFrames(): void {
  const probe: FrameProbe = { frames: [], longTasks: [] };
  window.benchFrames = probe;
  const frame = (at: number): void => {
    if (window.benchFrames !== probe) return;
    probe.frames.push(at);
    requestAnimationFrame(frame);
  };
  requestAnimationFrame(frame);
  new PerformanceObserver((list) => {
    for (const { duration } of list.getEntries()) probe.longTasks.push(duration);
  }).observe({ type: 'longtask' });
}

/** Notes every change of the figure in the element, in `benchShown`. */
export function watchFigure(selector: string): void {
  const shown: ShownValue[] = [];
  window.benchShown = shown;
  let last = NaN;
  const frame = (): void => {
    const value = Number(document.querySelector(selector)?.textContent.replaceAll(/\D/g, ''));
    if (Number.isFinite(value) && value !== last) {
      last = value;
      requestAnimationFrame(() => shown.push({ value, at: performance.timeOrigin + performance.now() }));
    }
    requestAnimationFrame(frame);
  };
  requestAnimationFrame(frame);
}
