import { setTimeout as sleep } from 'node:timers/promises';
import type { CDPSession } from 'playwright-core';
import { Wall } from '../../support/wall.ts';
import type { Line, WallContext, WallPart } from './part.ts';
import { startSimulated } from './simulated.ts';

const MIB = 2 ** 20;
const MINUTE_MS = 60_000;
/** Five scenes of 5 s: each look finds the wall after two whole rounds and a bit, in its turn at every scene. */
const ROTATE_SECONDS = 5;
const LOOK_EVERY_MS = 60_000;
/** The first rounds fill caches: fonts, scenes, answers. */
const SETTLE_MS = 2 * MINUTE_MS;

interface Look {
  readonly minute: number;
  readonly heapMiB: number;
  readonly nodes: number;
  readonly listeners: number;
  readonly canvases: number;
}

/** Nothing may grow on a wall that hangs for months. */
export const soak: WallPart = {
  name: 'soak',
  about:
    'the wall rotates through all scenes: heap after collections, DOM nodes, listeners, canvases (--minutes)',
  async run(context) {
    const lifeMs = (context.minutes + 10) * MINUTE_MS;
    const server = await startSimulated(context, lifeMs);
    try {
      const looks = await watch(context, server.url);
      return linesOf(looks);
    } finally {
      await server.end();
    }
  },
};

async function watch({ browser, minutes, say }: WallContext, url: string): Promise<readonly Look[]> {
  const wall = await Wall.open(browser, url);
  const { page } = wall;
  const session = await page.context().newCDPSession(page);
  await session.send('Performance.enable');
  await page.goto(`${url}/wall/tide?rotate=${ROTATE_SECONDS}&alarms=off&sound=off`);
  await sleep(Math.min(SETTLE_MS, (minutes * MINUTE_MS) / 4));
  const looks: Look[] = [];
  const began = performance.now();
  for (let turn = 0; ; turn++) {
    const due = began + turn * LOOK_EVERY_MS;
    if (due - began > minutes * MINUTE_MS) break;
    await sleep(Math.max(0, due - performance.now()));
    await page.locator('[data-testid=wall][data-scene=tide][data-ready=true]').waitFor();
    const look = await lookAt(session, (performance.now() - began) / MINUTE_MS);
    looks.push(look);
    say(`minute ${look.minute.toFixed(0)}: ${look.heapMiB.toFixed(1)} MiB, ${look.nodes} nodes`);
  }
  if (wall.faults.length > 0) throw new Error(`the page had faults: ${wall.faults.slice(0, 5).join('; ')}`);
  await wall.close();
  return looks;
}

async function lookAt(session: CDPSession, minute: number): Promise<Look> {
  // What was weakly held goes in the second collection.
  for (let time = 0; time < 2; time++) await session.send('HeapProfiler.collectGarbage');
  const { metrics } = await session.send('Performance.getMetrics');
  const metric = (name: string): number => metrics.find((one) => one.name === name)?.value ?? NaN;
  return {
    minute,
    heapMiB: metric('JSHeapUsedSize') / MIB,
    nodes: metric('Nodes'),
    listeners: metric('JSEventListeners'),
    canvases: await liveCanvases(session),
  };
}

/** Those that something still holds, in the document or not. */
async function liveCanvases(session: CDPSession): Promise<number> {
  const { result } = await session.send('Runtime.evaluate', { expression: 'HTMLCanvasElement.prototype' });
  const { objects } = await session.send('Runtime.queryObjects', { prototypeObjectId: result.objectId! });
  const { result: length } = await session.send('Runtime.callFunctionOn', {
    objectId: objects.objectId!,
    functionDeclaration: 'function () { return this.length; }',
    returnByValue: true,
  });
  await session.send('Runtime.releaseObject', { objectId: objects.objectId! });
  return Number(length.value);
}

function linesOf(looks: readonly Look[]): readonly Line[] {
  const measures = [
    ['heap after collections, MiB', ({ heapMiB }: Look) => heapMiB, 1],
    ['DOM nodes', ({ nodes }: Look) => nodes, 0],
    ['listeners', ({ listeners }: Look) => listeners, 0],
    ['canvases', ({ canvases }: Look) => canvases, 0],
  ] as const;
  return measures.map(([measure, valueOf, digits]) => {
    const values = looks.map(valueOf);
    return {
      measure,
      minutes: looks.at(-1)!.minute.toFixed(0),
      first: values[0]!.toFixed(digits),
      last: values.at(-1)!.toFixed(digits),
      least: Math.min(...values).toFixed(digits),
      most: Math.max(...values).toFixed(digits),
      'slope an hour': slope(
        looks.map(({ minute }) => minute / 60),
        values,
      ).toFixed(digits === 0 ? 1 : 2),
    };
  });
}

/** Of the straight line with the least squares. */
function slope(xs: readonly number[], ys: readonly number[]): number {
  const mean = (values: readonly number[]): number =>
    values.reduce((sum, value) => sum + value, 0) / values.length;
  const [meanX, meanY] = [mean(xs), mean(ys)];
  const spread = xs.reduce((sum, x) => sum + (x - meanX) ** 2, 0);
  return xs.reduce((sum, x, at) => sum + (x - meanX) * (ys[at]! - meanY), 0) / spread;
}
