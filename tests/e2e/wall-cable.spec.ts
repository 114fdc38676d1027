import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { Browser, Page } from 'playwright-core';
import { launchBrowser } from '../support/browser.ts';
import { Cable } from '../support/cable.ts';
import { TopicSwitch } from '../support/topic-switch.ts';
import { until } from '../support/until.ts';
import { WallStage } from '../support/wall-stage.ts';
import { tilesOf, type SeenTile } from '../support/wall-tiles.ts';

/** What the wall promises. */
const STALE_WITHIN_MS = 10_000;
const LIVE_WITHIN_MS = 10_000;
const PLUGGED_WITHIN_MS = 3_000;
/** A clock of a minute's windows and a topic that is silent are looked at this often. */
const LOOK_MS = 100;
const WAIT_MS = 30_000;
/** So wide that four scenes hang side by side; the fifth on a screen of its own. */
const WALLS = [
  { scene: 'tide', width: 3_200, height: 450, topic: 'alerts' },
  { scene: 'pulse', width: 800, height: 450, topic: 'pipeline' },
] as const;
const TILES = 30;

/** The cases follow each other: both walls hang there through all of them. */
describe('all five scenes when the server falls silent', () => {
  let stage: WallStage;
  let browser: Browser;
  let cable: Cable;
  const pages: Page[] = [];
  const switches: TopicSwitch[] = [];

  beforeAll(async () => {
    stage = await WallStage.begin();
    await stage.dropShare();
    await stage.raise('critical', '江州市异网异常');
    cable = await Cable.to(stage.server.url);
    browser = await launchBrowser();
    for (const { scene, width, height, topic } of WALLS) {
      const context = await browser.newContext({ viewport: { width, height } });
      const page = await context.newPage();
      page.setDefaultTimeout(WAIT_MS);
      switches.push(await TopicSwitch.on(page, topic));
      await page.goto(`${cable.url}/wall/${scene}?rotate=off&sound=off&lang=zh-CN`);
      pages.push(page);
    }
    for (const page of pages) await page.locator('[data-testid=wall][data-ready=true]').waitFor();
    await allAre('fresh', WAIT_MS);
  });
  afterAll(async () => {
    await browser?.close();
    await cable?.close();
    await stage?.end();
  });

  it('hang there with every kind of tile there is, live', async () => {
    const kinds = (await tiles()).map(({ kind }) => kind);
    const { catalogue } = (await stage.supervisor.get<{ catalogue: { kind: string }[] }>('/scenes')).body;
    expect(kinds.toSorted()).toEqual(catalogue.map(({ kind }) => kind).toSorted());
    expect(kinds).toHaveLength(TILES);
  });

  it('say on every tile within 10 s that the cable is out, and keep the last good frame', async () => {
    const before = framesOf(await tiles());
    cable.unplug();
    const outMs = await allAre('stale', 2 * STALE_WITHIN_MS);
    expect(outMs).toBeLessThan(STALE_WITHIN_MS);
    const stale = await tiles();
    expect(framesOf(stale)).toEqual(before);
    expect(stale.filter(({ age }) => !/最后更新 \d\d:\d\d:\d\d/.test(age))).toEqual([]);
    for (const page of pages) expect(await page.getByTestId('connection-lost').count()).toBe(1);
  });

  it('are live again within 3 s of the cable being in', async () => {
    cable.plug();
    expect(await allAre('fresh', LIVE_WITHIN_MS)).toBeLessThan(PLUGGED_WITHIN_MS);
  });

  it('are live again within 10 s of a killed server listening again', async () => {
    const before = framesOf(await tiles());
    await stage.restart();
    expect(await allAre('fresh', WAIT_MS)).toBeLessThan(LIVE_WITHIN_MS);
    await Promise.all(
      pages.map((page) => page.getByTestId('connection-lost').waitFor({ state: 'detached' })),
    );
    const after = framesOf(await tiles());
    for (const [kind, frame] of before) if (kind.startsWith('share-')) expect(after.get(kind)).toBe(frame);
  });

  it('say on which tiles a topic has fallen silent or is refused, and only there', async () => {
    const [silent, refused] = switches as [TopicSwitch, TopicSwitch];
    const before = framesOf(await tiles());
    silent.silence();
    refused.refuse();
    const since = performance.now();
    // Pulse has refused tiles, Loop silent ones; campaigns and the day's volume come by other ways.
    const isHit = ({ kind }: SeenTile): boolean =>
      /^(loop|pulse)-/.test(kind) && kind !== 'loop-campaigns' && kind !== 'pulse-volume';
    const wanted = (tile: SeenTile): string => (isHit(tile) ? 'stale' : 'fresh');
    await until(
      'those tiles are stale',
      async () => (await tiles()).every((tile) => tile.freshness === wanted(tile)),
      2 * STALE_WITHIN_MS,
      LOOK_MS,
    );
    expect(performance.now() - since).toBeLessThan(STALE_WITHIN_MS);
    const now = await tiles();
    expect(framesOf(now)).toEqual(before);
    const [ledger, headline] = ['pulse-ledger', 'loop-headline'].map((kind) =>
      now.find((tile) => tile.kind === kind),
    );
    expect(ledger?.age).toMatch(/^已停供 · 最后更新/);
    expect(headline?.age).toMatch(/^最后更新/);
    expect(await pages[0]!.getByTestId('alarm-strip').innerText()).toMatch(/截至 \d\d:\d\d:\d\d/);
    silent.give();
    refused.give();
    await allAre('fresh', WAIT_MS);
  });

  async function tiles(): Promise<readonly SeenTile[]> {
    return (await Promise.all(pages.map(tilesOf))).flat();
  }

  /** Resolves once all tiles are so, with the milliseconds that took. */
  async function allAre(freshness: string, withinMs: number): Promise<number> {
    const since = performance.now();
    const look = async (): Promise<boolean> => {
      const seen = await tiles();
      return seen.length === TILES && seen.every((tile) => tile.freshness === freshness && hasAnswer(tile));
    };
    await until(`every tile is ${freshness}`, look, withinMs, LOOK_MS);
    return performance.now() - since;
  }
});

/** Not waiting for its first answer, nor for another try after a failed one. */
function hasAnswer({ state }: SeenTile): boolean {
  return state !== 'failed' && state !== 'loading';
}

/** The frame of each tile, by its kind. */
function framesOf(tiles: readonly SeenTile[]): ReadonlyMap<string, string> {
  return new Map(tiles.map(({ kind, state, frame }) => [kind, `${state}: ${frame}`]));
}
