import { setTimeout as sleep } from 'node:timers/promises';
import type { Page } from 'playwright-core';
import { Desk, firstPassword } from '../../support/desk.ts';
import { TestProvince } from '../../support/province.ts';
import { startServer, temporaryDirectory } from '../../support/server.ts';
import { putCounty } from './map-county.ts';
import { watchFrames } from './page-probes.ts';
import { milliseconds, quantile, type Line, type WallContext, type WallPart } from './part.ts';

const DRILLS = 10;
const MEASURE_MS = 6_000;
const LIFE_MS = 600_000;
/** Long enough for what is fetched after the picture, so that the next step finds a quiet page. */
const REST_MS = 700;
const EVERY_MS = 12;
const SCREENS = [
  [1_920, 1_080],
  [3_840, 2_160],
] as const;
/** Of the surface: farther than the map is painted beyond its edges, so that it has to be painted on the way. */
const REACH = 0.35;

/** The live map: from the key to the next level, and a county with 20 000 cells that is moved and enlarged. */
export const map: WallPart = {
  name: 'map',
  about:
    'the live map at 1080p and 4K: time of a drill-down, frames while 20 000 cells are moved and enlarged',
  async run(context) {
    const directory = await temporaryDirectory();
    const province = new TestProvince();
    await province.writeMap(directory.path);
    const server = await startServer({ dataDir: directory.path, lifeMs: LIFE_MS });
    try {
      const countyId = await putCounty(server.url, province);
      const lines: Line[] = [];
      for (const [width, height] of SCREENS) {
        const desk = await Desk.open(context.browser, server.url, { width, height });
        await desk.signIn('administrator', lines.length === 0 ? firstPassword(server.output) : null);
        const on = { screen: `${String(width)} × ${String(height)}` };
        context.say(`${on.screen}, drilling down`);
        lines.push({ ...on, ...(await drills(desk)) });
        for (const way of ['moved', 'enlarged'] as const)
          lines.push({ ...on, ...(await frames(context, desk, countyId, way)) });
        await desk.close();
      }
      return lines;
    } finally {
      await server.end();
      await directory.remove();
    }
  },
};

async function drills({ page, origin }: Desk): Promise<Line> {
  await page.goto(`${origin}/map?lang=zh-CN`);
  await ready(page);
  const times: number[] = [];
  for (let turn = 0; turn < DRILLS; turn++) {
    await sleep(REST_MS);
    await page.getByTestId('map').focus();
    await page.keyboard.press('ArrowRight');
    times.push(await timeOfEnter(page));
    await sleep(REST_MS);
    await page.goBack();
    await ready(page);
  }
  return {
    what: 'going into a city',
    p50: milliseconds(quantile(times, 0.5)),
    p95: milliseconds(quantile(times, 0.95)),
    'frames/s': '',
    'longest task': '',
  };
}

/** Milliseconds from the key to the frame after the one that shows another area with its figures. */
async function timeOfEnter(page: Page): Promise<number> {
  const listening = await page.evaluateHandle(() => {
    const areaOf = (): string | undefined =>
      document.querySelector<HTMLElement>('[data-ready=true] [data-area]')?.dataset['area'];
    const before = areaOf();
    const time = new Promise<number>((resolve) => {
      const watch = (since: number): void => {
        const now = areaOf();
        if (now === undefined || now === before) requestAnimationFrame(() => watch(since));
        else requestAnimationFrame(() => resolve(performance.now() - since));
      };
      const options = { once: true, capture: true };
      addEventListener('keydown', ({ timeStamp }) => watch(timeStamp), options);
    });
    return { time };
  });
  await page.keyboard.press('Enter');
  return await listening.evaluate(({ time }) => time);
}

async function frames(
  { say }: WallContext,
  { page, origin }: Desk,
  countyId: string,
  way: 'moved' | 'enlarged',
): Promise<Line> {
  await page.goto(`${origin}/map/${countyId}?layer=present&lang=zh-CN`);
  await ready(page);
  await page.waitForLoadState('networkidle');
  const surface = page.getByTestId('map');
  await surface.focus();
  // Nearer, so that there is something to move.
  for (let step = 0; step < 2; step++) await page.keyboard.press('+');
  await sleep(3 * REST_MS);
  say(`20 000 cells are ${way}`);
  const box = await surface.boundingBox();
  if (box === null) throw new Error('the map is not on the screen');
  await page.mouse.move(box.x + box.width / 2, box.y + box.height / 2);
  await page.evaluate(watchFrames);
  await (way === 'moved' ? moveAbout(page, box) : enlargeAbout(page));
  const probe = await page.evaluate(() => window.benchFrames);
  if (probe === undefined) throw new Error('the page has been left');
  const gaps = probe.frames.slice(1).map((at, index) => at - (probe.frames[index] ?? at));
  const seconds = gaps.reduce((sum, gap) => sum + gap, 0) / 1_000;
  return {
    what: `20 000 cells ${way}, time of a frame`,
    p50: milliseconds(quantile(gaps, 0.5)),
    p95: milliseconds(quantile(gaps, 0.95)),
    'frames/s': (gaps.length / seconds).toFixed(1),
    'longest task': milliseconds(Math.max(0, ...probe.longTasks)),
  };
}

async function moveAbout(
  page: Page,
  box: { x: number; y: number; width: number; height: number },
): Promise<void> {
  const [x, y] = [box.x + box.width / 2, box.y + box.height / 2];
  await page.mouse.down();
  for (const until = performance.now() + MEASURE_MS; performance.now() < until;) {
    const turn = (until - performance.now()) / 1_000;
    const [dx, dy] = [box.width * REACH * Math.sin(turn), box.height * REACH * Math.cos(turn)];
    await page.mouse.move(x + dx, y + dy);
    await sleep(EVERY_MS);
  }
  await page.mouse.up();
}

async function enlargeAbout(page: Page): Promise<void> {
  for (const until = performance.now() + MEASURE_MS; performance.now() < until;) {
    const isNearer = Math.floor((until - performance.now()) / 1_000) % 2 === 0;
    await page.mouse.wheel(0, isNearer ? -20 : 20);
    await sleep(EVERY_MS);
  }
}

async function ready(page: Page): Promise<void> {
  await page.locator('[data-ready=true] [data-area]').waitFor();
}
