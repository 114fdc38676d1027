import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { Browser } from 'playwright-core';
import { Api } from '../support/api.ts';
import { barriersOn } from '../support/axe.ts';
import { launchBrowser } from '../support/browser.ts';
import { smppSettings } from '../support/channel.ts';
import { PASSWORD, Desk } from '../support/desk.ts';
import { DeskCast } from '../support/desk-cast.ts';
import { MIXED_PROVIDER, playDesk, type DeskData } from '../support/desk-data.ts';
import { rehearse } from '../support/desk-schemes.ts';
import { deskPages, type DeskPage } from '../support/desk-pages.ts';
import { TestProvince } from '../support/province.ts';
import { startServer, type ServerProcess } from '../support/server.ts';
import { SmppProvider } from '../support/smpp-provider.ts';
import { until } from '../support/until.ts';

const TRAVELLERS = 20;
/** Beginning the world, its people and their work takes its time on a small machine. */
const BEGIN_MS = 240_000;
const PAGES_MS = 240_000;
const SENT_MS = 60_000;
/** What a page of each kind leads to by a button. */
const DIALOGS = [
  ['chen', 'alerts', 'raise-alert'],
  ['chen', 'silences', 'new-silence'],
  ['administrator', 'people', 'new-user'],
  ['administrator', 'walls', 'pair-wall'],
  ['administrator', 'scenes', 'new-scene'],
  ['administrator', 'keys', 'new-key'],
  ['administrator', 'sending', 'stop-all'],
  ['zhang', 'work', 'notices'],
] as const;

/** Every page with everything on it; the cases that change something come last. */
describe('the desk for those who see little, hear the page or have no mouse', () => {
  let provider: SmppProvider;
  let server: ServerProcess;
  let browser: Browser;
  let cast: DeskCast;
  let data: DeskData;
  let pages: readonly DeskPage[];

  beforeAll(async () => {
    provider = await new SmppProvider().start();
    provider.script = MIXED_PROVIDER;
    const env = { TIDEWALL_CHANNELS: JSON.stringify({ sms: smppSettings(provider) }) };
    server = await startServer({ env, lifeMs: 2 * (BEGIN_MS + PAGES_MS) });
    const api = new Api(server.url);
    const province = new TestProvince();
    for (const [file, csv] of Object.entries(province.files)) await api.putReference(file, csv);
    browser = await launchBrowser();
    cast = await DeskCast.make(browser, server.url, server.output);
    data = await playDesk(cast, server.url);
    pages = deskPages(data);
    await comeHome(api, province);
    await rehearse(cast, data.schemeId);
  }, BEGIN_MS);
  afterAll(async () => {
    await browser?.close();
    await server?.end();
    await provider?.stop();
  });

  it(
    'has no serious barrier on any page, one in Chinese and the next in English',
    async () => {
      const found: Record<string, readonly string[]> = {};
      for (const [index, { name, path, who }] of pages.entries()) {
        const lang = index % 2 === 0 ? 'zh-CN' : 'en';
        const desk = cast.desk(who);
        await desk.go(path, lang);
        await desk.loaded();
        const barriers = await barriersOn(desk.page);
        if (barriers.length > 0) found[name] = barriers;
        expect(await desk.page.getAttribute('html', 'lang')).toBe(lang);
      }
      expect(found).toEqual({});
    },
    PAGES_MS,
  );

  it(
    'has none on the pages before the desk, and on a phone',
    async () => {
      const nobody = await Desk.open(browser, server.url, { width: 390, height: 844 });
      await nobody.go('work');
      expect(await barriersOn(nobody.page)).toEqual([]);
      await nobody.signIn('zhang');
      for (const { name, path } of pages.filter(({ who }) => who === 'zhang' || who === 'chen')) {
        await nobody.go(path);
        await nobody.loaded();
        expect([name, await barriersOn(nobody.page)]).toEqual([name, []]);
        const width = await nobody.page.evaluate(() => document.documentElement.scrollWidth);
        expect([name, width]).toEqual([name, 390]);
      }
      await nobody.close();
    },
    PAGES_MS,
  );

  it.each(DIALOGS)(
    'lets %s at %s into the dialog of %s and back to its button',
    async (who, path, button) => {
      const { page } = cast.desk(who);
      await cast.desk(who).go(path);
      await page.getByTestId(button).focus();
      await page.keyboard.press('Enter');
      await page.locator('[role=dialog]:visible').waitFor();
      expect(await barriersOn(page)).toEqual([]);
      const isWithin = () => page.evaluate(() => document.activeElement?.closest('[role=dialog]') !== null);
      await until('the focus is in the dialog', isWithin);
      await page.keyboard.press('Escape');
      await until('the focus is back', () =>
        page.evaluate((id) => document.activeElement?.getAttribute('data-testid') === id, button),
      );
    },
  );

  it('begins another page at its heading', async () => {
    const { page } = cast.desk('chen');
    await cast.desk('chen').go('work');
    await page.getByRole('link', { name: '历史告警' }).focus();
    await page.keyboard.press('Enter');
    await until('the heading has the focus', () =>
      page.evaluate(() => document.activeElement?.textContent === '历史告警'),
    );
  });

  it('says what rows are chosen and opened, and does it with keys', async () => {
    const { page } = cast.desk('chen');
    await cast.desk('chen').go('alerts');
    const row = page.getByTestId('alert-table').getByRole('row', { name: '返乡客户激增' });
    await row.getByRole('checkbox', { name: /^选择 #\d+$/ }).press('Space');
    await page.getByText('已选 1 件').waitFor();
    const audit = cast.desk('administrator').page;
    await cast.desk('administrator').go('audit');
    const opener = audit.getByRole('button', { name: /^展开 #\d+$/ }).first();
    await opener.press('Enter');
    await audit.getByText(/^SHA-256 [0-9a-f]{64}$/).waitFor();
    await audit.getByRole('button', { name: /^收起 #\d+$/ }).press('Enter');
    await audit.getByText(/^SHA-256 [0-9a-f]{64}$/).waitFor({ state: 'detached' });
  });

  it('shows what was given up with its reason, and sends it again where that can help', async () => {
    const { page } = cast.desk('administrator');
    await cast.desk('administrator').go('ledger?tab=dead');
    const table = page.getByTestId('dead-table');
    await table.waitFor();
    expect(await table.innerText()).toContain('ESME_RINVSRCADR');
    const before = provider.ledger.messages.length;
    provider.script = () => ({ answer: 'accept', receipt: { stat: 'DELIVRD', afterMs: 20 } });
    await page.getByTestId('replay-all').click();
    await page.getByTestId('confirm').click();
    await page.getByText('没有死信').waitFor();
    await until('it is sent', () => provider.ledger.messages.length > before, SENT_MS);
  });

  it('lets somebody sign in, read an alert and comment on it with keys alone', async () => {
    const desk = await Desk.open(browser, server.url);
    const { page } = desk;
    await desk.go('work');
    await page.waitForFunction(() => document.activeElement?.getAttribute('name') === 'login');
    await page.keyboard.type('zhang');
    await page.keyboard.press('Tab');
    await page.keyboard.type(PASSWORD);
    await page.keyboard.press('Enter');
    await page.getByTestId('alert-card').first().waitFor();
    await tabTo('a[data-testid=alert-card]');
    await page.keyboard.press('Enter');
    await page.getByTestId('alert').waitFor();
    await tabTo('textarea[name=comment]');
    await page.keyboard.type('键盘可达');
    await page.keyboard.press('Tab');
    await page.keyboard.press('Enter');
    await page.getByTestId('timeline').getByText('键盘可达').waitFor();
    expect(desk.faults).toEqual([]);
    await desk.close();

    async function tabTo(selector: string): Promise<void> {
      const isThere = () => page.evaluate((wanted) => document.activeElement?.matches(wanted), selector);
      for (let presses = 0; presses < 60 && !(await isThere()); presses++) await page.keyboard.press('Tab');
      expect(await isThere()).toBe(true);
    }
  });

  /** Twenty subscribers come home, so that messages are sent, refused and given up. */
  async function comeHome(api: Api, province: TestProvince): Promise<void> {
    const now = Date.now();
    const residents = Array.from({ length: TRAVELLERS }, (_, index) => index);
    const past = residents.flatMap((resident) => province.trip(resident, now));
    const inOrder = past.toSorted((a, b) => Number(a.event.eventTime) - Number(b.event.eventTime));
    await api.ingest(
      'signalling',
      inOrder.map(({ event }) => event),
    );
    await api.ingest(
      'signalling',
      residents.map((resident) => province.atHome(resident, Date.now()).event),
    );
    const administrator = cast.desk('administrator');
    await until(
      'something was given up',
      async () =>
        (await administrator.send<{ items: readonly object[] }>('GET', '/dead-letters')).items.length > 0,
      SENT_MS,
    );
  }
});
