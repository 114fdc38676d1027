import type { Browser } from 'playwright-core';
import { Desk, firstPassword, type DeskOptions } from './desk.ts';
import { until } from './until.ts';

interface Area {
  readonly areaId: string;
  readonly level: string;
  readonly covered: boolean;
}
interface Alert {
  readonly id: string;
  readonly version: number;
}
interface Items<T> {
  readonly items: readonly T[];
}

/** Login, name, role and position of those on the usual chain, in its order. */
const CHAIN = [
  ['zhang', '张伟', 'reporter', 'area-head'],
  ['li', '李娜', 'reviewer', 'area-supervisor'],
  ['wang', '王强', 'reviewer', 'county-business-office'],
  ['zhao', '赵敏', 'reviewer', 'county-deputy-manager'],
  ['chen', '陈静', 'supervisor', 'city-channel-supervisor'],
] as const;
const AREAS_MS = 60_000;
const ALERT_MS = 600_000;

/** The people of the usual chain, in a province that is there already, and what they do to its alerts. */
export class DeskCast {
  readonly #browser: Browser;
  readonly #url: string;
  readonly #desks = new Map<string, Desk>();

  private constructor(browser: Browser, url: string) {
    this.#browser = browser;
    this.#url = url;
  }

  /** Signs in the administrator of the first start, makes the others and signs them in. */
  static async make(browser: Browser, url: string, output: string): Promise<DeskCast> {
    const cast = new DeskCast(browser, url);
    const administrator = await cast.#enter('administrator', firstPassword(output));
    const province = await until(
      'the areas',
      async () => {
        const { items } = await administrator.send<Items<Area>>('GET', '/areas');
        return items.find(({ level, covered }) => level === 'province' && covered);
      },
      AREAS_MS,
    );
    const { areaId } = province;
    for (const [login, name, role, position] of CHAIN) {
      const user = { login, name, roles: [role], scope: [areaId], positions: [{ position, areaId }] };
      const made = await administrator.send<{ oneTimePassword: string }>('POST', '/users', user);
      await cast.#enter(login, made.oneTimePassword);
    }
    return cast;
  }

  /** Whoever has signed in under this name. */
  desk(login: string): Desk {
    const desk = this.#desks.get(login);
    if (desk === undefined) throw new Error(`nobody is called ${login}`);
    return desk;
  }

  /** Another browser of somebody, with a phone say. */
  async another(login: string, options: DeskOptions): Promise<Desk> {
    const desk = await Desk.open(this.#browser, this.#url, options);
    await desk.signIn(login);
    return desk;
  }

  /** Takes one alert half-way up the chain, returned once, and closes another; gives the first. */
  async play(): Promise<string> {
    const [first, second] = await until('two alerts', () => this.#alerts(), ALERT_MS, 1_000);
    await this.#act('zhang', first, 'report', {
      cause: '校园周边新开三家异网门店，迎新期间赠机力度大，竞争加剧。',
      action: '增派直销人员驻点，本周末开展校园迎新专项。',
    });
    await this.desk('chen').send('POST', `/alerts/${first.id}/comment`, {
      text: '请附上门店照片与赠机政策。',
    });
    await this.#act('li', first, 'return', { reason: '请补充门店数量与我方网点覆盖情况。' });
    await this.#act('zhang', first, 'amend', { evidence: '门店照片 3 张；异网预存 200 元赠机。' });
    await this.#act('li', first, 'approve', { note: '情况属实。' });
    await this.#act('zhang', second, 'report', { cause: '个别渠道断货', action: '已补货' });
    for (const login of ['li', 'wang', 'zhao']) await this.#act(login, second, 'approve', {});
    await this.#act('chen', second, 'close', { note: '已核实补货到位' });
    return first.id;
  }

  async close(): Promise<void> {
    for (const desk of this.#desks.values()) await desk.close();
  }

  async #enter(login: string, oneTime: string): Promise<Desk> {
    const desk = await Desk.open(this.#browser, this.#url);
    this.#desks.set(login, desk);
    await desk.signIn(login, oneTime);
    return desk;
  }

  /** Two open alerts with the chain of all five; null: not yet. */
  async #alerts(): Promise<readonly [Alert, Alert] | null> {
    const path = '/alerts?indicatorId=ready-share-drop&state=raised';
    const { items } = await this.desk('chen').send<Items<Alert>>('GET', path);
    const [first, second] = items;
    return first === undefined || second === undefined ? null : [first, second];
  }

  async #act(login: string, { id }: Alert, action: string, body: object): Promise<void> {
    const { version } = await this.desk(login).send<Alert>('GET', `/alerts/${id}`);
    await this.desk(login).send('POST', `/alerts/${id}/${action}`, { version, ...body });
  }
}
