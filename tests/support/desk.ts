import type { APIResponse, Browser, BrowserContext, Page } from 'playwright-core';

const WAIT_MS = 30_000;
const FIRST_PASSWORD = /one-time password\s+([A-Z0-9-]{20,})/;

/** A password that everybody in the tests chooses. */
export const PASSWORD = 'a tide that turns 2026';

export interface DeskOptions {
  readonly lang?: string;
  readonly width?: number;
  readonly height?: number;
}

/** The one-time password of the administrator, from what the first start says. */
export function firstPassword(output: string): string {
  const password = FIRST_PASSWORD.exec(output)?.[1];
  if (password === undefined) throw new Error('the first start has said no one-time password');
  return password;
}

/** A person at a desk or with a phone, in a browser of their own, and everything that a page must not do. */
export class Desk {
  readonly page: Page;
  readonly origin: string;
  /** Errors of the page, broken rules of the Content-Security-Policy among them; refusals of the server are no faults. */
  readonly faults: string[] = [];
  readonly #context: BrowserContext;
  readonly #lang: string;

  private constructor(context: BrowserContext, page: Page, origin: string, lang: string) {
    this.#context = context;
    this.#lang = lang;
    this.page = page;
    this.origin = origin;
    page.setDefaultTimeout(WAIT_MS);
    page.on('pageerror', (error) => this.faults.push(error.message));
    page.on('console', (message) => {
      const refused = message.text().startsWith('Failed to load resource');
      if (message.type() === 'error' && !refused) this.faults.push(message.text());
    });
  }

  /** An empty browser, before anybody has signed in. */
  static async open(browser: Browser, origin: string, options: DeskOptions = {}): Promise<Desk> {
    const { width = 1920, height = 1080, lang = 'zh-CN' } = options;
    const phone = width < 500;
    const context = await browser.newContext({
      viewport: { width, height },
      ...(phone ? { isMobile: true, hasTouch: true } : {}),
    });
    return new Desk(context, await context.newPage(), origin, lang);
  }

  /** A page of the desk, in this person's language unless another is wanted. */
  async go(path: string, lang = this.#lang): Promise<void> {
    const address = new URL(`/desk/${path}`, this.origin);
    address.searchParams.set('lang', lang);
    await this.page.goto(address.href);
    await this.page.getByTestId('page-title').or(this.page.getByTestId('sign-in')).waitFor();
  }

  /** Signs in on the page; `oneTime` is the password that has to be changed at once. */
  async signIn(login: string, oneTime: string | null = null): Promise<void> {
    await this.go('work');
    await this.page.fill('input[name=login]', login);
    await this.page.fill('input[name=password]', oneTime ?? PASSWORD);
    await this.page.getByTestId('sign-in').click();
    if (oneTime !== null) {
      await this.page.fill('input[name=current]', oneTime);
      await this.page.fill('input[name=next]', PASSWORD);
      await this.page.fill('input[name=again]', PASSWORD);
      await this.page.getByTestId('change-password').click();
    }
    await this.page.getByTestId('page-title').waitFor();
  }

  /** Is from now on who has this cookie, signed in elsewhere. */
  async become(cookie: string): Promise<void> {
    const [name = '', value = ''] = cookie.split('=', 2);
    await this.#context.addCookies([{ name, value, url: this.origin }]);
  }

  /** A command below /api/v1 in this person's name; throws unless it is accepted. */
  async send<T>(method: 'GET' | 'POST' | 'PUT', path: string, data?: unknown): Promise<T> {
    const answer = await this.#fetch(method, path, data);
    if (!answer.ok())
      throw new Error(`${method} ${path} answered ${answer.status()}: ${await answer.text()}`);
    const text = await answer.text();
    return (text === '' ? undefined : JSON.parse(text)) as T;
  }

  /** Resolves once nothing on the page is being fetched any more. */
  async loaded(): Promise<void> {
    await this.page.getByTestId('loading').first().waitFor({ state: 'detached' });
  }

  text(testId: string): Promise<string> {
    return this.page.getByTestId(testId).first().innerText();
  }

  async close(): Promise<void> {
    await this.#context.close();
  }

  #fetch(method: string, path: string, data: unknown): Promise<APIResponse> {
    const body = typeof data === 'string' ? { data, headers: { 'content-type': 'text/csv' } } : { data };
    return this.#context.request.fetch(`${this.origin}/api/v1${path}`, { method, ...body });
  }
}
