import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import Provider, { type ClientMetadata } from 'oidc-provider';

/** Somebody at the provider. */
export interface Account {
  readonly name: string;
  readonly groups: readonly string[];
}

const CLIENT = { id: 'tidewall', secret: 'a secret of the client' } as const;

/** A real OpenID Connect provider on loopback, with its own pages, on which a browser can be played. */
export class TestProvider {
  readonly client = CLIENT;
  readonly issuer: string;
  readonly accounts = new Map<string, Account>();
  readonly #server: Server;

  private constructor(server: Server, issuer: string) {
    this.#server = server;
    this.issuer = issuer;
  }

  static async start(redirectUri: string): Promise<TestProvider> {
    const server = createServer().listen(0, '127.0.0.1');
    await new Promise((resolve) => server.once('listening', resolve));
    const test = new TestProvider(server, `http://127.0.0.1:${(server.address() as AddressInfo).port}`);
    const client: ClientMetadata = {
      client_id: CLIENT.id,
      client_secret: CLIENT.secret,
      redirect_uris: [redirectUri],
      token_endpoint_auth_method: 'client_secret_post',
    };
    const provider = new Provider(test.issuer, {
      clients: [client],
      cookies: { keys: ['for tests only'] },
      pkce: { required: () => true },
      claims: { openid: ['sub'], profile: ['name', 'preferred_username', 'groups'], email: ['email'] },
      findAccount: (_, sub) => ({ accountId: sub, claims: () => test.#claims(sub) }),
    });
    server.on('request', (request, response) => void provider.callback()(request, response));
    return test;
  }

  /** Plays a browser that signs in there, from the address it is sent to until it is sent back; answers where to. */
  async signIn(href: string, login: string): Promise<string> {
    const cookies = new Map<string, string>();
    let next = await this.#step(href, cookies);
    while (next.startsWith(this.issuer)) {
      const isPage = next.includes('/interaction/');
      const form = isPage
        ? new URLSearchParams({ prompt: await this.#prompt(next, cookies), login, password: 'x' })
        : undefined;
      next = await this.#step(next, cookies, form);
    }
    return next;
  }

  async close(): Promise<void> {
    this.#server.closeAllConnections();
    await new Promise((resolve) => this.#server.close(resolve));
  }

  #claims(sub: string) {
    const account = this.accounts.get(sub) ?? { name: sub, groups: [] };
    return Promise.resolve({
      sub,
      preferred_username: sub,
      email: `${sub}@example.com`,
      ...account,
      groups: [...account.groups],
    });
  }

  /** Which of its pages it shows. */
  async #prompt(href: string, cookies: ReadonlyMap<string, string>): Promise<string> {
    const page = await fetch(href, { headers: { cookie: lineOf(cookies) } });
    return /name="prompt" value="(\w+)"/.exec(await page.text())?.[1] ?? '';
  }

  async #step(href: string, cookies: Map<string, string>, form?: URLSearchParams): Promise<string> {
    const answer = await fetch(href, {
      redirect: 'manual',
      headers: { cookie: lineOf(cookies) },
      ...(form === undefined ? {} : { method: 'POST', body: form }),
    });
    for (const line of answer.headers.getSetCookie()) {
      const [, name = '', value = ''] = /^([^=]+)=([^;]*)/.exec(line) ?? [];
      cookies.set(name, value);
    }
    const location = answer.headers.get('location');
    if (location === null) throw new Error(`the provider answered ${answer.status}: ${await answer.text()}`);
    return new URL(location, this.issuer).href;
  }
}

function lineOf(cookies: ReadonlyMap<string, string>): string {
  return [...cookies].map(([name, value]) => `${name}=${value}`).join('; ');
}
