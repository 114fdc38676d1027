import { readFile } from 'node:fs/promises';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { Browser, Page } from 'playwright-core';
import { Api } from '../support/api.ts';
import { barriersOn } from '../support/axe.ts';
import { launchBrowser } from '../support/browser.ts';
import { Cable } from '../support/cable.ts';
import { Desk, firstPassword } from '../support/desk.ts';
import { CountedPeople, FEW, hire, minuteBefore, momentBetween } from '../support/map-fixture.ts';
import { tipsOver } from '../support/map-tips.ts';
import { Overheard } from '../support/overheard.ts';
import { TestProvince } from '../support/province.ts';
import { startServer, temporaryDirectory, type ServerProcess } from '../support/server.ts';
import { until } from '../support/until.ts';

interface Alert {
  readonly id: string;
  readonly version: number;
}
interface Figures {
  readonly areaId: string;
  readonly present: number | 'few' | 'withheld';
}

const PEOPLE = [
  ['zhang', 'reporter'],
  ['li', 'reviewer'],
  ['chen', 'supervisor'],
] as const;

/** The cases follow each other: one person works on the map through all of them. */
describe('the live map in a real browser', () => {
  let directory: Awaited<ReturnType<typeof temporaryDirectory>>;
  let server: ServerProcess;
  let browser: Browser;
  let admin: Desk;
  let chen: Desk;
  let page: Page;
  let heard: Overheard;
  let people: CountedPeople;
  /** When an alert was open that is over by now. */
  let openAt: number;

  beforeAll(async () => {
    directory = await temporaryDirectory();
    const province = new TestProvince();
    people = new CountedPeople(province);
    await province.writeMap(directory.path);
    server = await startServer({ dataDir: directory.path });
    const api = new Api(server.url);
    for (const [file, csv] of Object.entries(province.files))
      expect((await api.putReference(file, csv)).status).toBe(200);
    const start = minuteBefore(Date.now(), 2);
    const events = people.minute(start).map(({ event }) => event);
    expect(await api.ingest('signalling', events)).toMatchObject({ late: 0, rejected: 0 });
    await api.declareWatermark('signalling', start + 90_000);

    browser = await launchBrowser();
    admin = await Desk.open(browser, server.url);
    await admin.signIn('administrator', firstPassword(server.output));
    chen = await Desk.open(browser, server.url);
    const chain: { kind: string; personId: string }[] = [];
    for (const [login, role] of PEOPLE) {
      const made = await hire(admin, login, role, null);
      chain.push({ kind: 'person', personId: made.user.id });
      if (login === 'chen') await chen.signIn('chen', made.oneTimePassword);
    }
    const [, areaId] = people.countyIds;
    const asked = { areaId, title: '潮汐', message: '回放要看到它', severity: 'critical', chain };
    const { id, version } = await chen.send<Alert>('POST', '/alerts', asked);
    openAt = await momentBetween();
    await chen.send('POST', `/alerts/${id}/dismiss`, { version, reason: '核实无误' });
    await momentBetween();
    page = chen.page;
    heard = new Overheard(page, server.url);
  });
  afterAll(async () => {
    await browser?.close();
    await server?.end();
    await directory?.remove();
  });

  it('begins with the province, which has its figure and its cities', async () => {
    await open('/map?lang=zh-CN');
    const figure = page.locator('[data-testid=own-figure] .figure');
    for (let tries = 0; tries < 100 && (await figure.innerText()) !== '84'; tries++)
      await page.waitForTimeout(200);
    expect(await text('own-figure')).toMatch(/^84\b/);
    expect(await page.title()).toContain('实时地图');
    expect(await page.getByTestId('map').locator('canvas').count()).toBe(1);
  });

  it('goes down and up again, by address, breadcrumb and Back, one level a step', async () => {
    await table(true);
    await page.locator(`[data-enter="${people.cityId}"]`).click();
    await shows(people.cityId);
    await page.locator(`[data-enter="${people.countyIds[1]}"]`).click();
    await shows(people.countyIds[1]);
    await page.goBack();
    await shows(people.cityId);
    await page.locator(`[data-crumb="${people.provinceId}"]`).click();
    await shows(people.provinceId);
    await page.goBack();
    await shows(people.cityId);
  });

  it('shows the same figures in the table, on the card and in the export', async () => {
    const [few] = people.countyIds;
    for (const { areaId, present } of (await figuresOf(people.cityId)).slice(1)) {
      const shown = present === 'few' ? '<10' : present === 'withheld' ? '≥10' : String(present);
      expect([areaId, await cell(areaId)]).toEqual([areaId, shown]);
      await page.locator(`[data-row="${areaId}"] .figure`).click();
      await until('its card', async () => page.url().includes(`pick=area:${areaId}`));
      expect((await text('card-figure')).split(' ')[0]).toBe(shown);
    }
    expect(await cell(few)).toBe('<10');
    const csv = await saved('csv');
    expect(csv.toString('utf8')).toMatch(/,<10,/);
    expect(csv.toString('utf8')).not.toMatch(new RegExp(`,${FEW}(,|\r)`));
  });

  it('has a count of seven nowhere: not in the page, not in what it is sent, not by subtraction', async () => {
    const [few = '', whole = ''] = people.countyIds;
    for (const areaId of [people.provinceId, people.cityId, few, whole]) {
      await open(`/map/${areaId}?lang=zh-CN&pick=area:${areaId}`);
      for (const asTable of [false, true]) {
        if (asTable) await table(true);
        const figures = await page.locator('.figure, .map-page td').allInnerTexts();
        expect(figures.length).toBeGreaterThan(0);
        expect(figures.filter((figure) => /^\D*7\D*$/.test(figure))).toEqual([]);
      }
    }
    const objects = await heard.objects();
    expect(objects.filter(({ present }) => present === FEW)).toEqual([]);
    const ofTheFew = objects.filter(({ areaId }) => areaId === few).map(({ present }) => present);
    expect(ofTheFew).toContain('few');
    expect(ofTheFew.filter((present) => typeof present === 'number')).toEqual([]);
    for (const parent of [people.provinceId, people.cityId]) {
      const [sum, ...parts] = await figuresOf(parent);
      const hidden = parts.filter(({ present }) => typeof present !== 'number');
      // What is left after subtracting all that is shown is more than one count, and not of few people alone.
      if (typeof sum?.present !== 'number' || hidden.length === 0) continue;
      expect(hidden.length).toBeGreaterThan(1);
      expect(hidden.map(({ present }) => present)).toContain('withheld');
    }
    // The topic of the walls, with exact figures of every area, never comes here.
    expect(heard.texts.filter((one) => one.includes('"topic":"overview"'))).toEqual([]);
  });

  it('says nothing of a few people beside the pointer either', async () => {
    await open(`/map/${people.cityId}?lang=zh-CN`);
    const tips = await tipsOver(page);
    expect([...tips.keys()].length).toBeGreaterThanOrEqual(3);
    expect([...tips.values()].filter((figure) => /^\D*7\D*$/.test(figure))).toEqual([]);
    expect([...tips.values()]).toContain('<10');
  });

  it('works with the keys alone, and says what it shows', async () => {
    await open(`/map/${people.provinceId}?lang=zh-CN`);
    await page.getByTestId('map').focus();
    await page.keyboard.press('ArrowRight');
    await until('the first area is said', async () => (await text('said')).includes('在网人数'));
    await page.keyboard.press(' ');
    await page.getByTestId('map-card').waitFor();
    await page.keyboard.press('Escape');
    await page.getByTestId('map-card').waitFor({ state: 'detached' });
    await page.keyboard.press('Enter');
    await until('a city', () => !page.url().includes(`/map/${people.provinceId}`));
    await page.locator('[data-ready=true]').waitFor();
    await page.getByTestId('map').focus();
    await page.keyboard.press('Backspace');
    await shows(people.provinceId);
  });

  it('replays a moment as it was known then: an alert that is over by now was open', async () => {
    await open(`/map/${people.cityId}?lang=zh-CN&pick=area:${people.cityId}`);
    expect(await page.getByTestId('card-alerts').count()).toBe(0);
    const at = encodeURIComponent(new Date(openAt).toISOString());
    await open(`/map/${people.cityId}?lang=zh-CN&pick=area:${people.cityId}&at=${at}`);
    expect(await text('replay')).toContain('REPLAY');
    expect(await text('card-alerts')).toContain('潮汐');
    expect(await page.locator('[data-testid=card-alerts] [data-state]').getAttribute('data-state')).toBe(
      'raised',
    );
    expect((await saved('png')).subarray(1, 4).toString('latin1')).toBe('PNG');
    await page.getByTestId('to-live').click();
    await page.getByTestId('replay').waitFor({ state: 'detached' });
    expect(page.url()).not.toContain('at=');
  });

  it('keeps notes with place, time and author, in its scope', async () => {
    await open(`/map/${people.cityId}?lang=zh-CN&pick=area:${people.cityId}`);
    await page.getByTestId('annotate').click();
    await page.fill('textarea[name=note]', '庙会三天，人多是正常的');
    await page.getByTestId('save-note').click();
    await until('the note', async () => (await text('card-notes')).includes('庙会三天'));
    const trail = await admin.send<{ items: readonly { action: string; actorName: string }[] }>(
      'GET',
      '/audit',
    );
    expect(trail.items.find(({ action }) => action === 'annotation.add')).toMatchObject({
      actorName: 'chen',
    });
  });

  it('leads on: to an alert and to a campaign about the area', async () => {
    expect(await page.getByTestId('raise').getAttribute('href')).toContain(`raiseArea=${people.cityId}`);
    await page.getByTestId('raise').click();
    await page.getByTestId('submit-manual').waitFor();
    await page.goBack();
    await shows(people.cityId);
  });

  it('changes language and colours without a reload, and keeps nobody out', async () => {
    await page.evaluate(() => document.body.setAttribute('data-mark', 'same page'));
    await page.getByTestId('language').click();
    await until('English', async () => (await page.getByTestId('view').innerText()) === 'Table');
    await page.getByTestId('theme').click();
    expect(await page.locator('.map-page.night').count()).toBe(1);
    expect(await page.getAttribute('body', 'data-mark')).toBe('same page');
    expect(await barriersOn(page)).toEqual([]);
    await open(`/map/${people.cityId}?lang=en&pick=area:${people.cityId}`);
    expect(await text('map-card')).toContain('people present');
    await page.evaluate(() => document.body.setAttribute('data-mark', 'same card'));
    await page.getByTestId('language').click();
    await until('the card in Chinese', async () => (await text('map-card')).includes('在网人数'));
    expect(await text('map-card')).not.toMatch(/people present|Last 24 hours/);
    expect(await page.getAttribute('body', 'data-mark')).toBe('same card');
    await table(true);
    expect(await barriersOn(page)).toEqual([]);
  });

  it('shows nothing of an area outside one’s scope, and the way back to one’s own', async () => {
    const own = people.countyIds[3] ?? '';
    const { oneTimePassword } = await hire(admin, 'wu', 'reporter', [own]);
    const wu = await Desk.open(browser, server.url);
    await wu.signIn('wu', oneTimePassword);
    for (const elsewhere of [people.cityId, people.provinceId]) {
      await wu.page.goto(`${server.url}/map/${elsewhere}?lang=zh-CN`);
      await wu.page.getByTestId('refused').getByRole('button').click();
      await wu.page.locator(`[data-area="${own}"]`).waitFor();
      await wu.page.getByTestId('refused').waitFor({ state: 'detached' });
    }
    await wu.close();
  });

  it('keeps the last good map when the cable is out, and says within ten seconds that it is old', async () => {
    const cable = await Cable.to(server.url);
    const far = await Desk.open(browser, cable.url);
    try {
      await far.signIn('chen');
      await far.page.goto(`${cable.url}/map/${people.cityId}?lang=zh-CN`);
      await far.page.locator('.map-page[data-ready=true]').waitFor();
      await until('contact', async () => (await far.page.getByTestId('lost').count()) === 0);
      const figure = far.page.locator('[data-testid=own-figure] .figure');
      const before = await figure.innerText();
      cable.unplug();
      const unpluggedAt = Date.now();
      await far.page.getByTestId('stale').waitFor();
      expect(Date.now() - unpluggedAt).toBeLessThan(10_000);
      expect(await figure.innerText()).toBe(before);
      expect(await far.page.getByTestId('map').locator('canvas').count()).toBe(1);
      cable.plug();
      await far.page.getByTestId('stale').waitFor({ state: 'detached' });
    } finally {
      await far.close();
      await cable.close();
    }
  });

  it('asks nobody else for anything, and has no faults', () => {
    expect(heard.strays).toEqual([]);
    expect(chen.faults).toEqual([]);
  });

  async function open(path: string): Promise<void> {
    await page.goto(`${server.url}${path}`);
    await page.locator('.map-page[data-ready=true]').waitFor();
  }
  async function shows(areaId: string | undefined): Promise<void> {
    await page.locator(`[data-area="${areaId ?? ''}"]`).waitFor();
    await page.locator('.map-page[data-ready=true]').waitFor();
  }
  async function table(on: boolean): Promise<void> {
    const shown = (await page.getByTestId('map-table').count()) > 0;
    if (shown !== on) await page.getByTestId('view').click();
    await page.getByTestId('map-table').waitFor();
  }
  async function figuresOf(areaId: string): Promise<readonly Figures[]> {
    return (await chen.send<{ areas: readonly Figures[] }>('GET', `/map/state?areaId=${areaId}`)).areas;
  }
  const cell = (areaId = ''): Promise<string> => page.locator(`[data-row="${areaId}"] .figure`).innerText();
  const text = (testId: string): Promise<string> => page.getByTestId(testId).first().innerText();

  async function saved(button: 'csv' | 'png'): Promise<Buffer> {
    const [download] = await Promise.all([page.waitForEvent('download'), page.getByTestId(button).click()]);
    return await readFile(await download.path());
  }
});
