import { Api, type Answer } from './api.ts';
import type { ServerProcess } from './server.ts';

const PASSWORD = 'Correct-Horse-7-Battery';

/** Somebody who is signed in. */
export class Person {
  readonly id: string;
  readonly #api: Api;
  readonly #cookie: string;

  constructor(api: Api, id: string, cookie: string) {
    this.#api = api;
    this.id = id;
    this.#cookie = cookie;
  }

  /** As a browser sends it. */
  get cookie(): string {
    return this.#cookie;
  }

  /** Every answer so far, as it came over the wire. */
  get transcript(): readonly string[] {
    return this.#api.transcript;
  }

  get<T>(path: string): Promise<Answer<T>> {
    return this.#api.request<T>(`/api/v1${path}`, { headers: { cookie: this.#cookie } });
  }

  send<T>(method: string, path: string, body: object): Promise<Answer<T>> {
    const headers = { cookie: this.#cookie, 'content-type': 'application/json' };
    return this.#api.request<T>(`/api/v1${path}`, { method, headers, body: JSON.stringify(body) });
  }

  /** Throws unless it is done. */
  async done<T>(method: string, path: string, body: object = {}): Promise<T> {
    const answer = await this.send<T>(method, path, body);
    if (answer.status >= 300) throw new Error(`${method} ${path} answered ${answer.status}: ${answer.text}`);
    return answer.body;
  }

  /** The same person at the server after a restart: sessions outlive it. */
  at(url: string): Person {
    return new Person(new Api(url), this.id, this.#cookie);
  }
}

/** The administrator that the first start of a server has made, signed in with a password of their own. */
export async function administratorOf(server: ServerProcess): Promise<Person> {
  const password = /one-time password +(\S+)/.exec(server.output)?.[1];
  if (password === undefined) throw new Error('the server has shown no password');
  return signIn(new Api(server.url), 'administrator', password);
}

/** A new user with some roles, who sees everything. */
export async function newPerson(
  url: string,
  administrator: Person,
  login: string,
  roles: readonly string[],
): Promise<Person> {
  return newUser(url, administrator, { login, name: login, roles, scope: null });
}

/** A new user as POST /users takes it, signed in. */
export async function newUser(
  url: string,
  administrator: Person,
  user: { readonly login: string; readonly [field: string]: unknown },
): Promise<Person> {
  const made = await administrator.done<{ oneTimePassword: string }>('POST', '/users', user);
  return signIn(new Api(url), user.login, made.oneTimePassword);
}

async function signIn(api: Api, login: string, once: string): Promise<Person> {
  const first = await opened(api, 'POST', '/session', { login, password: once });
  const own = await opened(api, 'PUT', '/session/password', { current: once, next: PASSWORD }, first.cookie);
  return new Person(api, own.id, own.cookie);
}

async function opened(api: Api, method: string, path: string, body: object, cookie = '') {
  const answer = await api.request<{ user: { id: string } }>(`/api/v1${path}`, {
    method,
    headers: { 'content-type': 'application/json', cookie },
    body: JSON.stringify(body),
  });
  const set = answer.headers.getSetCookie()[0]?.split(';')[0];
  if (answer.status !== 200 || set === undefined)
    throw new Error(`${path} answered ${answer.status}: ${answer.text}`);
  return { cookie: set, id: answer.body.user.id };
}
