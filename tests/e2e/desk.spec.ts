import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { Browser } from 'playwright-core';
import { launchBrowser } from '../support/browser.ts';
import { Desk, firstPassword } from '../support/desk.ts';
import { TestProvince } from '../support/province.ts';
import { startServer, type ServerProcess } from '../support/server.ts';
import { until } from '../support/until.ts';

interface Area {
  readonly areaId: string;
  readonly level: string;
  readonly covered: boolean;
  readonly name: string;
}
interface Made {
  readonly oneTimePassword: string;
}
interface Alert {
  readonly id: string;
  readonly version: number;
}

const MESSAGE = '11月22日当日三方新增市场占有率为62.4%，低于70%，请关注并及时上报原因。';
/** On the page of others within this after the server has said yes. */
const LIVE_MS = 5_000;
const PEOPLE = [
  ['zhang', '张伟', 'reporter', 'area-head'],
  ['li', '李娜', 'reviewer', 'area-supervisor'],
  ['chen', '陈静', 'supervisor', 'city-channel-supervisor'],
] as const;

/** The cases follow each other: the same people work on through all of them. */
describe('the desk in a real browser', () => {
  let server: ServerProcess;
  let browser: Browser;
  let admin: Desk;
  let zhang: Desk;
  let li: Desk;
  let chen: Desk;
  let county: Area;
  let alertId: string;
  const secrets = new Map<string, string>();

  beforeAll(async () => {
    server = await startServer({ env: { TIDEWALL_ACCESS_LOCAL: 'off' } });
    browser = await launchBrowser();
    admin = await Desk.open(browser, server.url);
  });
  afterAll(async () => {
    await browser?.close();
    await server?.end();
  });

  it('lets the administrator in with the one-time password, and on only with another one', async () => {
    const first = firstPassword(server.output);
    await admin.go('audit');
    await admin.page.getByTestId('sign-in').waitFor();
    await admin.page.fill('input[name=login]', 'administrator');
    await admin.page.fill('input[name=password]', 'not this one');
    await admin.page.getByTestId('sign-in').click();
    expect(await admin.text('command-error')).toContain('用户名或密码不对');
    await admin.signIn('administrator', first);
    expect(await admin.text('page-title')).toBe('我的工作');
  });

  it('makes people with roles, areas and positions, and shows their one-time password once', async () => {
    const province = new TestProvince();
    for (const [file, csv] of Object.entries(province.files))
      await admin.send('PUT', `/reference/${file}`, csv);
    const areas = await admin.send<{ items: readonly Area[] }>('GET', '/areas');
    county = areas.items.find(({ level, covered }) => level === 'county' && covered)!;
    const scope = [areas.items.find(({ level, covered }) => level === 'province' && covered)!.areaId];
    for (const [login, name, role, position] of PEOPLE.slice(1)) {
      const positions = [{ position, areaId: scope[0] }];
      const made = await admin.send<Made>('POST', '/users', { login, name, roles: [role], scope, positions });
      secrets.set(login, made.oneTimePassword);
    }
    await admin.go('people');
    await admin.page.getByTestId('new-user').click();
    await admin.page.fill('.el-dialog input[name=name]', '张伟');
    await admin.page.fill('.el-dialog input[name=login]', 'zhang');
    await admin.page.getByText('全部区域（不限）').click();
    await admin.page.getByTestId('submit-user').click();
    secrets.set('zhang', await admin.text('secret'));
    await admin.page.getByTestId('secret-done').click();
    const row = admin.page.getByTestId('user-table').getByText('张伟');
    await row.waitFor();
    await admin.page.getByTestId('secret').waitFor({ state: 'hidden' });
  });

  it('lets a supervisor raise an alert by hand, which is on a phone at once', async () => {
    zhang = await Desk.open(browser, server.url, { width: 360, height: 740 });
    await zhang.signIn('zhang', secrets.get('zhang') ?? '');
    expect(await zhang.page.getByTestId('alert-card').count()).toBe(0);
    li = await Desk.open(browser, server.url);
    await li.signIn('li', secrets.get('li') ?? '');
    chen = await Desk.open(browser, server.url);
    await chen.signIn('chen', secrets.get('chen') ?? '');
    const people = await admin.send<{ items: readonly { id: string; login: string }[] }>('GET', '/users');
    const chain = ['zhang', 'li', 'chen'].map((login) => ({
      kind: 'person',
      personId: people.items.find((person) => person.login === login)!.id,
    }));
    const body = {
      areaId: county.areaId,
      title: '新增份额偏低',
      message: MESSAGE,
      severity: 'critical',
      chain,
    };
    alertId = (await chen.send<Alert>('POST', '/alerts', body)).id;
    await zhang.page.getByTestId('alert-card').waitFor({ timeout: LIVE_MS });
    expect(await zhang.text('alert-card')).toContain(MESSAGE);
  });

  it('is usable at 360 pixels: nothing is wider than the phone', async () => {
    await zhang.page.getByTestId('alert-card').click();
    await zhang.page.getByTestId('alert').waitFor();
    expect(await zhang.page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(360);
    await zhang.page.fill('textarea[name=cause]', '校园周边新开异网门店，竞争加剧');
    await zhang.page.fill('textarea[name=action]', '增派直销人员，本周末驻点');
    await zhang.page.getByTestId('submit-action').click();
    await state(zhang, 'reported');
  });

  it('shows the report to the reviewer without a reload, who returns it with a reason', async () => {
    await li.page.getByTestId('alert-card').waitFor({ timeout: LIVE_MS });
    await li.page.getByTestId('alert-card').click();
    expect(await li.text('report')).toContain('竞争加剧');
    await li.page.getByTestId('action-return').click();
    expect(await li.page.getByTestId('submit-action').isDisabled()).toBe(true);
    await li.page.fill('textarea[name=reason]', '请补充门店数量');
    await li.page.getByTestId('submit-action').click();
    await state(li, 'returned');
    await state(zhang, 'returned');
    expect(await zhang.text('timeline')).toContain('请补充门店数量');
  });

  it('begins the amendment with what was reported', async () => {
    expect(await zhang.page.inputValue('textarea[name=cause]')).toContain('竞争加剧');
    await zhang.page.fill('textarea[name=cause]', '校园周边新开异网门店三家，竞争加剧');
    await zhang.page.getByTestId('submit-action').click();
    await state(li, 'reported');
    await zhang.page.fill('textarea[name=comment]', '照片稍后补上');
    await zhang.page.getByTestId('send-comment').click();
    await zhang.page.getByTestId('timeline').getByText('照片稍后补上').waitFor();
  });

  it('says who was faster, keeps what was written, and changes nothing', async () => {
    await li.page.getByTestId('action-return').click();
    await li.page.fill('textarea[name=reason]', '再核实一次');
    await li.page.route(`**/alerts/${alertId}/return`, async (route) => {
      const { version } = await li.send<Alert>('GET', `/alerts/${alertId}`);
      await li.send('POST', `/alerts/${alertId}/approve`, { version });
      await route.continue();
    });
    await li.page.getByTestId('submit-action').click();
    await li.page.getByTestId('conflict').waitFor();
    await li.page
      .getByTestId('conflict')
      .getByText(/李娜\s+通过/)
      .waitFor();
    expect(await li.text('conflict')).toContain('再核实一次');
    await state(li, 'approved');
  });

  it('changes its language without a reload', async () => {
    await li.page.evaluate(() => document.body.setAttribute('data-mark', 'same page'));
    await li.page.getByTestId('language').click();
    await li.page.getByText('In review').first().waitFor();
    expect(await li.page.getAttribute('html', 'lang')).toBe('en');
    expect(await li.page.getAttribute('body', 'data-mark')).toBe('same page');
  });

  it('shows what somebody’s roles do not allow neither in the menu nor at its address', async () => {
    await zhang.go('audit');
    await zhang.page.getByText('您的角色不能做这件事').waitFor();
    expect(await li.page.locator('nav').getByText('Audit').count()).toBe(0);
  });

  it('verifies the audit trail, which tells every step', async () => {
    await admin.go('audit');
    await admin.page.getByTestId('verify').click();
    expect(await admin.text('chain-report')).toContain('完整');
    expect(await admin.text('audit-table')).toContain('请补充门店数量');
  });

  it('shows a wall that nobody has let in a code, never a sign-in, and figures once it is paired', async () => {
    const wall = await Desk.open(browser, server.url);
    await wall.page.goto(`${server.url}/wall/tide?rotate=off`);
    await wall.page.getByTestId('pairing-code').waitFor();
    expect(await wall.page.locator('input').count()).toBe(0);
    const code = (await wall.text('pairing-code')).replaceAll(/\s/g, '');
    await admin.go('walls');
    await admin.page.getByTestId('pair-wall').click();
    await admin.page.fill('input[name=code]', code);
    await admin.page.fill('input[name=name]', '监控大厅');
    await admin.page.getByTestId('submit-pair').click();
    await wall.page.getByTestId('wall').waitFor();
    expect(wall.faults).toEqual([]);
    await wall.close();
  });

  it('loads nothing of the desk’s components on the wall', async () => {
    const wall = await Desk.open(browser, server.url);
    const loaded: Promise<string>[] = [];
    wall.page.on('response', (answer) => {
      if (/\.(js|css)$/.test(new URL(answer.url()).pathname)) loaded.push(answer.text());
    });
    await wall.page.goto(`${server.url}/wall/tide?rotate=off`);
    await wall.page.getByTestId('pairing-code').waitFor();
    const texts = await Promise.all(loaded);
    expect(texts.length).toBeGreaterThan(1);
    expect(texts.some((text) => text.includes('--el-color-primary') || text.includes('ElButton'))).toBe(
      false,
    );
    await wall.close();
  });

  it('has thrown no error anywhere', () => {
    for (const desk of [admin, zhang, li, chen]) expect(desk.faults).toEqual([]);
  });

  /** The page shows the state, by itself. */
  async function state(desk: Desk, wanted: string): Promise<void> {
    const look = (): Promise<string | null> => desk.page.getByTestId('alert').getAttribute('data-state');
    await until(`the page shows ${wanted}`, async () => (await look()) === wanted, LIVE_MS);
  }
});
