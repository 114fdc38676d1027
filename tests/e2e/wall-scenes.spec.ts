import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { Browser, Page } from 'playwright-core';
import { launchBrowser } from '../support/browser.ts';
import { Desk } from '../support/desk.ts';
import { until } from '../support/until.ts';
import { WallStage } from '../support/wall-stage.ts';

const SCENES = ['tide', 'campuses', 'share', 'loop', 'pulse'] as const;
const DWELL_MS = 10_000;
const WAIT_MS = 30_000;

interface WallSet {
  readonly plan: { readonly version: number; readonly definition: { readonly alarms: object } };
}

describe('the wall by remote, by clock and by alarm', () => {
  let stage: WallStage;
  let browser: Browser;
  const open: Page[] = [];
  beforeAll(async () => {
    stage = await WallStage.begin();
    await stage.dropShare();
    browser = await launchBrowser();
  });
  afterAll(async () => {
    for (const page of open) await page.context().close();
    await browser?.close();
    await stage?.end();
  });

  async function hang(query: string, scene = 'tide', page?: Page): Promise<Page> {
    const used =
      page ?? (await (await browser.newContext({ viewport: { width: 1920, height: 1080 } })).newPage());
    if (page === undefined) open.push(used);
    used.setDefaultTimeout(WAIT_MS);
    await used.goto(`${stage.server.url}/wall/${scene}?lang=zh-CN&${query}`);
    await used.locator('[data-testid=wall][data-ready=true]').waitFor();
    return used;
  }
  const sceneOf = async (page: Page): Promise<string> =>
    (await page.getByTestId('wall').getAttribute('data-scene')) ?? '';
  const themeOf = (page: Page): Promise<string | undefined> =>
    page.evaluate(() => document.documentElement.dataset['theme']);
  const press = async (page: Page, ...keys: readonly string[]): Promise<void> => {
    for (const key of keys) await page.keyboard.press(key);
  };

  it('reaches every scene and every command with at most three presses', async () => {
    const page = await hang('rotate=off');
    for (const from of SCENES)
      for (const to of SCENES) {
        await page.locator(`nav a[href*="/wall/${from}"]`).click();
        await until(`the scene ${from}`, async () => (await sceneOf(page)) === from);
        const ahead = (SCENES.indexOf(to) - SCENES.indexOf(from) + SCENES.length) % SCENES.length;
        const back = SCENES.length - ahead;
        const keys =
          ahead <= back ? Array<string>(ahead).fill('ArrowRight') : Array<string>(back).fill('ArrowLeft');
        expect(keys.length).toBeLessThanOrEqual(3);
        await press(page, ...keys);
        await until(`the scene ${to}`, async () => (await sceneOf(page)) === to);
      }
    expect(await themeOf(page)).toBe('night');
    await press(page, 'Enter', 'ArrowUp');
    expect(await themeOf(page)).toBe('day');
    await press(page, 'ArrowUp', 'Escape');
    expect(await themeOf(page)).toBe('night');
    expect(await page.getByTestId('remote-panel').count()).toBe(0);
  });

  it('changes language and theme without a reload', async () => {
    const page = open[0]!;
    await page.evaluate(() => document.body.setAttribute('data-mark', 'same page'));
    await press(page, 'Enter', 'ArrowDown');
    await page.getByRole('dialog', { name: 'Remote control' }).waitFor();
    expect(await page.getAttribute('html', 'lang')).toBe('en');
    await press(page, 'Backspace', 't');
    await until('the other theme', async () => (await themeOf(page)) === 'day');
    await press(page, 't', 'l');
    await until('the first language', async () => (await page.getAttribute('html', 'lang')) === 'zh-CN');
    expect(await page.getAttribute('body', 'data-mark')).toBe('same page');
  });

  it('says that sound is blocked until a key is pressed', async () => {
    const context = await browser.newContext({ viewport: { width: 1920, height: 1080 } });
    const page = await context.newPage();
    open.push(page);
    // A headless browser blocks nothing: here sound begins as it does in those that hang on walls.
    await page.addInitScript(() => {
      window.AudioContext = class extends AudioContext {
        constructor() {
          super();
          void this.suspend();
        }
      };
    });
    await hang('rotate=off', 'tide', page);
    await page.getByTestId('sound-blocked').waitFor();
    await press(page, 'Enter', 'Escape');
    await page.getByTestId('sound-blocked').waitFor({ state: 'detached' });
    await page.goto(`${stage.server.url}/wall/tide?rotate=off&sound=off`);
    await page.locator('[data-testid=wall][data-ready=true]').waitFor();
    expect(await page.getByTestId('sound-blocked').count()).toBe(0);
  });

  it('gives way to a critical alert for its dwell, and goes back to where it was', async () => {
    await alarmsOf({ dwellSeconds: DWELL_MS / 1_000, restSeconds: 0 });
    const page = await hang('rotate=600', 'campuses');
    const alert = await stage.raise('critical', '江州市异网异常');
    await until('the scene of the alarm', async () => (await sceneOf(page)) === 'loop');
    const since = Date.now();
    await page.getByTestId('alarm-note').waitFor();
    await page.locator(`[data-alert-id="${alert}"]`).waitFor();
    expect(await page.locator('[data-level=critical].calling').count()).toBe(1);
    await until('where it was', async () => (await sceneOf(page)) === 'campuses', 3 * DWELL_MS);
    expect(Date.now() - since).toBeGreaterThan(DWELL_MS - 2_000);
    await until('the address', () => Promise.resolve(page.url().includes('/wall/campuses')));
  });

  it('goes back at once when somebody presses Back, and stays where it is when told to', async () => {
    const page = open.at(-1)!;
    await stage.raise('critical', '云州市异网异常');
    await until('the scene of the alarm', async () => (await sceneOf(page)) === 'loop');
    await press(page, 'Escape');
    await until('where it was', async () => (await sceneOf(page)) === 'campuses', DWELL_MS / 2);
    const still = open[0]!;
    const before = await sceneOf(still);
    await stage.raise('critical', '海州市异网异常');
    await until('the scene of the alarm', async () => (await sceneOf(page)) === 'loop');
    expect(await sceneOf(still)).toBe(before);
  });

  it('spans screens that switch together and each show their part', async () => {
    const half = (column: number): Promise<Page> =>
      hang(`rows=1&columns=2&row=0&column=${column}&rotate=5&alarms=off&sound=off`, 'pulse');
    const left = await half(0);
    const right = await half(1);
    // Two screens side by side are as wide as two scenes: each shows one, the right one that which comes next.
    const shown = (page: Page): Promise<string | null> =>
      page.evaluate(() => {
        const panels = [...document.querySelectorAll<HTMLElement>('[data-panel]')];
        const here = panels.find((panel) => {
          const { left: x, right: end } = panel.getBoundingClientRect();
          return x < innerWidth / 2 && end > innerWidth / 2;
        });
        return here?.dataset['panel'] ?? null;
      });
    const pairs = new Set<string>();
    await until(
      'three switches',
      async () => {
        const [a, b] = await Promise.all([shown(left), shown(right)]);
        if (a !== null && b !== null) pairs.add(`${a} ${b}`);
        return pairs.size >= 3;
      },
      WAIT_MS,
      100,
    );
    const next = (scene: string): string =>
      SCENES[(SCENES.findIndex((id) => id === scene) + 1) % SCENES.length]!;
    const apart = [...pairs].filter((pair) => pair.split(' ')[1] !== next(pair.split(' ')[0]!));
    // A look may fall between the two; most do not.
    expect(apart.length).toBeLessThanOrEqual(1);
    const at = (page: Page): Promise<number> =>
      page.evaluate(
        () =>
          new Promise<number>((resolve) => {
            const wall = document.querySelector('[data-testid=wall]')!;
            const seen = new MutationObserver(() => {
              seen.disconnect();
              resolve(Date.now());
            });
            seen.observe(wall, { attributeFilter: ['data-scene'] });
          }),
      );
    const [first, second] = await Promise.all([at(left), at(right)]);
    expect(Math.abs(first - second)).toBeLessThan(1_500);
  });

  it('makes text larger for those who stand far away, on more pages, which the arrows turn', async () => {
    const page = await hang('rotate=off&distance=6&diagonal=98&sound=off');
    const unit = await page.evaluate(() =>
      Number.parseFloat(getComputedStyle(document.documentElement).fontSize),
    );
    const mm = (98 * 25.4) / Math.hypot(1920, 1080);
    expect(unit * mm).toBeGreaterThan(27.8);
    const tiles = (): Promise<string[]> =>
      page
        .locator('[data-tile]')
        .evaluateAll((all) => all.map((tile) => tile.getAttribute('data-tile') ?? ''));
    const first = await tiles();
    await press(page, 'ArrowDown');
    await until('another page', async () => (await tiles()).join() !== first.join());
    expect(await sceneOf(page)).toBe('tide');
  });

  it('shows what was published within seconds, and the built-in scene again after', async () => {
    const page = open[0]!;
    await page.goto(`${stage.server.url}/wall/share?rotate=off&sound=off`);
    await page.locator('[data-tile=share-trends]').waitFor();
    const versions = await stage.supervisor.get<{ items: { definition: { tiles: { kind: string }[] } }[] }>(
      '/scenes/share/versions',
    );
    const built = versions.body.items.at(-1)!.definition;
    const tiles = built.tiles.filter(({ kind }) => kind !== 'share-trends');
    await stage.supervisor.done('PUT', '/scenes/share', { baseVersion: 0, definition: { ...built, tiles } });
    await stage.supervisor.done('POST', '/scenes/share/publish', { version: 1 });
    await page.locator('[data-tile=share-trends]').waitFor({ state: 'detached' });
    await stage.supervisor.done('POST', '/scenes/share/publish', { version: 0 });
    await page.locator('[data-tile=share-trends]').waitFor();
  });

  it('is drawn on the desk with itself as the preview, by mouse and by keys, and published there', async () => {
    const desk = await Desk.open(browser, stage.server.url);
    await desk.signIn('wu', await stage.newcomer('wu'));
    await desk.go('scenes');
    await desk.page.getByTestId('scene-table').waitFor();
    await desk.go('scenes/pulse');
    const preview = desk.page.frameLocator('iframe');
    const box = (id: string) => desk.page.locator(`[data-box=${id}]`);
    await preview.locator('[data-tile=pulse-shards]').waitFor();

    await box('pulse-shards').press('Delete');
    await preview.locator('[data-tile=pulse-shards]').waitFor({ state: 'detached' });
    await box('pulse-history').press('ArrowUp');
    await box('pulse-store').press('ArrowDown');
    expect(await desk.page.getByTestId('scene-faults').count()).toBe(0);
    await box('pulse-feeds').press('ArrowUp');
    await desk.page.getByTestId('scene-faults').waitFor();
    expect(await desk.page.getByTestId('save-scene').isDisabled()).toBe(true);
    await box('pulse-feeds').press('ArrowDown');
    await desk.page.getByTestId('scene-faults').waitFor({ state: 'detached' });

    await desk.page.getByTestId('save-scene').click();
    await desk.page.getByTestId('publish-1').click();
    await desk.page.locator('[data-version="1"]', { hasText: '大屏正在显示' }).waitFor();
    const { scenes } = (
      await stage.supervisor.get<{ scenes: { id: string; tiles: { kind: string }[] }[] }>('/scenes')
    ).body;
    const kinds = scenes.find(({ id }) => id === 'pulse')?.tiles.map(({ kind }) => kind);
    expect(kinds).not.toContain('pulse-shards');
    expect(kinds).toContain('pulse-store');
    expect(desk.faults).toEqual([]);
    await desk.close();
  });

  async function alarmsOf(part: object): Promise<void> {
    const { plan } = (await stage.supervisor.get<WallSet>('/scenes')).body;
    const { alarms } = plan.definition;
    const definition = { ...plan.definition, alarms: { ...alarms, ...part } };
    await stage.supervisor.done('PUT', '/wall-plan', { baseVersion: plan.version, definition });
  }
});
