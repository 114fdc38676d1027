import { fork, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { setTimeout as sleep } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { Wall } from '../../support/wall.ts';
import type { Emissions, Listening } from './emitter-messages.ts';
import { milliseconds, quantile, type Line, type WallContext, type WallPart } from './part.ts';
import { watchFigure, watchFrames, type ShownValue } from './page-probes.ts';

const EMITTER = fileURLToPath(new URL('emitter.ts', import.meta.url));
const FIGURE = '[data-testid=homecomings-today]';
const WARM_UP_MS = 5_000;
const MEASURE_MS = 30_000;
const SIZES = [
  [1920, 1080],
  [3840, 2160],
] as const;

/** From a key update at the server to the frame that shows it. */
export const paint: WallPart = {
  name: 'paint',
  about: 'emit → pixel at 2 000 key updates a second, scene Tide',
  async run(context) {
    const lines: Line[] = [];
    for (const [width, height] of SIZES) lines.push(await measure(context, width, height));
    return lines;
  },
};

async function measure({ browser, say }: WallContext, width: number, height: number): Promise<Line> {
  const emitter = fork(EMITTER, { stdio: ['ignore', 'ignore', 'inherit', 'ipc'] });
  try {
    const [{ url }] = (await once(emitter, 'message')) as [Listening];
    const wall = await Wall.open(browser, url, { scene: 'tide', width, height });
    const emissions = collect(emitter);
    await wall.page.evaluate(watchFigure, FIGURE);
    emitter.send('go');
    await sleep(WARM_UP_MS);
    await wall.page.evaluate(watchFrames);
    say(`${width} × ${height}, measuring`);
    const [from, keysBefore] = [emissions.emittedAt.length, emissions.keys];
    const began = performance.now();
    await sleep(MEASURE_MS);
    const seconds = (performance.now() - began) / 1_000;
    const to = emissions.emittedAt.length;
    const keys = emissions.keys - keysBefore;
    await sleep(1_000);
    const shown = (await wall.page.evaluate(() => window.benchShown)) ?? [];
    const longTasks = (await wall.page.evaluate(() => window.benchFrames?.longTasks)) ?? [];
    await wall.close();
    const latencies = latenciesOf(emissions.emittedAt, shown, from, to);
    return {
      screen: `${width} × ${height}`,
      'keys/s': (keys / seconds).toFixed(0),
      p50: milliseconds(quantile(latencies, 0.5)),
      p95: milliseconds(quantile(latencies, 0.95)),
      p99: milliseconds(quantile(latencies, 0.99)),
      'paints/s': (shown.filter(({ value }) => value > from && value <= to).length / seconds).toFixed(1),
      'longest task': milliseconds(Math.max(0, ...longTasks)),
    };
  } finally {
    emitter.disconnect();
    await once(emitter, 'exit');
  }
}

interface Collected {
  readonly emittedAt: number[];
  keys: number;
}

function collect(emitter: ChildProcess): Collected {
  const collected: Collected = { emittedAt: [], keys: 0 };
  emitter.on('message', ({ emittedAt, keys }: Emissions) => {
    collected.emittedAt.push(...emittedAt);
    collected.keys = keys;
  });
  return collected;
}

/** The n-th homecoming is on the screen with the first figure of n or more. Throws when one never was. */
function latenciesOf(
  emittedAt: readonly number[],
  shown: readonly ShownValue[],
  from: number,
  to: number,
): readonly number[] {
  let at = 0;
  return emittedAt.slice(from, to).map((emitted, index) => {
    const serial = from + index + 1;
    while (at < shown.length && shown[at]!.value < serial) at++;
    if (at === shown.length) throw new Error(`homecoming ${serial} was never shown`);
    return shown[at]!.at - emitted;
  });
}
