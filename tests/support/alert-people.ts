import { CHAIN, userOf, type Login } from './alert-chain.ts';
import type { Answer } from './api.ts';
import { administratorOf, newUser, type Person } from './people.ts';
import type { ServerProcess } from './server.ts';

/** As much of an alert as tests look at. */
export interface AlertAnswer {
  readonly id: string;
  readonly areaId: string;
  readonly state: string;
  readonly step: number | null;
  readonly version: number;
  readonly round: number;
  readonly parentId: string | null;
  readonly children: number;
  readonly muted: { readonly by: string; readonly id: string } | null;
  readonly message: { readonly zh: string };
  readonly waitingFor: readonly { readonly name: string }[];
}
export interface AlertDetailAnswer extends AlertAnswer {
  readonly timeline: readonly { readonly kind: string; readonly at: number; readonly text: string | null }[];
  readonly may: readonly string[];
}
export interface NoticeAnswer {
  readonly kind: string;
  readonly alertId: string;
  readonly text: { readonly zh: string };
}
interface Refusal {
  readonly code: string;
  readonly details?: { readonly refusal?: string };
}

/** Everybody who has to do with the alerts of a small world. */
export type Name = Login | 'administrator' | 'far';

/** The chain, an administrator, and a supervisor of another city, over HTTP. */
export class AlertPeople {
  readonly #people: ReadonlyMap<Name, Person>;

  private constructor(people: ReadonlyMap<Name, Person>) {
    this.#people = people;
  }

  static async make(server: ServerProcess): Promise<AlertPeople> {
    const administrator = await administratorOf(server);
    const people = new Map<Name, Person>([['administrator', administrator]]);
    for (const person of CHAIN)
      people.set(person.login, await newUser(server.url, administrator, userOf(person)));
    const far = { login: 'far', name: '远方', roles: ['reporter', 'reviewer', 'supervisor'], scope: ['C2'] };
    people.set('far', await newUser(server.url, administrator, far));
    return new AlertPeople(people);
  }

  /** The same people at the server after a restart. */
  at(url: string): AlertPeople {
    return new AlertPeople(new Map([...this.#people].map(([name, person]) => [name, person.at(url)])));
  }

  of(name: Name): Person {
    const person = this.#people.get(name);
    if (person === undefined) throw new Error(`nobody is called ${name}`);
    return person;
  }

  async get<T>(name: Name, path: string): Promise<T> {
    const { status, body, text } = await this.of(name).get<T>(path);
    if (status !== 200) throw new Error(`GET ${path} answered ${status}: ${text}`);
    return body;
  }

  detail(id: string, name: Name = 'chen'): Promise<AlertDetailAnswer> {
    return this.get(name, `/alerts/${id}`);
  }

  async list(query = '', name: Name = 'chen'): Promise<readonly AlertAnswer[]> {
    return (await this.get<{ items: readonly AlertAnswer[] }>(name, `/alerts${query}`)).items;
  }

  /** What somebody was told of an alert, oldest first. */
  async told(name: Name, alertId: string): Promise<readonly string[]> {
    const { items } = await this.get<{ items: readonly NoticeAnswer[] }>(name, '/notifications?limit=200');
    return items
      .filter((notice) => notice.alertId === alertId)
      .map(({ kind }) => kind)
      .reverse();
  }

  /** Raises an alert by hand, with the chain of the reference practice. */
  raise(areaId: string, more: object = {}, name: Name = 'chen'): Promise<AlertAnswer> {
    const asked = {
      areaId,
      title: '份额偏低',
      message: '请核实份额。',
      indicatorId: 'ready-share-drop',
      ...more,
    };
    return this.of(name).done('POST', '/alerts', asked);
  }

  /** Tries something with the version that was seen. */
  tries(name: Name, seen: AlertAnswer, action: string, body: object = {}): Promise<Answer<AlertAnswer>> {
    return this.of(name).send('POST', `/alerts/${seen.id}/${action}`, { version: seen.version, ...body });
  }

  /** Does it; throws unless it is done. */
  async does(name: Name, seen: AlertAnswer, action: string, body: object = {}): Promise<AlertAnswer> {
    const answer = await this.tries(name, seen, action, body);
    if (answer.status !== 200) throw new Error(`${name} ${action}: ${answer.status} ${answer.text}`);
    return answer.body;
  }

  /** Why something is refused: status, code, refusal. */
  async refused(
    name: Name,
    seen: AlertAnswer,
    action: string,
    body: object = {},
  ): Promise<readonly unknown[]> {
    const { status, body: answer } = await this.tries(name, seen, action, body);
    const { code, details } = answer as unknown as Refusal;
    return [status, code, details?.refusal];
  }
}
