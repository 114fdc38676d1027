import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { Browser } from 'playwright-core';
import type { FeedEvent } from '@tidewall/streams/testing';
import { Api } from '../support/api.ts';
import { launchBrowser } from '../support/browser.ts';
import { TestProvince } from '../support/province.ts';
import { startServer, temporaryDirectory, type ServerProcess } from '../support/server.ts';
import { until } from '../support/until.ts';
import { Wall } from '../support/wall.ts';

/** What is posted is on the wall within this: out-of-orderness, idle time-out and a slow machine. */
const SEEN_MS = 15_000;
const RIVALS = 40;
/** The first comes home at once, the second only after the server has been away. */
const TRAVELLERS = [0, 2] as const;

/** Where it is noon now: no midnight falls into the test and begins another day. */
const NOON = { TIDEWALL_TIME_ZONE: zoneAhead(12 - new Date().getUTCHours()) };
/** Single homecomings are counted here: counts are not protected (wall-counts.spec.ts). */
const SINGLE = { ...NOON, TIDEWALL_PRIVACY_K: '1' };

/** The cases follow each other: one wall hangs there through all of them. */
describe('the wall in a real browser', () => {
  let directory: Awaited<ReturnType<typeof temporaryDirectory>>;
  let province: TestProvince;
  let server: ServerProcess;
  let api: Api;
  let browser: Browser;
  let wall: Wall;

  beforeAll(async () => {
    directory = await temporaryDirectory();
    province = new TestProvince();
    await province.writeMap(directory.path);
    server = await startServer({ dataDir: directory.path, env: SINGLE });
    api = new Api(server.url);
    for (const [file, csv] of Object.entries(province.files)) {
      expect((await api.putReference(file, csv)).status).toBe(200);
    }
    browser = await launchBrowser();
    wall = await Wall.open(browser, server.url);
  });
  afterAll(async () => {
    await browser?.close();
    await server?.end();
    await directory?.remove();
  });

  it('draws the map of the province in use', async () => {
    expect(await wall.page.locator('[data-tile=homecoming-map] canvas').count()).toBe(1);
    expect(await wall.page.locator('[data-tile=homecoming-map]').innerText()).toContain(
      province.cityNames[0],
    );
  });

  it('shows a homecoming within seconds of its last event and counts it', async () => {
    expect(await wall.text('homecomings-today')).toBe('0');
    const now = Date.now();
    const past = TRAVELLERS.flatMap((traveller) => province.trip(traveller, now));
    await post(past.toSorted((a, b) => Number(a.event.eventTime) - Number(b.event.eventTime)));
    await post([province.atHome(TRAVELLERS[0], Date.now())]);
    const [detection] = await onTheWall('homecoming');
    expect(detection).toMatchObject({ subtype: 'own', evidence: { awayDays: expect.closeTo(9, 0) } });
    await until('the counter has moved', async () => (await wall.text('homecomings-today')) === '1');
  });

  it('shows a share drop as the sentence to send', async () => {
    await wall.turn('ArrowRight', 2);
    await wall.shows('share');
    await post(province.newRivals(1, RIVALS, Date.now()));
    await onTheWall('share-drop');
    expect(await wall.text('detection')).toContain('新增市场占有率为0%，低于70%');
    await until('the share of the province', async () => (await wall.text('province-share')).startsWith('0'));
  });

  it('changes its language without a reload', async () => {
    await wall.page.evaluate(() => document.body.setAttribute('data-mark', 'same page'));
    await wall.page.keyboard.press('l');
    await wall.page.getByText('Share', { exact: true }).waitFor();
    expect(await wall.text('detection')).toMatch(/share/i);
    expect(await wall.page.getAttribute('html', 'lang')).toBe('en');
    expect(await wall.page.getAttribute('body', 'data-mark')).toBe('same page');
  });

  it('shows nothing of a number, and asks no other host for anything', async () => {
    const numbers = /\b86\d{9,13}\b/;
    expect(await wall.page.locator('body').innerText()).not.toMatch(numbers);
    expect(wall.strayRequests).toEqual([]);
    expect(wall.faults).toEqual([]);
  });

  it('keeps its last frame, marked, while the server is gone, and is live again after', async () => {
    await wall.turn('ArrowLeft', 2);
    await wall.shows('tide');
    const { port } = new URL(server.url);
    await server.stop();
    await wall.page.getByTestId('connection-lost').waitFor();
    await until('every tile says that it is old', () => tiles('stale').then((stale) => stale === 6), 15_000);
    expect(await wall.page.getByTestId('detection').count()).toBe(1);
    expect(await wall.text('homecomings-today')).toBe('1');

    server = await startServer({ dataDir: directory.path, env: SINGLE, flags: ['--http-port', port] });
    await wall.page.getByTestId('connection-lost').waitFor({ state: 'detached' });
    expect(await wall.page.getAttribute('body', 'data-mark')).toBe('same page');
    await post([province.atHome(TRAVELLERS[1], Date.now())]);
    await until(
      'the second homecoming',
      async () => (await wall.page.getByTestId('detection').count()) === 2,
    );
    await until('every tile is fresh', () => tiles('fresh').then((fresh) => fresh === 6), SEEN_MS);
    expect(await wall.text('homecomings-today')).toBe('2');
    expect(wall.faults.filter((fault) => !/ERR_CONNECTION_REFUSED|WebSocket/.test(fault))).toEqual([]);
  });

  async function post(events: readonly FeedEvent[]): Promise<void> {
    for (const feed of ['signalling', 'usage'] as const) {
      const own = events.filter((event) => event.feed === feed).map(({ event }) => event);
      if (own.length > 0)
        expect(await api.ingest(feed, own)).toMatchObject({ accepted: own.length, late: 0 });
    }
  }

  /** The detections of a type, once the wall shows one of them: some rules fire for a place and all that it lies in. */
  async function onTheWall(type: string) {
    const found = await until('a detection', async () => {
      const all = await api.detections(`&type=${type}`);
      return all.length > 0 && all;
    });
    const rows = found.map(({ detectionId }) => `[data-detection-id="${detectionId}"]`);
    await wall.page.locator(rows.join()).first().waitFor({ timeout: SEEN_MS });
    return found;
  }

  function tiles(freshness: string): Promise<number> {
    return wall.page.locator(`[data-freshness=${freshness}]`).count();
  }
});

/** The zone that is so many hours ahead of UTC; the sign in its name is the other way round. */
function zoneAhead(hours: number): string {
  return `Etc/GMT${hours > 0 ? '-' : '+'}${Math.abs(hours)}`;
}
