import { existsSync, watch } from 'node:fs';
import { appendFile, readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { Api, type Status } from '../support/api.ts';
import { ServerProcess } from '../support/server.ts';
import type { Body } from './weeks.ts';

const RESEND_WAIT_MS = 100;

/**
 * One data directory over several lives of the server, and a sender that does what the contract asks of it: bodies in
 * order, each sent again until it is acknowledged.
 */
export class CrashRun {
  readonly dataDir: string;
  readonly #bodies: readonly Body[];
  readonly #env: Readonly<Record<string, string>>;
  /** The first body without an acknowledgement. */
  #next = 0;
  #server: ServerProcess | null = null;
  lives = 0;

  constructor(dataDir: string, bodies: readonly Body[], env: Readonly<Record<string, string>> = {}) {
    this.dataDir = dataDir;
    this.#bodies = bodies;
    this.#env = env;
  }

  get acknowledged(): number {
    return this.#next;
  }

  get output(): string {
    return this.#server?.output ?? '';
  }

  get api(): Api {
    return new Api(this.#running().url);
  }

  /** Begins a life; the server may still be recovering. */
  async begin(): Promise<void> {
    this.#server = new ServerProcess(this.dataDir, this.#env);
    this.lives++;
    await this.#server.listening();
  }

  async beginReady(): Promise<void> {
    await this.begin();
    await this.#running().ready();
  }

  /** Sends until `count` bodies in all are acknowledged. */
  async deliver(count: number): Promise<void> {
    const { api } = this;
    while (this.#next < Math.min(count, this.#bodies.length)) await this.#sendNext(api);
  }

  async deliverAll(): Promise<void> {
    await this.deliver(this.#bodies.length);
  }

  /** Sends on and on, and kills the server after `ms` in the middle of it. */
  async killWhileSending(ms: number): Promise<void> {
    const sending = this.deliverAll().catch(() => undefined);
    await sleep(ms);
    await this.kill();
    await sending;
  }

  async kill(): Promise<void> {
    await this.#running().kill();
    this.#server = null;
  }

  /** Kills the server as soon as it begins to write a snapshot, or at `otherwise` if it never does. */
  async killAtSnapshot(otherwise: Promise<unknown>): Promise<boolean> {
    const directory = join(this.dataDir, 'snapshots');
    if (!existsSync(directory)) throw new Error('there is no directory of snapshots yet');
    const stop = new AbortController();
    const begun = new Promise<true>((resolve) => {
      watch(directory, { signal: stop.signal }, (_, name) => {
        if (name?.endsWith('.tmp')) resolve(true);
      });
    });
    const hit = await Promise.race([begun, otherwise.then(() => false)]);
    stop.abort();
    await this.kill();
    return hit;
  }

  /** Asks the server to stop and kills it while it saves its state. */
  killWhileStopping(): Promise<boolean> {
    const server = this.#running();
    const hit = this.killAtSnapshot(server.exited);
    server.terminate();
    return hit;
  }

  ready(): Promise<void> {
    return this.#running().ready();
  }

  /** What a torn write leaves behind: bytes at the end of the journal that are no record. */
  async tearJournal(): Promise<void> {
    const directory = join(this.dataDir, 'journal');
    const last = (await readdir(directory))
      .filter((name) => name.endsWith('.journal'))
      .sort()
      .at(-1);
    if (last === undefined) throw new Error('there is no journal');
    await appendFile(join(directory, last), Buffer.from([0, 0, 1, 44, 7, 7, 7, 7, 7]));
  }

  /** Waits until everything is judged and stored, stops in order, and gives the last status. */
  async finish(): Promise<Status> {
    const status = await this.api.settled();
    await this.#running().stop();
    this.#server = null;
    return status;
  }

  async end(): Promise<void> {
    await this.#server?.end();
  }

  async #sendNext(api: Api): Promise<void> {
    const body = this.#bodies[this.#next];
    if (body === undefined) return;
    const { status } = await api.post(body.feed, body.lines);
    if (status === 202) this.#next++;
    else if (status === 429 || status === 503) await sleep(RESEND_WAIT_MS);
    else throw new Error(`a body was answered with ${status}`);
  }

  #running(): ServerProcess {
    if (this.#server === null) throw new Error('no server runs');
    return this.#server;
  }
}
