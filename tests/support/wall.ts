import type { Browser, BrowserContext, Page } from 'playwright-core';

const WAIT_MS = 30_000;

export interface WallOptions {
  readonly scene?: string;
  readonly lang?: string;
  readonly theme?: 'night' | 'day';
  readonly width?: number;
  readonly height?: number;
}

/** A wall in a real browser, and everything that a wall must not do. */
export class Wall {
  readonly page: Page;
  /** Errors in the console or of the page, broken rules of the Content-Security-Policy among them. */
  readonly faults: string[] = [];
  /** Requests that left the wall's own origin. */
  readonly strayRequests: string[] = [];
  readonly #context: BrowserContext;

  private constructor(context: BrowserContext, page: Page, origin: string) {
    this.#context = context;
    this.page = page;
    page.on('console', (message) => {
      if (message.type() === 'error') this.faults.push(`${message.text()} ${message.location().url}`);
    });
    page.on('pageerror', (error) => this.faults.push(error.message));
    const own = new URL(origin);
    const watch = (address: string): void => {
      const { protocol, host } = new URL(address);
      const isOutside = /^(https?|wss?):$/.test(protocol) && host !== own.host;
      if (isOutside) this.strayRequests.push(address);
    };
    page.on('request', (request) => watch(request.url()));
    page.on('websocket', (socket) => watch(socket.url()));
  }

  /** Opens a scene, which stays where it is, and waits until each of its tiles has its data. */
  static async open(browser: Browser, origin: string, options: WallOptions = {}): Promise<Wall> {
    const { scene = 'tide', lang = 'zh-CN', theme = 'night', width = 1920, height = 1080 } = options;
    const context = await browser.newContext({ viewport: { width, height } });
    const wall = new Wall(context, await context.newPage(), origin);
    wall.page.setDefaultTimeout(WAIT_MS);
    await wall.page.goto(`${origin}/wall/${scene}?rotate=off&sound=off&lang=${lang}&theme=${theme}`);
    await wall.shows(scene);
    return wall;
  }

  /** Resolves once the scene is there with the data of all its tiles. */
  async shows(scene: string): Promise<void> {
    await this.page.locator(`[data-testid=wall][data-scene=${scene}][data-ready=true]`).waitFor();
  }

  /** Turns to the scenes before or after, as the keys of a remote do. */
  async turn(key: 'ArrowLeft' | 'ArrowRight', times: number): Promise<void> {
    for (let turned = 0; turned < times; turned++) {
      const scene = await this.page.getByTestId('wall').getAttribute('data-scene');
      await this.page.keyboard.press(key);
      await this.page.locator(`[data-testid=wall]:not([data-scene=${scene ?? ''}])`).waitFor();
    }
  }

  /** Goes to a scene by its link in the bar. */
  async go(scene: string): Promise<void> {
    await this.page.locator(`nav a[href*="/wall/${scene}"]`).click();
    await this.shows(scene);
  }

  text(testId: string): Promise<string> {
    return this.page.getByTestId(testId).first().innerText();
  }

  async close(): Promise<void> {
    await this.#context.close();
  }
}
