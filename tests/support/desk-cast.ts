import type { Browser } from 'playwright-core';
import { Desk, firstPassword, type DeskOptions } from './desk.ts';
import { until } from './until.ts';

interface Area {
  readonly areaId: string;
  readonly level: string;
  readonly covered: boolean;
}
interface Made {
  readonly user: { readonly id: string };
  readonly oneTimePassword: string;
}
interface Items<T> {
  readonly items: readonly T[];
}

/** Login, name, role and position: those on the usual chain, in its order, and those who plan and approve campaigns. */
const PEOPLE = [
  ['zhang', '张伟', 'reporter', 'area-head'],
  ['li', '李娜', 'reviewer', 'area-supervisor'],
  ['wang', '王强', 'reviewer', 'county-business-office'],
  ['zhao', '赵敏', 'reviewer', 'county-deputy-manager'],
  ['chen', '陈静', 'supervisor', 'city-channel-supervisor'],
  ['sun', '孙丽', 'campaign-manager', null],
  ['zhou', '周涛', 'campaign-manager', null],
] as const;
const AREAS_MS = 60_000;

/** The people of a desk, in a province that is there already. */
export class DeskCast {
  readonly #browser: Browser;
  readonly #url: string;
  readonly #desks = new Map<string, Desk>();
  readonly #ids = new Map<string, string>();

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
    for (const [login, name, role, position] of PEOPLE) {
      const held =
        position === null ? { scope: null } : { scope: [areaId], positions: [{ position, areaId }] };
      const made = await administrator.send<Made>('POST', '/users', { login, name, roles: [role], ...held });
      cast.#ids.set(login, made.user.id);
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

  idOf(login: string): string {
    const id = this.#ids.get(login);
    if (id === undefined) throw new Error(`nobody is called ${login}`);
    return id;
  }

  /** Another browser of somebody, with a phone say. */
  async another(login: string, options: DeskOptions): Promise<Desk> {
    const desk = await Desk.open(this.#browser, this.#url, options);
    await desk.signIn(login);
    return desk;
  }

  async close(): Promise<void> {
    for (const desk of this.#desks.values()) await desk.close();
  }

  async #enter(login: string, oneTime: string): Promise<Desk> {
    const desk = await Desk.open(this.#browser, this.#url);
    this.#desks.set(login, desk);
    await desk.signIn(login, oneTime);
    // Pages that nobody looks at cost a small machine as much as those that somebody does.
    await desk.page.goto('about:blank');
    return desk;
  }
}
