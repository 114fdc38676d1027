import { setTimeout as sleep } from 'node:timers/promises';
import { AlertPeople, type AlertAnswer } from '../support/alert-people.ts';
import { Api } from '../support/api.ts';
import { smppSettings } from '../support/channel.ts';
import { ServerProcess } from '../support/server.ts';
import type { SmppProvider } from '../support/smpp-provider.ts';

const LIFE_MS = 600_000;
/** Between two tries of somebody whose server has gone away. */
const AGAIN_MS = 150;
const MOST_TRIES = 400;

/** What the next one on the chain does, by state and step; whatever is not here is done by itself. */
const NEXT: Readonly<
  Record<string, readonly [login: 'zhang' | 'li' | 'wang' | 'zhao' | 'chen', action: string]>
> = {
  'raised 0': ['zhang', 'report'],
  'reported 1': ['li', 'approve'],
  'approved 2': ['wang', 'approve'],
  'approved 3': ['zhao', 'approve'],
  'approved 4': ['chen', 'close'],
};
const REPORT = { cause: '异网促销', action: '驻点营销' };

/** One data directory over several lives of a server, and people who go on as soon as there is one. */
export class AlertLives {
  readonly #dataDir: string;
  readonly #provider: SmppProvider;
  #server: ServerProcess | null = null;
  #people: AlertPeople | null = null;
  lives = 0;

  constructor(dataDir: string, provider: SmppProvider) {
    this.#dataDir = dataDir;
    this.#provider = provider;
  }

  get people(): AlertPeople {
    if (this.#people === null) throw new Error('nobody has signed in yet');
    return this.#people;
  }

  /** The first life, with the small world and everybody on the chain. */
  async open(): Promise<void> {
    const server = await this.begin();
    await new Api(server.url).putWorld();
    this.#people = await AlertPeople.make(server);
  }

  /** The next life, up to where it takes events. */
  async begin(): Promise<ServerProcess> {
    const TIDEWALL_CHANNELS = JSON.stringify({ sms: smppSettings(this.#provider) });
    const server = new ServerProcess(this.#dataDir, { TIDEWALL_CHANNELS }, { lifeMs: LIFE_MS });
    this.#server = server;
    this.lives += 1;
    await server.listening();
    this.#people = this.#people?.at(server.url) ?? null;
    await server.ready();
    return server;
  }

  /** `kill -9`, wherever it is. */
  async kill(): Promise<void> {
    await this.#server?.kill();
  }

  async end(): Promise<void> {
    await this.#server?.end();
  }

  /** Takes an alert up the chain, pausing as long as `pause` says before each step, over as many lives as it takes. */
  async carry(id: string, pause: () => number): Promise<void> {
    for (;;) {
      const now = await this.#patiently(() => this.people.detail(id));
      const [login, action] = NEXT[`${now.state} ${now.step}`] ?? [];
      if (login === undefined || action === undefined) return;
      await sleep(pause());
      await this.#patiently(() => this.#step(login, now, action));
    }
  }

  /** Whether it was done or not: what is then is looked at anew. */
  async #step(
    login: 'zhang' | 'li' | 'wang' | 'zhao' | 'chen',
    seen: AlertAnswer,
    action: string,
  ): Promise<void> {
    const { status, text } = await this.people.tries(login, seen, action, action === 'report' ? REPORT : {});
    if (status !== 200 && status !== 409) throw new Error(`${login} ${action} answered ${status}: ${text}`);
  }

  /** Again and again while there is no server, or one that has not recovered. */
  async #patiently<T>(ask: () => Promise<T>): Promise<T> {
    for (let tries = 1; ; tries++) {
      try {
        return await ask();
      } catch (error) {
        if (tries === MOST_TRIES) throw error;
        await sleep(AGAIN_MS);
      }
    }
  }
}
