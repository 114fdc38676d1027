import { setTimeout as sleep } from 'node:timers/promises';
import { administratorOf } from '../../support/people.ts';
import { Wall } from '../../support/wall.ts';
import { publishDozen } from './dozen.ts';
import { milliseconds, quantile, type Line, type WallContext, type WallPart } from './part.ts';
import { watchFrames, type FrameProbe } from './page-probes.ts';
import { startSimulated } from './simulated.ts';

const SCENES = ['tide', 'campuses', 'share', 'loop', 'pulse'] as const;
const SETTLE_MS = 5_000;
const MEASURE_MS = 20_000;
const LONG_MS = 50;
const LIMIT_MS = 100;

/** How smoothly scenes run whose tiles change each second. */
export const frames: WallPart = {
  name: 'frames',
  about: 'frames a second and long tasks at 4K while every tile changes each second',
  async run(context) {
    const server = await startSimulated(context, (SCENES.length + 1) * 60_000);
    try {
      const lines: Line[] = [];
      for (const scene of SCENES) lines.push(await measure(context, server.url, scene));
      await publishDozen(await administratorOf(server));
      lines.push({ ...(await measure(context, server.url, 'tide')), scene: 'twelve tiles' });
      return lines;
    } finally {
      await server.end();
    }
  },
};

async function measure({ browser, say }: WallContext, url: string, scene: string): Promise<Line> {
  const wall = await Wall.open(browser, url, { scene, width: 3840, height: 2160 });
  await sleep(SETTLE_MS);
  say(`${scene}, measuring`);
  await wall.page.evaluate(watchFrames);
  await sleep(MEASURE_MS);
  const probe = (await wall.page.evaluate(() => window.benchFrames))!;
  const tiles = await wall.page.locator('[data-tile]').count();
  await wall.close();
  return { scene, tiles: String(tiles), ...figuresOf(probe) };
}

function figuresOf({ frames: at, longTasks }: FrameProbe): Line {
  const rates = at.slice(1).map((time, index) => 1_000 / (time - at[index]!));
  const seconds = (at.at(-1)! - at[0]!) / 1_000;
  return {
    'frames/s': ((at.length - 1) / seconds).toFixed(1),
    'median fps': quantile(rates, 0.5).toFixed(1),
    'slowest 5 %': `${quantile(rates, 0.05).toFixed(1)} fps`,
    [`tasks over ${LONG_MS} ms`]: String(longTasks.length),
    [`over ${LIMIT_MS} ms`]: String(longTasks.filter((ms) => ms > LIMIT_MS).length),
    'longest task': milliseconds(Math.max(0, ...longTasks)),
  };
}
