import type { Browser, Locator } from 'playwright-core';
import { CHAIN, userOf, type Login } from './alert-chain.ts';
import { Desk, firstPassword } from './desk.ts';
import type { ServerProcess } from './server.ts';
import { until } from './until.ts';

/** Once the server has said yes, on the page of somebody else within this. */
const LIVE_MS = 10_000;

/** The five people of the chain, each at a browser of their own, and what they do there to one alert. */
export class AlertDesks {
  readonly administrator: Desk;
  readonly #desks: ReadonlyMap<Login, Desk>;

  private constructor(administrator: Desk, desks: ReadonlyMap<Login, Desk>) {
    this.administrator = administrator;
    this.#desks = desks;
  }

  /** The administrator of the first start signs in and makes the others, who sign in on their pages. */
  static async open(browser: Browser, server: ServerProcess): Promise<AlertDesks> {
    const administrator = await Desk.open(browser, server.url);
    await administrator.signIn('administrator', firstPassword(server.output));
    const desks = new Map<Login, Desk>();
    for (const person of CHAIN) {
      const made = await administrator.send<{ oneTimePassword: string }>('POST', '/users', userOf(person));
      const desk = await Desk.open(browser, server.url);
      await desk.signIn(person.login, made.oneTimePassword);
      desks.set(person.login, desk);
    }
    return new AlertDesks(administrator, desks);
  }

  of(login: Login): Desk {
    const desk = this.#desks.get(login);
    if (desk === undefined) throw new Error(`nobody is called ${login}`);
    return desk;
  }

  get all(): readonly Desk[] {
    return [this.administrator, ...this.#desks.values()];
  }

  /** Opens the newest notice of the bell, which leads to its alert; what it says. */
  async openNotice(login: Login): Promise<string> {
    const { page } = this.of(login);
    const bell = page.getByTestId('notices');
    await bell.locator('em').waitFor();
    await bell.click();
    const notice = page.locator('.el-drawer li button').first();
    const text = await notice.locator('.text').innerText();
    await notice.click();
    await page.getByTestId('alert').waitFor();
    return text;
  }

  /**
   * Does something to the alert whose page is open, with the words that it asks for by name; answers when the server
   * did, epoch milliseconds.
   */
  async act(login: Login, action: string, words: Readonly<Record<string, string>> = {}): Promise<number> {
    const { page } = this.of(login);
    const button = page.getByTestId(`action-${action}`);
    await button.waitFor({ timeout: LIVE_MS });
    if ((await button.getAttribute('aria-pressed')) !== 'true') await button.click();
    for (const [name, text] of Object.entries(words)) await page.fill(`textarea[name=${name}]`, text);
    const answered = page.waitForResponse(
      (answer) => answer.request().method() === 'POST' && answer.url().endsWith(`/${action}`),
    );
    await page.getByTestId('submit-action').click();
    const answer = await answered;
    await answer.finished();
    if (!answer.ok()) throw new Error(`${login} ${action}: ${answer.status()} ${await answer.text()}`);
    const { startTime, responseStart } = answer.request().timing();
    return startTime + responseStart;
  }

  /** The page of somebody shows the state by itself. */
  async shows(login: Login, state: string): Promise<void> {
    const alert = this.#alert(login);
    const look = (): Promise<string | null> => alert.getAttribute('data-state');
    await until(`the page of ${login} shows ${state}`, async () => (await look()) === state, LIVE_MS);
  }

  async close(): Promise<void> {
    for (const desk of this.all) await desk.close();
  }

  #alert(login: Login): Locator {
    return this.of(login).page.getByTestId('alert');
  }
}
