import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { Browser } from 'playwright-core';
import type { AreaDto, AreaNow, SeriesDto } from '@tidewall/streams';
import { Api } from '../support/api.ts';
import { launchBrowser } from '../support/browser.ts';
import { Desk, firstPassword } from '../support/desk.ts';
import { FewPeople } from '../support/few-people.ts';
import { FEW, minuteBefore } from '../support/map-fixture.ts';
import { Overheard } from '../support/overheard.ts';
import { TestProvince } from '../support/province.ts';
import { startServer, temporaryDirectory, type ServerProcess } from '../support/server.ts';
import { LiveClient } from '../support/socket.ts';
import { until } from '../support/until.ts';
import { Wall } from '../support/wall.ts';

const K = 10;
const SCENES = ['tide', 'campuses', 'share', 'loop', 'pulse'] as const;
/** Where it is noon now: no midnight falls into the test and begins another day. */
const NOON = { TIDEWALL_TIME_ZONE: zoneAhead(12 - new Date().getUTCHours()) };
/** Figures of people in what is sent. */
const PEOPLE = [
  'subscribers',
  'students',
  'rivals',
  'homecomings',
  'homecomingsYesterday',
  'homecomingsLastWeek',
  'ownNewcomersToday',
  'rivalNewcomersToday',
  'count',
  'present',
] as const;

describe('a count of seven', () => {
  let directory: Awaited<ReturnType<typeof temporaryDirectory>>;
  let server: ServerProcess;
  let browser: Browser;
  let api: Api;
  let people: FewPeople;
  let client: LiveClient;
  let admin: Desk;
  /** Start of the minute in which people are present. */
  let start: number;

  beforeAll(async () => {
    directory = await temporaryDirectory();
    const province = new TestProvince();
    people = new FewPeople(province);
    await province.writeMap(directory.path);
    server = await startServer({ dataDir: directory.path, env: NOON });
    api = new Api(server.url);
    for (const [file, csv] of Object.entries(province.files))
      expect((await api.putReference(file, csv)).status).toBe(200);
    start = minuteBefore(Date.now(), 2);
    const events = people.events(start).map(({ event }) => event);
    expect(await api.ingest('signalling', events)).toMatchObject({ late: 0, rejected: 0 });
    await api.declareWatermark('signalling', start + 90_000);
    browser = await launchBrowser();
    admin = await Desk.open(browser, server.url);
    await admin.signIn('administrator', firstPassword(server.output));
    client = new LiveClient(server.url);
    await client.subscribe('overview');
    await until('the minute is told', () => areaNow(people.counted.provinceId)?.minute === start);
    await until('homecomings are told', () => areaNow(people.counted.provinceId)?.homecomings === 30);
  });
  afterAll(async () => {
    client?.close();
    await browser?.close();
    await server?.end();
    await directory?.remove();
  });

  it('is what programs of this machine get: present, home again and on a campus', async () => {
    const [county = ''] = people.counted.countyIds;
    expect(await valuesOf(`/areas/${county}/windows?metric=subscribers&size=1m`)).toContain(FEW);
    expect(await valuesOf(`/hotspots/${people.campusId}/windows?metric=subscribers&size=15m`)).toContain(FEW);
    const home = await api.get<{ now: AreaNow }>(`/areas/${people.homeCityId}`);
    expect(home.body.now.homecomings).toBe(FEW);
  });

  it('is not in the live topics, and does not follow from them', async () => {
    const [county = ''] = people.counted.countyIds;
    await until('the campus is told', () => entry(`hotspot/${people.campusId}`)['subscribers'] === 'few');
    expect(areaNow(county)).toMatchObject({ subscribers: 'few', signalling: null, usage: null });
    expect(areaNow(people.homeCityId)?.homecomings).toBe('few');
    expect(entry(`hotspot/${people.campusId}`)).toMatchObject({ calls: null, students: 'few' });
    const { items } = (await api.get<{ items: readonly AreaDto[] }>('/areas')).body;
    for (const metric of ['subscribers', 'homecomings'] as const)
      for (const { areaId } of items) {
        const children = items.filter(({ parentId, covered }) => covered && parentId === areaId);
        expect(leastChoice(areaId, children, metric)).toBeGreaterThanOrEqual(K - 1);
      }
  });

  it.each(['nobody who is signed in', 'an administrator'])(
    'is on no scene before %s, and in nothing that the page is sent',
    async (who) => {
      const wall = who === 'an administrator' ? admin.page : (await Wall.open(browser, server.url)).page;
      const heard = new Overheard(wall, server.url);
      for (const scene of SCENES) {
        await wall.goto(`${server.url}/wall/${scene}?rotate=off&sound=off&lang=zh-CN`);
        await wall.locator(`[data-testid=wall][data-scene=${scene}][data-ready=true]`).waitFor();
        const texts = await wall.locator('[data-tile] .body').allInnerTexts();
        expect(texts.length).toBeGreaterThan(0);
        if (scene === 'tide' || scene === 'campuses') {
          const figures = texts.flatMap((text) => text.split(/\s+/));
          expect(figures).toContain(`<${K}`);
          expect(figures.filter((figure) => /^[↑↓±]?7(人|位)?$/.test(figure))).toEqual([]);
        }
      }
      const objects = await heard.objects();
      expect(objects.filter((object) => PEOPLE.some((field) => object[field] === FEW))).toEqual([]);
      expect(objects.some(({ homecomings }) => homecomings === 'few')).toBe(true);
      expect(heard.texts.filter((text) => /\[\d{12,},7[,\]]/.test(text))).toEqual([]);
      expect(heard.strays).toEqual([]);
    },
  );

  it('is in no answer to somebody who is signed in', async () => {
    const [county = ''] = people.counted.countyIds;
    const { campusId, homeCityId } = people;
    const windows = (path: string, metric: string, size: string): Promise<SeriesDto> =>
      admin.send<SeriesDto>('GET', `${path}/windows?metric=${metric}&size=${size}`);
    const minutes = await windows(`/areas/${county}`, 'subscribers', '1m');
    expect(minutes.points).toContainEqual([start, 'few']);
    const returned = await windows(`/areas/${homeCityId}`, 'homecomings', '1h');
    expect(returned.points.map(([, value]) => value)).not.toContain(FEW);
    const quarters = await windows(`/hotspots/${campusId}`, 'subscribers', '15m');
    expect(quarters.points).toEqual([[people.quarterBefore(start), 'few']]);
    const calls = await windows(`/areas/${county}`, 'events', '1m');
    expect(calls.points).toContainEqual([start, 'withheld']);
    const card = await admin.send<{ now: AreaNow }>('GET', `/areas/${county}`);
    expect(card.now).toMatchObject({ subscribers: 'few', signalling: null });
    const home = await admin.send<{ now: AreaNow }>('GET', `/areas/${homeCityId}`);
    expect(home.now.homecomings).toBe('few');
  });

  const entry = (key: string): Readonly<Record<string, unknown>> =>
    (client.state('overview')[key] ?? {}) as Readonly<Record<string, unknown>>;
  const areaNow = (areaId: string): AreaNow | undefined =>
    client.state('overview')[`area/${areaId}`] as AreaNow | undefined;

  async function valuesOf(path: string): Promise<readonly unknown[]> {
    const { body } = await api.get<SeriesDto>(path);
    return body.points.map(([, value]) => value);
  }

  /**
   * Of how many values any hidden count of fewer than k can be, knowing its parent and its siblings; K without one.
   * Homecomings come in whole steps: 20 stands for 20 to 29.
   */
  function leastChoice(
    parentId: string,
    children: readonly AreaDto[],
    metric: 'subscribers' | 'homecomings',
  ): number {
    const step = metric === 'homecomings' ? K - 1 : 0;
    const rangeOf = (areaId: string): readonly [number, number] => {
      const shown = areaNow(areaId)?.[metric] ?? null;
      if (typeof shown === 'number') return [shown, shown + step];
      return shown === 'few' ? [0, K - 1] : [shown === 'withheld' ? K : 0, Infinity];
    };
    const [low, high] = rangeOf(parentId);
    const ranges = children.map(({ areaId }) => rangeOf(areaId));
    const choices = children.flatMap(({ areaId }, index) => {
      if (areaNow(areaId)?.[metric] !== 'few') return [];
      const others = ranges.filter((_, other) => other !== index);
      const [least, most] = others.reduce(([a, b], [from, to]) => [a + from, b + to], [0, 0]);
      const [from, to] = [Math.max(0, low - most), Math.min(K - 1, high - least)];
      return [to - from + 1];
    });
    return Math.min(K, ...choices);
  }
});

/** The zone that is so many hours ahead of UTC; the sign in its name is the other way round. */
function zoneAhead(hours: number): string {
  return `Etc/GMT${hours > 0 ? '-' : '+'}${Math.abs(hours)}`;
}
