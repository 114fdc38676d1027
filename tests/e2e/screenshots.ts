/**
 * `npm run screenshots [FOLDER]`: pictures of every scene of the simulated province and every level of its map in all sizes, languages
 * and themes, and of the desk and its phone pages, into FOLDER [screenshots]; the best for the documentation into docs/images.
 */
import { copyFile, mkdir } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import type { Browser } from 'playwright-core';
import { launchBrowser } from '../support/browser.ts';
import { smppSettings } from '../support/channel.ts';
import { DeskCast } from '../support/desk-cast.ts';
import { MIXED_PROVIDER, playDesk } from '../support/desk-data.ts';
import { rehearse } from '../support/desk-schemes.ts';
import { ServerProcess, temporaryDirectory } from '../support/server.ts';
import { SmppProvider } from '../support/smpp-provider.ts';
import { until } from '../support/until.ts';
import { Wall } from '../support/wall.ts';
import { photographDesk } from './desk-pictures.ts';
import { photographMap } from './map-pictures.ts';

const SCENES = ['tide', 'campuses', 'share', 'loop', 'pulse'] as const;
const LANGUAGES = ['zh-CN', 'en'] as const;
const SIZES = [
  [1920, 1080],
  [3840, 2160],
  [5120, 1440],
] as const;
const THEMES = ['night', 'day'] as const;
/** What the documentation shows, by the name of the picture it is taken from. */
const DOCUMENTED = [
  ['tide-zh-CN-night-1920x1080', 'wall-tide'],
  ['campuses-zh-CN-night-1920x1080', 'wall-campuses'],
  ['campuses-zh-CN-day-1920x1080', 'wall-campuses-day'],
  ['share-zh-CN-night-1920x1080', 'wall-share'],
  ['loop-busy-zh-CN-night-1920x1080', 'wall-loop'],
  ['tide-en-night-1920x1080', 'wall-tide-en'],
  ['tide-zh-CN-night-5120x1440', 'wall-wide'],
] as const;

const IMAGES = fileURLToPath(new URL('../../docs/images', import.meta.url));
const LIFE_MS = 1_800_000;
const HISTORY_MS = 900_000;
/** Through the day in a hurry, then at the usual pace: curves have most of their day, and nothing is late. */
const HURRY = 600;
const PACE = 60;
/** Simulated time at which the pictures begin: walls have the tide at noon, maps the afternoon. */
const UNTIL_HOUR = 11;
/** Rates and ages settle after the change of pace, and the wall gathers some of its own. */
const SETTLE_MS = 60_000;
/** Charts within a tile load after it and say so; then they are drawn. */
const LOADING = /^(正在载入|Loading)$/;
const DRAWN_MS = 1_000;

/** Characters of the server's output that explain a failure. */
const OUTPUT_KEPT = 2_000;

const say = (text: string): void => void process.stderr.write(`${text}\n`);

const folder = resolve(process.argv[2] ?? 'screenshots');
const data = await temporaryDirectory();
await mkdir(folder, { recursive: true });
await mkdir(IMAGES, { recursive: true });
const browser = await launchBrowser();
const provider = await new SmppProvider().start();
provider.script = MIXED_PROVIDER;
const channels = { TIDEWALL_CHANNELS: JSON.stringify({ sms: smppSettings(provider) }) };
/** The first start says how to sign in. */
let firstOutput = '';
try {
  await withServer(HURRY, async (server) => {
    say('history and most of a day …');
    await reachNoon(server.url);
    firstOutput = server.output;
  });
  await withServer(PACE, async (server) => {
    await server.ready();
    await photograph(browser, server.url);
    const cast = await DeskCast.make(browser, server.url, firstOutput);
    const played = await playDesk(cast, server.url);
    await sleep(SETTLE_MS);
    await rehearse(cast, played.schemeId);
    await photographLoop(browser, server.url);
    await photographMap(cast, { pictures: folder, documentation: IMAGES });
    await photographDesk(cast, played, { pictures: folder, documentation: IMAGES });
    await cast.close();
  });
} finally {
  await browser.close();
  await provider.stop();
  await data.remove();
}
say(`pictures are in ${folder}; those of the documentation in docs/images`);

async function withServer(speed: number, work: (server: ServerProcess) => Promise<void>): Promise<void> {
  const flags = ['--simulate', 'on', '--speed', String(speed), '--log-level', 'warn'];
  const server = new ServerProcess(data.path, channels, { flags, lifeMs: LIFE_MS });
  try {
    await server.listening();
    await work(server);
    await server.stop();
  } catch (error) {
    throw new Error(`the server said: ${server.output.slice(-OUTPUT_KEPT)}`, { cause: error });
  } finally {
    await server.end();
  }
}

/** Resolves when the wall's clock, which stands still while history fills in, shows the hour. */
async function reachNoon(url: string): Promise<void> {
  const { page } = await Wall.open(browser, url, { scene: 'pulse' });
  const clock = page.getByTestId('system-time');
  await until(
    'noon',
    async () => Number((await clock.innerText()).slice(0, 2)) >= UNTIL_HOUR,
    HISTORY_MS,
    250,
  );
  await page.context().close();
}

/** One wall a size, which changes language and theme as it hangs: what it keeps of the last minutes is in every picture. */
async function photograph(chromium: Browser, url: string): Promise<void> {
  for (const [width, height] of SIZES) {
    const wall = await Wall.open(chromium, url, { lang: LANGUAGES[0], width, height });
    await sleep(SETTLE_MS);
    for (const theme of THEMES) {
      if (theme !== THEMES[0]) await wall.page.keyboard.press('t');
      for (const lang of LANGUAGES) {
        const shown = await wall.page.getAttribute('html', 'lang');
        if (lang !== shown) await wall.page.keyboard.press('l');
        for (const scene of SCENES) await take(wall, scene, `${scene}-${lang}-${theme}-${width}x${height}`);
      }
    }
    await wall.close();
  }
}

/** Once people and campaigns are at work. */
async function photographLoop(chromium: Browser, url: string): Promise<void> {
  for (const lang of LANGUAGES) {
    const wall = await Wall.open(chromium, url, { lang, width: 1920, height: 1080 });
    for (const theme of THEMES) {
      if (theme !== THEMES[0]) await wall.page.keyboard.press('t');
      await take(wall, 'loop', `loop-busy-${lang}-${theme}-1920x1080`);
    }
    await wall.close();
  }
}

async function take(wall: Wall, scene: string, name: string): Promise<void> {
  await wall.go(scene);
  await wall.page.getByText(LOADING).first().waitFor({ state: 'detached' });
  await sleep(DRAWN_MS);
  await wall.page.screenshot({ path: join(folder, `${name}.png`) });
  const documented = DOCUMENTED.find(([picture]) => picture === name)?.[1];
  if (documented !== undefined)
    await copyFile(join(folder, `${name}.png`), join(IMAGES, `${documented}.png`));
  say(`  ${name}.png`);
}
