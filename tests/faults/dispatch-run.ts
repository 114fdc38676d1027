import { Api } from '../support/api.ts';
import { Campaigns, OPEN_POLICY, putResidents } from '../support/campaign.ts';
import { smppSettings } from '../support/channel.ts';
import { ServerProcess } from '../support/server.ts';
import type { SmppProvider } from '../support/smpp-provider.ts';
import { until } from '../support/until.ts';

const LIFE_MS = 3_600_000;

/** One data directory over several lives of a server that sends to a provider which outlives them all. */
export class DispatchRun {
  readonly #dataDir: string;
  readonly #provider: SmppProvider;
  readonly #window: number;
  #server: ServerProcess | null = null;
  #campaigns: Campaigns | null = null;
  #bodies: readonly (string | Uint8Array)[] = [];
  #acknowledged = 0;
  #gone: Promise<void> = Promise.resolve();
  lives = 0;

  constructor(dataDir: string, provider: SmppProvider, window: number) {
    this.#dataDir = dataDir;
    this.#provider = provider;
    this.#window = window;
  }

  get campaigns(): Campaigns {
    if (this.#campaigns === null) throw new Error('nobody has signed in yet');
    return this.#campaigns;
  }

  get output(): string {
    return this.#server?.output ?? '';
  }

  /** The first life: residents, people and policy. */
  async open(residents: number): Promise<readonly string[]> {
    const server = await this.#start();
    await server.ready();
    const numbers = await putResidents(new Api(server.url), residents);
    this.#campaigns = await Campaigns.open(server);
    await this.#campaigns.policy({
      ...OPEN_POLICY,
      caps: [{ scope: 'all', key: null, limit: 1, windowMs: 86_400_000 }],
    });
    return numbers;
  }

  /** Bodies that a sender delivers from now on, each until it is acknowledged. */
  async deliver(bodies: readonly (string | Uint8Array)[]): Promise<void> {
    this.#bodies = [...this.#bodies, ...bodies];
    await this.#deliver();
  }

  /** `kill -9`, now; whatever is under way is cut off. */
  kill(): void {
    const server = this.#server;
    this.#server = null;
    if (server !== null) this.#gone = server.kill();
  }

  /** No server runs. */
  get killed(): boolean {
    return this.#server === null;
  }

  /** The next life; what was not acknowledged is sent again. */
  async begin({ ready = true } = {}): Promise<void> {
    await this.#gone;
    try {
      const server = await this.#start();
      if (!ready) return;
      await server.ready();
      this.#campaigns?.moveTo(server.url);
    } catch (error) {
      // It was killed again before it was there.
      if (this.killed) return;
      throw error;
    }
    await this.#deliver();
  }

  async end(): Promise<void> {
    await this.#server?.end();
  }

  async #start(): Promise<ServerProcess> {
    const TIDEWALL_CHANNELS = JSON.stringify({
      sms: smppSettings(this.#provider, { window: this.#window, breaker: { failureShare: 0.95 } }),
    });
    const server = new ServerProcess(this.#dataDir, { TIDEWALL_CHANNELS }, { lifeMs: LIFE_MS });
    this.#server = server;
    this.lives += 1;
    await server.listening();
    return server;
  }

  async #deliver(): Promise<void> {
    while (this.#acknowledged < this.#bodies.length) {
      const server = this.#server;
      if (server === null) return;
      try {
        const answer = await new Api(server.url).post('signalling', this.#bodies[this.#acknowledged]!);
        if (answer.status === 202) this.#acknowledged += 1;
        else await until('a moment', () => new Promise((resolve) => setTimeout(() => resolve(true), 100)));
      } catch (error) {
        if (this.#server === server) throw error;
      }
    }
  }
}
