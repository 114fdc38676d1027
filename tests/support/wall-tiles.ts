import type { Page } from 'playwright-core';

/** A tile as it hangs there. */
export interface SeenTile {
  readonly kind: string;
  readonly freshness: string;
  readonly state: string;
  /** What its head says of its age. */
  readonly age: string;
  /** Its texts that do not move with the clock, and how many canvases it has: the frame that is to stay. */
  readonly frame: string;
}

/** All tiles of a wall, looked at once. */
export async function tilesOf(page: Page): Promise<readonly SeenTile[]> {
  return await page.evaluate(() =>
    [...document.querySelectorAll<HTMLElement>('[data-tile]')].map((tile) => {
      const body = tile.querySelector<HTMLElement>('.body');
      const texts = (body?.innerText ?? '')
        .split('\n')
        .filter((text) => !/[秒分前后]|小时|\d:\d\d/.test(text));
      return {
        kind: tile.dataset['tile'] ?? '',
        freshness: tile.dataset['freshness'] ?? '',
        state: tile.dataset['state'] ?? '',
        age: tile.querySelector<HTMLElement>('[data-testid=tile-age]')?.innerText.trim() ?? '',
        frame: [...texts, `${String(tile.querySelectorAll('canvas').length)} canvases`].join('\n'),
      };
    }),
  );
}
