import type { Page } from 'playwright-core';

const STEPS = 10;

/** What is said beside the pointer as it goes over the whole map: figures by name. */
export async function tipsOver(page: Page): Promise<ReadonlyMap<string, string>> {
  const box = await page.getByTestId('map').boundingBox();
  if (box === null) throw new Error('the map is not on the screen');
  const tips = new Map<string, string>();
  const tip = page.getByTestId('tip');
  for (let row = 1; row < STEPS; row++) {
    for (let column = 1; column < STEPS; column++) {
      await page.mouse.move(box.x + (box.width * column) / STEPS, box.y + (box.height * row) / STEPS);
      if ((await tip.count()) === 0) continue;
      tips.set(await tip.locator('.name').innerText(), await page.getByTestId('tip-figure').innerText());
    }
  }
  return tips;
}
