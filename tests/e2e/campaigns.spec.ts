import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { Browser, Page } from 'playwright-core';
import { Api } from '../support/api.ts';
import { launchBrowser } from '../support/browser.ts';
import { backFor, journeys, OPEN_POLICY, putResidents, seenHome } from '../support/campaign.ts';
import { administratorOf, newPerson, type Person } from '../support/people.ts';
import { startServer, type ServerProcess } from '../support/server.ts';
import { until } from '../support/until.ts';

const RESIDENTS = 12;
const WAIT_MS = 20_000;
/** What is decided is on the page within this, on a slow machine too. */
const SEEN_MS = 30_000;
const PASSWORD = 'Correct-Horse-7-Battery';

/** The cases follow each other: one scheme from its first word to its kill switch. */
describe('campaigns on the desk', () => {
  let server: ServerProcess;
  let browser: Browser;
  let api: Api;
  let approver: Person;
  let numbers: readonly string[];
  let author: Page;
  let judge: Page;
  let scheme: string;
  const faults: string[] = [];

  beforeAll(async () => {
    server = await startServer();
    api = new Api(server.url);
    const administrator = await administratorOf(server);
    await newPerson(server.url, administrator, 'author', ['campaign-manager']);
    approver = await newPerson(server.url, administrator, 'approver', ['campaign-manager', 'supervisor']);
    numbers = await putResidents(api, RESIDENTS);
    await approver.done('POST', '/contact-policy', { version: 0, policy: OPEN_POLICY });
    browser = await launchBrowser();
    author = await signedIn('author');
    judge = await signedIn('approver');
  }, 120_000);
  afterAll(async () => {
    await browser?.close();
    await server?.end();
  });

  async function signedIn(login: string): Promise<Page> {
    const context = await browser.newContext({ viewport: { width: 1920, height: 1080 } });
    const page = await context.newPage();
    page.setDefaultTimeout(WAIT_MS);
    page.on('pageerror', (error) => faults.push(error.message));
    await page.goto(`${server.url}/desk/sign-in?lang=zh-CN`);
    await page.locator('input[name=login]').fill(login);
    await page.locator('input[type=password]').fill(PASSWORD);
    await page.locator('form button[type=submit]').click();
    await page.waitForURL(({ pathname }) => pathname === '/desk/work');
    return page;
  }

  async function act(page: Page, action: string, reason?: string): Promise<void> {
    await page.getByTestId(`scheme-${action}`).click();
    if (reason !== undefined) await page.locator('textarea[name=reason]').fill(reason);
    await page.getByTestId('confirm').click();
  }

  const shows = (page: Page, state: string): Promise<void> =>
    page.locator(`[data-testid=campaign-state] [data-state=${state}]`).waitFor();
  const step = (page: Page, name: string): Promise<string> =>
    page.locator(`[data-step=${name}] strong`).innerText();

  it('shows faults of a text where they are, and its length as SMS', async () => {
    await author.goto(`${server.url}/desk/campaigns/new?lang=zh-CN`);
    const text = author.locator('textarea[name=zh-CN-sms]');
    const preview = author.getByTestId('preview').first();
    await text.fill('欢迎回到{{ nowhere }}');
    await preview.getByText('没有变量 “nowhere”').waitFor();
    await text.fill(`欢迎回到{{ area }}，${'好'.repeat(70)}`);
    await preview.getByText('2 条短信').waitFor();
    await text.fill('欢迎回到{{ area }}，回复TD退订');
    await preview.getByText('欢迎回到东县，回复TD退订').waitFor();
    expect(await preview.getByTestId('segments').innerText()).toContain('1 条短信');
  });

  it('puts what the server says against a field at that field', async () => {
    await author.getByTestId('save-campaign').click();
    await author.locator('[data-field=name] .el-form-item__error').getByText('不能为空').waitFor();
    await author.locator('input[name=name]').fill('欢迎回家');
    await author.getByTestId('save-campaign').click();
    await shows(author, 'draft');
    scheme = new URL(author.url()).pathname;
  });

  it('explains that authors do not approve their own work, and lets somebody else', async () => {
    await act(author, 'submit');
    await shows(author, 'submitted');
    expect(await author.getByTestId('why-not').innerText()).toContain('不能自己审批');
    expect(await author.getByTestId('scheme-approve').count()).toBe(0);
    await judge.goto(server.url + scheme);
    await act(judge, 'return', '请改名');
    await shows(judge, 'returned');
    await author.reload();
    await author.getByText('已退回：请改名').first().waitFor();
    await act(author, 'submit');
    await shows(author, 'submitted');
    await judge.reload();
    await act(judge, 'approve');
    await shows(judge, 'approved');
  });

  it('refuses what somebody else has done meanwhile, and shows what is now', async () => {
    await author.reload();
    await author.getByTestId('scheme-start').click();
    await act(judge, 'start');
    await shows(judge, 'running');
    await author.getByTestId('confirm').click();
    expect(await author.getByTestId('command-error').innerText()).toMatch(/没有生效|不允许/);
    await author.goto(`${server.url}${scheme}?tab=funnel`);
    await shows(author, 'running');
  });

  it('moves the funnel as subscribers come home, without a reload', async () => {
    await author.getByTestId('campaign-funnel').waitFor();
    expect(await step(author, 'triggers')).toBe('0');
    await api.ingest('signalling', journeys(numbers, backFor(Date.now() - 100_000)));
    await api.ingest('signalling', seenHome(numbers, Date.now() - 1_000));
    const all = String(RESIDENTS);
    await until('the triggers are seen', async () => (await step(author, 'triggers')) === all, SEEN_MS);
    await until('nothing is undecided', async () => !(await reasons()).includes('待决定'), SEEN_MS);
    expect(await reasons()).toContain('账目平');
  });

  const reasons = (): Promise<string> => author.getByTestId('reasons').innerText();

  it('rehearses the day: each trigger with its reason, cost and masked samples', async () => {
    await author.getByTestId('tab-rehearsal').click();
    await author.getByTestId('start-rehearsal').click();
    await author.locator('[data-testid=rehearsal-result][data-state=done]').waitFor();
    expect(await step(author, 'triggers')).toBe(String(RESIDENTS));
    expect(await author.getByTestId('cost').innerText()).toContain('CNY');
    expect(await author.getByTestId('samples').innerText()).toContain('••••');
  });

  it('compares versions field by field and goes back to an approved one', async () => {
    await act(judge, 'pause');
    await shows(judge, 'paused');
    await judge.getByTestId('scheme-edit').click();
    await judge.locator('textarea[name=goal]').fill('问候返乡客户');
    await judge.getByTestId('save-campaign').click();
    await shows(judge, 'draft');
    await judge.getByTestId('tab-versions').click();
    expect(await judge.getByTestId('version-diff').innerText()).toContain('问候返乡客户');
    await judge.getByTestId('rollback-1').click();
    await judge.getByTestId('confirm').click();
    await shows(judge, 'paused');
    await act(judge, 'resume');
    await shows(judge, 'running');
  });

  it('stops everything for a reason, is seen at the scheme, and goes on', async () => {
    await judge.goto(`${server.url}/desk/sending`);
    await judge.getByTestId('stop-all').click();
    await judge.locator('textarea[name=reason]').fill('演练');
    await judge.getByTestId('confirm').click();
    await judge.getByTestId('kill-state').getByText('全部发送已停止').waitFor();
    await author.getByTestId('campaign-state').getByText('已停发').waitFor();
    await judge.getByTestId('lift').click();
    await judge.getByTestId('confirm').click();
    await judge.getByTestId('kill-state').getByText('发送正常').waitFor();
  });

  it('takes numbers that are not to be disturbed and shows none again', async () => {
    const number = numbers[0] ?? '';
    await judge.goto(`${server.url}/desk/contact-policy`);
    await judge.locator('textarea[name=persons]').fill(`${number}\nnobody`);
    await judge.getByTestId('add-dnd').click();
    expect(await judge.getByTestId('dnd-outcome').innerText()).toContain('有 1 个不是有效号码');
    expect(await judge.locator('textarea[name=persons]').inputValue()).toBe('');
    expect(await judge.content()).not.toContain(number);
  });

  it('puts down who has agreed, by number, and shows no number again', async () => {
    const number = numbers[1] ?? '';
    await judge.goto(`${server.url}/desk/contact-policy`);
    const form = judge.getByTestId('preferences');
    await form.getByText('已同意').click();
    await form.locator('textarea[name=preference-persons]').fill(`${number}\nnobody`);
    await form.getByTestId('put-preferences').click();
    expect(await form.getByTestId('preferences-outcome').innerText()).toContain('有 1 个不是有效号码');
    await until('it is counted', async () =>
      /已授权\s+[1-9]/.test(await form.getByTestId('preference-counts').innerText()),
    );
    expect(await form.locator('textarea').inputValue()).toBe('');
    expect(await judge.content()).not.toContain(number);
  });

  it('accounts for every trigger of the hour', async () => {
    await judge.goto(`${server.url}/desk/ledger`);
    await judge.getByTestId('ledger-sum').getByText('账目平').waitFor();
    expect(faults).toEqual([]);
  });
});
