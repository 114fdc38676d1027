import type { Screen } from '@tidewall/frontend/protocol';

/** A screen of a Node process: always shown, sixty frames a second. */
export const nodeScreen: Screen = {
  hidden: false,
  now: () => performance.now(),
  random: () => Math.random(),
  frame: (run) => after(16, run),
  after,
};

function after(delayMs: number, run: () => void): () => void {
  const timer = setTimeout(run, delayMs);
  return () => clearTimeout(timer);
}
