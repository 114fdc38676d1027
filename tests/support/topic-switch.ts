import type { Page } from 'playwright-core';

/**
 * Between a page and a server that is well: keeps one topic from the page, as a server does in which that topic has died or
 * that refuses it. Everything else goes through.
 */
export class TopicSwitch {
  readonly #topic: string;
  #state: 'given' | 'silent' | 'refused' = 'given';

  private constructor(topic: string) {
    this.#topic = `"topic":"${topic}"`;
  }

  /** To be called before the page is opened. */
  static async on(page: Page, topic: string): Promise<TopicSwitch> {
    const made = new TopicSwitch(topic);
    await page.routeWebSocket(/socket\.io/, (near) => {
      const far = near.connectToServer();
      far.onMessage((message) => {
        if (!made.#keeps(String(message))) near.send(message);
      });
      near.onMessage((message) => {
        const refusal = made.#refusalOf(String(message));
        if (refusal === null) far.send(message);
        else near.send(refusal);
      });
    });
    return made;
  }

  /** No message of it comes any more. */
  silence(): void {
    this.#state = 'silent';
  }

  /** No message of it comes any more, and who asks is told that the server cannot give it. */
  refuse(): void {
    this.#state = 'refused';
  }

  give(): void {
    this.#state = 'given';
  }

  #keeps(message: string): boolean {
    return this.#state !== 'given' && message.includes(this.#topic) && /\["(snapshot|delta)"/.test(message);
  }

  /** The acknowledgement of a question (`42/live,7["subscribe",…]`) that is refused; null: it goes to the server. */
  #refusalOf(message: string): string | null {
    if (this.#state !== 'refused' || !message.includes(this.#topic)) return null;
    const [, space, id] = /^42([^,[]*,)?(\d+)\["subscribe"/.exec(message) ?? [];
    return id === undefined ? null : `43${space ?? ''}${id}[{"code":"internal","message":"kept back"}]`;
  }
}
