import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { Browser, Page } from 'playwright-core';
import { launchBrowser } from '../support/browser.ts';
import { contrast, textsOf, watchCanvases, type SeenText } from '../support/legibility.ts';
import { WallStage } from '../support/wall-stage.ts';

const SCENES = ['tide', 'campuses', 'share', 'loop', 'pulse'] as const;
/** Minutes of arc, and the contrast of every pair. */
const PRIMARY = 20;
const SMALLEST = 16;
const CONTRAST = 7;
/** Rounding of sizes to pixels and of colours to bytes. */
const SLACK = 0.995;
/**
 * How screens hang: pixels, inches, metres; the second is so far away that scenes need more pages. Both themes and both
 * languages; colours do not depend on the language, nor on the size of the screen.
 */
const SCREENS = [
  { width: 1920, height: 1080, diagonal: 150, distance: 6, theme: 'night', lang: 'zh-CN' },
  { width: 1920, height: 1080, diagonal: 150, distance: 6, theme: 'day', lang: 'en' },
  { width: 1920, height: 1080, diagonal: 98, distance: 6, theme: 'night', lang: 'zh-CN' },
  { width: 3840, height: 2160, diagonal: 110, distance: 4, theme: 'day', lang: 'zh-CN' },
  { width: 5120, height: 1440, diagonal: 180, distance: 4, theme: 'night', lang: 'en' },
] as const;
type Screen = (typeof SCREENS)[number];
/** Sizes are those of the layout, which do not depend on how many pixels of the screen each is painted with: few. */
const PAINTED_PIXELS = 1_000;
/** Charts are drawn one a frame: then nothing has changed for so long. */
const STILL_MS = 150;
const DRAWN_MS = 5_000;

/** Minutes of arc under which so many pixels are seen. */
function arcMinutes(pixels: number, { width, height, diagonal, distance }: Screen): number {
  const mm = (pixels * diagonal * 25.4) / Math.hypot(width, height);
  return (Math.atan(mm / (distance * 1_000)) * 180 * 60) / Math.PI;
}

describe('every text on every scene', () => {
  let stage: WallStage;
  let browser: Browser;
  beforeAll(async () => {
    stage = await WallStage.begin();
    await stage.dropShare();
    for (const severity of ['critical', 'warning', 'info'] as const)
      await stage.raise(severity, `按不同级别的告警 ${severity}`);
    browser = await launchBrowser();
  });
  afterAll(async () => {
    await browser?.close();
    await stage?.end();
  });

  it.each(SCREENS)(
    'is large enough at $width × $height, $diagonal inches, from $distance m, and stands out by $theme, in $lang',
    async (screen) => {
      const faults: string[] = [];
      await onEveryPage(screen, (where, texts) => {
        for (const { text, size, isSoft, color, behind } of texts) {
          const minutes = arcMinutes(size, screen);
          if (minutes < (isSoft ? SMALLEST : PRIMARY) * SLACK)
            faults.push(`${where}: “${text}” ${minutes.toFixed(1)}′`);
          const ratio = contrast(color, behind);
          if (ratio < CONTRAST * SLACK)
            faults.push(`${where}: “${text}” ${color} on ${behind} ${ratio.toFixed(1)}`);
        }
      });
      expect(faults).toEqual([]);
    },
  );

  /** Calls `look` with the texts of each page of each scene. */
  async function onEveryPage(
    screen: Screen,
    look: (where: string, texts: readonly SeenText[]) => void,
  ): Promise<void> {
    const { width, height, diagonal, distance, lang, theme } = screen;
    const deviceScaleFactor = Math.min(1, PAINTED_PIXELS / width);
    const context = await browser.newContext({ viewport: { width, height }, deviceScaleFactor });
    const page = await context.newPage();
    await watchCanvases(page);
    const query = `rotate=off&sound=off&lang=${lang}&theme=${theme}&distance=${distance}&diagonal=${diagonal}`;
    await page.goto(`${stage.server.url}/wall/${SCENES[0]}?${query}`);
    for (const scene of SCENES) {
      await page.locator(`nav a[href*="/wall/${scene}"]`).dispatchEvent('click');
      for (let at = 0, of = 1; at < of; at++) {
        if (at > 0) await page.keyboard.press('ArrowDown');
        await page.locator(`[data-testid=wall][data-scene=${scene}][data-ready=true]`).waitFor();
        const texts = await drawnTexts(page);
        of = await pagesOf(page);
        expect(texts.length).toBeGreaterThan(5);
        look(`${scene} ${at + 1}/${of}`, texts);
      }
    }
    await context.close();
  }
});

/** The texts once everything is drawn: when they stay the same for a while. */
async function drawnTexts(page: Page): Promise<readonly SeenText[]> {
  let texts = await textsOf(page);
  for (const end = performance.now() + DRAWN_MS; performance.now() < end;) {
    await page.waitForTimeout(STILL_MS);
    const before = texts.length;
    texts = await textsOf(page);
    if (texts.length === before) break;
  }
  return texts;
}

async function pagesOf(page: Page): Promise<number> {
  const text = await page.locator('nav a[aria-current=page] small').allInnerTexts();
  return Number(text[0]?.split('/')[1] ?? 1);
}
