import type { Page } from 'playwright-core';

/** Everything that a page is sent by its server, and where it asks at all. */
export class Overheard {
  /** Bodies of answers in JSON, and frames of the socket. */
  readonly texts: string[] = [];
  /** Addresses of requests that left the page's own origin. */
  readonly strays: string[] = [];
  readonly #reading: Promise<void>[] = [];

  constructor(page: Page, origin: string) {
    const { host } = new URL(origin);
    const watch = (address: string): void => {
      const url = new URL(address);
      if (/^(https?|wss?):$/.test(url.protocol) && url.host !== host) this.strays.push(address);
    };
    page.on('request', (request) => watch(request.url()));
    page.on('response', (response) => {
      if (!(response.headers()['content-type'] ?? '').includes('json')) return;
      const read = response.text().then(
        (text) => void this.texts.push(text),
        // Of a page that has been left meanwhile.
        () => undefined,
      );
      this.#reading.push(read);
    });
    page.on('websocket', (socket) => {
      watch(socket.url());
      socket.on('framereceived', ({ payload }) => void this.texts.push(String(payload)));
    });
  }

  /** All objects in everything heard so far, however deep. */
  async objects(): Promise<readonly Readonly<Record<string, unknown>>[]> {
    await Promise.all(this.#reading);
    return this.texts.flatMap((text) => {
      const start = /[[{]/.exec(text)?.index;
      if (start === undefined) return [];
      try {
        return objectsIn(JSON.parse(text.slice(start)));
      } catch {
        return [];
      }
    });
  }
}

function objectsIn(value: unknown): readonly Readonly<Record<string, unknown>>[] {
  if (typeof value !== 'object' || value === null) return [];
  const inner = Object.values(value).flatMap((one) => objectsIn(one));
  return Array.isArray(value) ? inner : [value as Record<string, unknown>, ...inner];
}
