import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { Browser } from 'playwright-core';
import { CHAIN, phoneOf, type Login } from '../support/alert-chain.ts';
import { AlertDesks } from '../support/alert-desks.ts';
import { Api } from '../support/api.ts';
import { launchBrowser } from '../support/browser.ts';
import { smppSettings } from '../support/channel.ts';
import { LoopWatch } from '../support/loop-watch.ts';
import { startServer, type ServerProcess } from '../support/server.ts';
import { ShareMarket, TOWNSHIP } from '../support/share-market.ts';
import { SmppProvider } from '../support/smpp-provider.ts';
import { until } from '../support/until.ts';
import { Wall } from '../support/wall.ts';

/** On the wall this long after the server's answer, on a machine that is busy; what it really took is printed. */
const SEEN_MS = 5_000;
/** From the event to the alert: the way through the pipeline, on a busy machine. */
const FOUND_MS = 20_000;
/** Due in a quarter of a minute, tracked for about twenty seconds: the rule is that of days, only shorter. */
const DUE = { hours: 0.004, working: false, remindBeforeHours: 0 };
const TRACKING_DAYS = 0.00025;
const TIMERS_MS = 60_000;

/** Where it is noon now: no midnight falls into the test and begins another day. */
const AHEAD = 12 - new Date().getUTCHours();
const TIME_ZONE = `Etc/GMT${AHEAD > 0 ? '-' : '+'}${Math.abs(AHEAD)}`;
const today = new Date(Date.now() + AHEAD * 3_600_000);
const SENTENCE = `${today.getUTCMonth() + 1}月${today.getUTCDate()}日东湖县的城关镇当日三方新增市场占有率为62.4%，低于70%，请关注并及时上报原因。`;

interface Line {
  readonly kind: string;
  readonly at: number;
}
interface Alert {
  readonly id: string;
  readonly areaId: string;
  readonly state: string;
  readonly timeline: readonly Line[];
}
interface Notice {
  readonly kind: string;
  readonly alertId: string;
  readonly at: number;
  readonly text: { readonly zh: string };
}

/** The cases follow each other: one alert from its first notice to history. */
describe('the reference case', () => {
  const provider = new SmppProvider();
  const took: string[] = [];
  let server: ServerProcess;
  let browser: Browser;
  let desks: AlertDesks;
  let wall: Wall;
  let loop: LoopWatch;
  let market: ShareMarket;
  let alertId: string;

  beforeAll(async () => {
    await provider.start();
    server = await startServer({
      env: {
        TIDEWALL_TIME_ZONE: TIME_ZONE,
        TIDEWALL_CHANNELS: JSON.stringify({ sms: smppSettings(provider) }),
      },
    });
    const api = new Api(server.url);
    await api.putWorld();
    market = new ShareMarket(api);
    browser = await launchBrowser();
    desks = await AlertDesks.open(browser, server);
    wall = await Wall.open(browser, server.url, { scene: 'loop' });
    loop = await LoopWatch.on(wall);
  });
  afterAll(async () => {
    process.stderr.write(`  ms from the server's answer to the wall: ${took.join(', ')}\n`);
    await browser?.close();
    await server?.end();
    await provider.stop();
  });

  const detail = (): Promise<Alert> => desks.administrator.send<Alert>('GET', `/alerts/${alertId}`);

  /** The wall shows what has become of the alert soon after `since`; what the row says. */
  async function onTheWall(
    step: string,
    what: string | readonly string[],
    since: number,
    withinMs = SEEN_MS,
  ): Promise<string> {
    const { at, text } = await loop.next(alertId, [what].flat(), withinMs);
    note(step, at - since);
    return text;
  }

  function note(step: string, ms: number): void {
    const rounded = Math.max(0, Math.round(ms));
    took.push(`${step} ${rounded}`);
    expect({ step, ms: rounded < SEEN_MS ? 'soon' : rounded }).toEqual({ step, ms: 'soon' });
  }

  /** What the server does by itself: when it has, by its own timeline; the newest of a kind, after so many others. */
  async function bySystem(kind: string, before = 0): Promise<number> {
    const look = async () => (await detail()).timeline.filter((line) => line.kind === kind)[before]?.at;
    return until(`the server does ${kind}`, look, TIMERS_MS);
  }

  /** Closed, and tracked as soon as it is due: at once when it is overdue, and then the wall may show only that. */
  async function closes(round: number): Promise<void> {
    const whats = ['closed', 'tracking'].map((state) => `${state} ${CHAIN.length} ${round}`);
    const answeredAt = await desks.act('chen', 'close', { note: '同意' });
    await onTheWall('close by chen', whats, answeredAt);
    const trackedAt = await bySystem('track', round - 1);
    const { at } = await loop.now(alertId, `tracking ${CHAIN.length} ${round}`, TIMERS_MS);
    note('tracking', at - trackedAt);
  }

  async function acts(login: Login, action: string, what: string, words = {}): Promise<string> {
    return onTheWall(`${action} by ${login}`, what, await desks.act(login, action, words));
  }

  it('is watched by an indicator that is due soon', async () => {
    const path = '/indicators/ready-share-drop';
    const ready = await desks.administrator.send<{ version: number; definition: object }>('GET', path);
    const definition = { ...ready.definition, due: DUE, trackingDays: TRACKING_DAYS };
    const { version } = ready;
    expect(await desks.administrator.send('PUT', path, { version, definition })).toMatchObject({
      enabled: true,
      version: version + 1,
    });
  });

  it('tells five people at once, in the application and by SMS, with the exact sentence', async () => {
    await market.fall();
    const [alert] = await until(
      'the alert',
      async () => {
        const { items } = await desks.administrator.send<{ items: readonly Alert[] }>('GET', '/alerts');
        return items.length > 0 && items;
      },
      FOUND_MS,
    );
    expect(alert).toMatchObject({ areaId: TOWNSHIP.areaId, message: { zh: SENTENCE } });
    alertId = alert!.id;
    const row = await onTheWall('raised', 'raised 0 1', await bySystem('raise'));
    expect(row).toContain('城关镇');
    expect(row).toContain('张伟');
    expect(row).toContain('62.4');
    const told = new Set<number>();
    for (const { login } of CHAIN) {
      const { items } = await desks.of(login).send<{ items: readonly Notice[] }>('GET', '/notifications');
      expect(items).toMatchObject([{ kind: 'raised', alertId, text: { zh: SENTENCE } }]);
      told.add(items[0]!.at);
      expect(await desks.openNotice(login)).toBe(SENTENCE);
    }
    expect(told.size).toBe(1);
    await until('five SMS', () => provider.ledger.messages.length >= CHAIN.length);
    expect(provider.ledger.messages.map(({ to, text }) => [to, text]).sort()).toEqual(
      CHAIN.map(({ login }) => [phoneOf(login), SENTENCE]).sort(),
    );
  });

  it('is reported by the area head, returned with a reason, amended', async () => {
    const row = await acts('zhang', 'report', 'reported 1 1', { cause: '集市促销', action: '驻点营销' });
    expect(row).toContain('李娜');
    expect(await acts('li', 'return', 'returned 0 1', { reason: '请写明是哪一家' })).toContain('张伟');
    await desks.shows('zhang', 'returned');
    expect(await desks.of('zhang').text('timeline')).toContain('请写明是哪一家');
    await acts('zhang', 'amend', 'reported 1 1', { cause: '异网在东集市办卡送米，分流返乡客户' });
  });

  it('is passed on step by step, is unmistakably overdue when its time has come, and is closed', async () => {
    expect(await acts('li', 'approve', 'approved 2 1')).toContain('王强');
    expect(await acts('wang', 'approve', 'approved 3 1')).toContain('赵敏');
    expect(await acts('zhao', 'approve', 'approved 4 1', { note: '情况属实' })).toContain('陈静');
    const overdueAt = await bySystem('escalate');
    const row = await loop.overdue(alertId, TIMERS_MS);
    note('overdue', row.at - overdueAt);
    expect(row.text).toContain('逾期');
    await closes(1);
  });

  it('is reopened by a relapse while it is tracked, by itself, and says so on the wall', async () => {
    // What has happened before it was closed is no relapse.
    const closedAt = await bySystem('close');
    await until('a moment has passed', () => Date.now() - closedAt > 1_000);
    await market.fallAgain();
    const row = await onTheWall('relapse', 'reopened 0 2', await bySystem('relapse'), TIMERS_MS);
    expect(row).toContain('复发');
    await desks.shows('zhang', 'reopened');
  });

  it('is reported, approved and closed again, tracked, and done', async () => {
    await acts('zhang', 'report', 'reported 1 2', { cause: '另一家跟进送油', action: '联合渠道回访' });
    for (const [login, step] of [
      ['li', 2],
      ['wang', 3],
      ['zhao', 4],
    ] as const)
      await acts(login, 'approve', `approved ${step} 2`);
    await closes(2);
    await onTheWall('done', 'gone', await bySystem('finish'), TIMERS_MS);
    const steps = ['report', 'approve', 'approve', 'approve', 'close', 'track'];
    const kinds = (await detail()).timeline.map(({ kind }) => kind);
    expect(kinds.filter((kind) => !['join', 'escalate'].includes(kind))).toEqual([
      ...['raise', 'report', 'return', 'amend', ...steps.slice(1), 'relapse', ...steps, 'finish'],
    ]);
  });

  it('is found in history by what was written in Chinese', async () => {
    const desk = desks.of('chen');
    await desk.go('history');
    const search = desk.page.locator('input[type=search]').first();
    const found = desk.page.getByTestId('alert-table').locator(`a[href*="${alertId}"]`).first();
    await search.fill('办卡送米');
    await found.waitFor();
    await search.fill('办卡送车');
    await found.waitFor({ state: 'detached' });
  });

  it('leaves no error on any page', () => {
    for (const desk of desks.all) expect(desk.faults).toEqual([]);
    // The small world has no map.
    expect(wall.faults.filter((fault) => !fault.endsWith('/boundaries'))).toEqual([]);
  });
});
