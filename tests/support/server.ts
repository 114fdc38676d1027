import { spawn, type ChildProcess } from 'node:child_process';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { until } from './until.ts';

const PROGRAM = fileURLToPath(new URL('../../backend/dist/cli/index.js', import.meta.url));
/** Pseudonyms are the same in every run, so that runs can be compared. */
export const PSEUDONYM_KEY = '7a'.repeat(32);
/** A server that nobody ended ends itself after this: no test may leave one behind. */
const LIFE_MS = 300_000;
const START_MS = 60_000;
const STOP_MS = 30_000;

export interface ServerOptions {
  /** Kept as it is; without one, a directory is made and removed on `end`. */
  readonly dataDir?: string;
  /** More environment, for configuration keys that have no flag. */
  readonly env?: Readonly<Record<string, string>>;
  /** More flags of `start`; the last of a name counts. */
  readonly flags?: readonly string[];
  /** When it ends itself. @default 5 minutes */
  readonly lifeMs?: number;
}

/** A directory for a server's data, gone after `remove`. */
export async function temporaryDirectory(): Promise<{ path: string; remove(): Promise<void> }> {
  const path = await mkdtemp(join(tmpdir(), 'tidewall-test-'));
  return { path, remove: () => rm(path, { recursive: true, force: true, maxRetries: 5 }) };
}

/** Starts the real program on a free port, without the simulator, and waits until it takes events. */
export async function startServer(options: ServerOptions = {}): Promise<ServerProcess> {
  const made = options.dataDir === undefined ? await temporaryDirectory() : null;
  const dataDir = options.dataDir ?? made?.path ?? '';
  const { env = {}, ...more } = options;
  const server = new ServerProcess(dataDir, env, more, made?.remove);
  try {
    await server.ready();
    return server;
  } catch (error) {
    await server.end();
    throw error;
  }
}

/** One running `tidewall start`. */
export class ServerProcess {
  readonly dataDir: string;
  /** Resolves with the exit code or the signal. */
  readonly exited: Promise<number | NodeJS.Signals>;
  readonly #child: ChildProcess;
  readonly #remove: (() => Promise<void>) | undefined;
  #stdout = '';
  #stderr = '';
  #running = true;

  constructor(
    dataDir: string,
    env: Readonly<Record<string, string>>,
    { flags: more = [], lifeMs = LIFE_MS }: Pick<ServerOptions, 'flags' | 'lifeMs'> = {},
    remove?: () => Promise<void>,
  ) {
    this.dataDir = dataDir;
    this.#remove = remove;
    const flags = ['--simulate', 'off', '--http-port', '0', '--data-dir', dataDir, '--log-level', 'debug'];
    this.#child = spawn(process.execPath, [PROGRAM, 'start', ...flags, ...more], {
      cwd: dataDir,
      env: { ...process.env, NODE_OPTIONS: '', TIDEWALL_PSEUDONYM_KEY: PSEUDONYM_KEY, ...env },
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    this.#child.stdout?.setEncoding('utf8').on('data', (text: string) => (this.#stdout += text));
    this.#child.stderr?.setEncoding('utf8').on('data', (text: string) => (this.#stderr += text));
    const life = setTimeout(() => this.#child.kill('SIGKILL'), lifeMs).unref();
    this.exited = new Promise((resolve) => {
      this.#child.on('close', (code, signal) => {
        this.#running = false;
        clearTimeout(life);
        resolve(code ?? signal ?? -1);
      });
    });
  }

  /** Everything written so far, log and banner. */
  get output(): string {
    return this.#stdout + this.#stderr;
  }

  /** Where it listens. Throws before it does. */
  get url(): string {
    const url = this.#listening();
    if (url === null) throw new Error(`the server does not listen yet: ${this.output}`);
    return url;
  }

  /** Resolves once it listens, which is before its state has recovered. */
  async listening(): Promise<string> {
    try {
      return await until('the server listens', () => this.#alive() && this.#listening(), START_MS);
    } catch (error) {
      throw new Error(`${(error as Error).message}: ${this.output.slice(-4_000)}`, { cause: error });
    }
  }

  /** Resolves once it takes events. */
  async ready(): Promise<void> {
    const url = await this.listening();
    await until('the server is ready', async () => this.#alive() && (await isReady(url)), START_MS);
  }

  /** `kill -9`; resolves once the process is gone. Whoever still waits for an answer gets none. */
  async kill(): Promise<void> {
    this.#child.kill('SIGKILL');
    await this.exited;
  }

  /** Asks it to stop, without waiting. */
  terminate(): void {
    this.#child.kill('SIGTERM');
  }

  /** Asks it to stop in order, and waits. Throws when it does not end well. */
  async stop(): Promise<void> {
    this.terminate();
    const timer = setTimeout(() => this.#child.kill('SIGKILL'), STOP_MS);
    const outcome = await this.exited;
    clearTimeout(timer);
    if (outcome !== 0) throw new Error(`the server ended with ${outcome}: ${this.output.slice(-2_000)}`);
  }

  /** Ends it in any case and removes the directory that was made for it. */
  async end(): Promise<void> {
    if (this.#running) await this.kill();
    await this.#remove?.();
  }

  #listening(): string | null {
    return /http:\/\/127\.0\.0\.1:\d+(?=\/wall)/.exec(this.#stderr)?.[0] ?? null;
  }

  #alive(): true {
    if (!this.#running) throw new Error(`the server ended early: ${this.output.slice(-4_000)}`);
    return true;
  }
}

async function isReady(url: string): Promise<boolean> {
  try {
    return (await fetch(`${url}/readyz`)).ok;
  } catch {
    return false;
  }
}
