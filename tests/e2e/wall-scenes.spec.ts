import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { Browser, Page } from 'playwright-core';
import { launchBrowser } from '../support/browser.ts';
import { Desk } from '../support/desk.ts';
import { recordSwitches, switchesSeen } from '../support/switch-record.ts';
import { until } from '../support/until.ts';
import { WallStage } from '../support/wall-stage.ts';

const SCENES = ['tide', 'campuses', 'share', 'loop', 'pulse'] as const;
const DWELL_MS = 10_000;
const WAIT_MS = 30_000;
/** Screens of one picture switch together as far as a loaded machine paints them together. */
const TOGETHER_MS = 1_500;
const SETTLED_MS = 1_000;
/** Layout and time are those of a whole screen; painted with few pixels it costs little. */
const SCREEN = { viewport: { width: 1920, height: 1080 }, deviceScaleFactor: 0.4 };

interface WallSet {
  readonly plan: { readonly version: number; readonly definition: { readonly alarms: object } };
  readonly scenes: readonly { readonly id: string; readonly tiles: readonly { readonly kind: string }[] }[];
}

/** What takes its time by the clock goes on behind while the cases before it are looked at. */
describe('the wall by remote, by clock and by alarm', () => {
  let stage: WallStage;
  let browser: Browser;
  /** Stays where it is. */
  let still: Page;
  /** Goes on, and gives way to alarms. */
  let playing: Page;
  /** Two screens of one picture. */
  let halves: readonly [Page, Page];
  /** Shows the scene Share, of which another version is published at the beginning. */
  let changing: Page;
  let changed: Promise<void>;

  beforeAll(async () => {
    stage = await WallStage.begin();
    await stage.dropShare();
    await alarmsOf({ dwellSeconds: DWELL_MS / 1_000, restSeconds: 0 });
    browser = await launchBrowser();
    const half = (column: number): Promise<Page> =>
      hang(`rows=1&columns=2&row=0&column=${column}&rotate=5&alarms=off&sound=off`, 'pulse');
    const [left, right, ...others] = await Promise.all([
      half(0),
      half(1),
      hang('rotate=off&sound=off', 'share'),
      hang('rotate=off'),
      hang('rotate=600', 'campuses'),
    ]);
    halves = [left, right];
    [changing, still, playing] = others;
    changed = publishWithoutTrends();
  });
  afterAll(async () => {
    await browser?.close();
    await stage?.end();
  });

  async function hang(query: string, scene = 'tide', prepare = recordSwitches): Promise<Page> {
    const page = await (await browser.newContext(SCREEN)).newPage();
    page.setDefaultTimeout(WAIT_MS);
    await prepare(page);
    await page.goto(`${stage.server.url}/wall/${scene}?lang=zh-CN&${query}`);
    await page.locator('[data-testid=wall][data-ready=true]').waitFor();
    return page;
  }
  const sceneOf = async (page: Page): Promise<string> =>
    (await page.getByTestId('wall').getAttribute('data-scene')) ?? '';
  const shows = (page: Page, scene: string, withinMs = WAIT_MS): Promise<void> =>
    page.locator(`[data-testid=wall][data-scene=${scene}]`).waitFor({ timeout: withinMs });
  const themeOf = (page: Page): Promise<string | undefined> =>
    page.evaluate(() => document.documentElement.dataset['theme']);
  const press = async (page: Page, ...keys: readonly string[]): Promise<void> => {
    for (const key of keys) await page.keyboard.press(key);
  };

  it('reaches every scene from every other and every command with at most three presses', async () => {
    // Round by one or two scenes, on or back, five times each: every way from one to another.
    for (const step of [1, 2, -2, -1])
      for (let turn = 0; turn < SCENES.length; turn++) {
        const from = SCENES.findIndex((id) => id === SCENES[(turn * step + 10) % SCENES.length]);
        await press(still, ...Array<string>(Math.abs(step)).fill(step > 0 ? 'ArrowRight' : 'ArrowLeft'));
        await shows(still, SCENES[(from + step + SCENES.length) % SCENES.length]!);
      }
    expect(await themeOf(still)).toBe('night');
    await press(still, 'Enter', 'ArrowUp');
    expect(await themeOf(still)).toBe('day');
    await press(still, 'ArrowUp', 'Escape');
    expect(await themeOf(still)).toBe('night');
    expect(await still.getByTestId('remote-panel').count()).toBe(0);
  });

  it('changes language and theme without a reload', async () => {
    await still.evaluate(() => document.body.setAttribute('data-mark', 'same page'));
    await press(still, 'Enter', 'ArrowDown');
    await still.getByRole('dialog', { name: 'Remote control' }).waitFor();
    expect(await still.getAttribute('html', 'lang')).toBe('en');
    await press(still, 'Backspace', 't');
    await until('the other theme', async () => (await themeOf(still)) === 'day');
    await press(still, 't', 'l');
    await until('the first language', async () => (await still.getAttribute('html', 'lang')) === 'zh-CN');
    expect(await still.getAttribute('body', 'data-mark')).toBe('same page');
  });

  it('says that sound is blocked until a key is pressed', async () => {
    // A headless browser blocks nothing: here sound begins as it does in those that hang on walls.
    const blockSound = (page: Page): Promise<unknown> =>
      page.addInitScript(() => {
        window.AudioContext = class extends AudioContext {
          constructor() {
            super();
            void this.suspend();
          }
        };
      });
    const page = await hang('rotate=off', 'pulse', async (opened) => void (await blockSound(opened)));
    await page.getByTestId('sound-blocked').waitFor();
    await press(page, 'Enter', 'Escape');
    await page.getByTestId('sound-blocked').waitFor({ state: 'detached' });
    await page.goto(`${stage.server.url}/wall/pulse?rotate=off&sound=off`);
    await page.locator('[data-testid=wall][data-ready=true]').waitFor();
    expect(await page.getByTestId('sound-blocked').count()).toBe(0);
    await page.context().close();
  });

  it('shows what was published within seconds', async () => {
    await changed;
    await changing.locator('[data-tile=share-trends]').waitFor({ state: 'detached' });
    await stage.supervisor.done('POST', '/scenes/share/publish', { version: 0 });
    changed = changing.locator('[data-tile=share-trends]').waitFor();
  });

  it('gives way to a critical alert', async () => {
    const alert = await stage.raise('critical', '江州市异网异常');
    await shows(playing, 'loop');
    await playing.getByTestId('alarm-note').waitFor();
    await playing.locator(`[data-alert-id="${alert}"]`).waitFor();
    expect(await playing.locator('[data-level=critical].calling').count()).toBe(1);
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
    await page.context().close();
  });

  it('is drawn on the desk with itself as the preview, by mouse and by keys, and published there', async () => {
    const desk = await deskOfSupervisor();
    await desk.go('scenes/pulse');
    const preview = desk.page.frameLocator('iframe');
    const box = (id: string) => desk.page.locator(`[data-box=${id}]`);
    await preview.locator('[data-tile=pulse-shards]').waitFor();

    await box('pulse-shards').press('Delete');
    await preview.locator('[data-tile=pulse-shards]').waitFor({ state: 'detached' });
    await box('pulse-store').press('ArrowDown');
    await box('pulse-store').press('Shift+ArrowDown');
    expect(await desk.page.getByTestId('scene-faults').count()).toBe(0);
    await box('pulse-feeds').press('ArrowUp');
    await desk.page.getByTestId('scene-faults').waitFor();
    expect(await desk.page.getByTestId('save-scene').isDisabled()).toBe(true);
    await box('pulse-feeds').press('ArrowDown');
    await desk.page.getByTestId('scene-faults').waitFor({ state: 'detached' });

    await desk.page.getByTestId('save-scene').click();
    await desk.page.getByTestId('publish-1').click();
    await desk.page.locator('[data-version="1"]', { hasText: '大屏正在显示' }).waitFor();
    const { scenes } = (await stage.supervisor.get<WallSet>('/scenes')).body;
    const kinds = scenes.find(({ id }) => id === 'pulse')?.tiles.map(({ kind }) => kind);
    expect(kinds).not.toContain('pulse-shards');
    expect(kinds).toContain('pulse-store');
    expect(desk.faults).toEqual([]);
    await desk.close();
  });

  it('loses a scene that is archived on the desk, and no other', async () => {
    const { scenes } = (await stage.supervisor.get<WallSet>('/scenes')).body;
    const { tiles } = scenes.find(({ id }) => id === 'loop')!;
    const definition = { title: { zh: '旧厅', en: 'Old hall' }, tiles };
    await stage.supervisor.done('PUT', '/scenes/old-hall', { baseVersion: 0, definition });
    await stage.supervisor.done('POST', '/scenes/old-hall/publish', { version: 1 });
    const desk = await deskOfSupervisor();
    await desk.go('scenes');
    const row = desk.page.getByTestId('scene-table').getByRole('row', { name: '旧厅' });
    expect(await desk.page.getByTestId('archive-tide').count()).toBe(0);
    await desk.page.getByTestId('archive-old-hall').click();
    await desk.page.getByRole('dialog').getByText('固定显示它的大屏改显示第一个场景').waitFor();
    await desk.page.getByTestId('confirm').click();
    await row.waitFor({ state: 'detached' });
    const left = (await stage.supervisor.get<WallSet>('/scenes')).body.scenes.map(({ id }) => id);
    expect(left).toEqual([...SCENES]);
    await desk.page.getByText('显示已归档的场景（1）').click();
    await row.getByText('已归档').waitFor();
    expect(desk.faults).toEqual([]);
    await desk.close();
  });

  it('has gone back to where it was once the alert had had its dwell', async () => {
    await shows(playing, 'campuses', 3 * DWELL_MS);
    const [alarm, back] = (await switchesSeen(playing)).slice(-2);
    expect([alarm?.scene, back?.scene]).toEqual(['loop', 'campuses']);
    expect(back!.at - alarm!.at).toBeGreaterThan(DWELL_MS - 2_000);
    expect(back!.at - alarm!.at).toBeLessThan(2 * DWELL_MS);
    await until('the address', () => Promise.resolve(playing.url().includes('/wall/campuses')));
  });

  it('goes back at once when somebody presses Back, and stays where it is when told to', async () => {
    await stage.raise('critical', '云州市异网异常');
    await shows(playing, 'loop');
    await press(playing, 'Escape');
    await shows(playing, 'campuses', DWELL_MS / 2);
    const before = await sceneOf(still);
    await stage.raise('critical', '海州市异网异常');
    await shows(playing, 'loop');
    expect(await sceneOf(still)).toBe(before);
  });

  it('shows the built-in scene again once that is published', async () => {
    await changed;
  });

  it('spans screens that switch together and each show their part', async () => {
    const [left, right] = await until('three switches of both', async () => {
      const [one = [], other = []] = await Promise.all(halves.map(switchesSeen));
      const both = one.filter(({ at }) => at > (other[0]?.at ?? Infinity) + SETTLED_MS);
      return both.length > 3 && [both, other];
    });
    for (const page of halves) await page.context().close();
    // Two screens side by side are as wide as two scenes: each shows one, the right one that which comes next.
    for (const { at, scene } of left.slice(0, -1)) {
      const next = SCENES[(SCENES.findIndex((id) => id === scene) + 1) % SCENES.length];
      const beside = right.filter((other) => other.scene === next);
      const apart = Math.min(...beside.map((other) => Math.abs(other.at - at)));
      expect(apart).toBeLessThan(TOGETHER_MS);
    }
  });

  async function deskOfSupervisor(): Promise<Desk> {
    const desk = await Desk.open(browser, stage.server.url);
    await desk.become(stage.supervisor.cookie);
    return desk;
  }
  async function publishWithoutTrends(): Promise<void> {
    const { scenes } = (await stage.supervisor.get<WallSet & { scenes: readonly object[] }>('/scenes')).body;
    const { id: _, ...share } = scenes.find(({ id }) => id === 'share')!;
    const definition = { ...share, tiles: share.tiles.filter(({ kind }) => kind !== 'share-trends') };
    await stage.supervisor.done('PUT', '/scenes/share', { baseVersion: 0, definition });
    await stage.supervisor.done('POST', '/scenes/share/publish', { version: 1 });
  }
  async function alarmsOf(part: object): Promise<void> {
    const { plan } = (await stage.supervisor.get<WallSet>('/scenes')).body;
    const { alarms } = plan.definition;
    const definition = { ...plan.definition, alarms: { ...alarms, ...part } };
    await stage.supervisor.done('PUT', '/wall-plan', { baseVersion: plan.version, definition });
  }
});
