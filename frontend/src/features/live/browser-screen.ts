import type { Screen } from './protocol/index.ts';

/** A tab: `performance.now` goes on whoever sets the clock, frames come only while it is shown. */
export const browserScreen: Screen = {
  get hidden() {
    return document.hidden;
  },
  now: () => performance.now(),
  random: () => Math.random(),
  frame(run) {
    const id = requestAnimationFrame(run);
    return () => cancelAnimationFrame(id);
  },
  after(delayMs, run) {
    const id = setTimeout(run, delayMs);
    return () => clearTimeout(id);
  },
};
