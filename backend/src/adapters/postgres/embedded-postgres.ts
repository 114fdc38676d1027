import type { Duplex } from 'node:stream';
import { MessageChannel, Worker } from 'node:worker_threads';
import { fillEmptyFolder } from './empty-database.ts';
import { FolderLock } from './folder-lock.ts';
import { WireStream } from './wire-stream.ts';

/** The source runs as it is in tests, the build in production: the worker's file is of the same kind as this one. */
const WORKER_FILE = import.meta.url.endsWith('.ts') ? './embedded.worker.ts' : './embedded.worker.js';

/**
 * PostgreSQL compiled to WebAssembly (PGlite) in a thread of its own, so that queries do not hold up HTTP and sockets.
 * The ordinary driver speaks the wire protocol with it over message ports. One connection at a time.
 */
export class EmbeddedPostgres {
  readonly #worker: Worker;
  readonly #lock: FolderLock;
  /** Why there is no database any more. */
  #broken: Error | null = null;

  private constructor(worker: Worker, lock: FolderLock, onBroken: (error: Error) => void) {
    this.#worker = worker;
    this.#lock = lock;
    worker.on('error', (error: Error) => {
      this.#broken = error;
      onBroken(error);
    });
    worker.on('exit', () => {
      this.#broken ??= new Error('the embedded database has ended');
    });
  }

  /**
   * Opens the database in a folder, or makes it there. Throws when another process has it open. `onBroken`: it ended by
   * itself.
   */
  static async open(folder: string, onBroken: (error: Error) => void): Promise<EmbeddedPostgres> {
    const lock = await FolderLock.take(folder);
    await fillEmptyFolder(folder);
    const worker = new Worker(new URL(WORKER_FILE, import.meta.url), { workerData: { folder } });
    await new Promise<void>((resolve, reject) => {
      const ended = (code: number): void =>
        reject(new Error(`the embedded database in ${folder} did not open: it ended with ${code}`));
      worker.once('message', () => {
        worker.off('error', reject);
        worker.off('exit', ended);
        resolve();
      });
      worker.once('error', reject);
      worker.once('exit', ended);
    }).catch(async (error: unknown) => {
      await lock.release();
      throw error;
    });
    return new EmbeddedPostgres(worker, lock, onBroken);
  }

  /** A stream for one connection. What an earlier connection left open is rolled back. */
  connect(): Duplex {
    const { port1, port2 } = new MessageChannel();
    const stream = new WireStream(port1);
    if (this.#broken !== null) stream.destroy(this.#broken);
    this.#worker.postMessage({ connection: port2 }, [port2]);
    return stream;
  }

  /** Writes everything to disk and ends the thread. */
  async close(): Promise<void> {
    if (this.#broken !== null) return;
    const ended = new Promise<void>((resolve) => this.#worker.once('exit', () => resolve()));
    this.#worker.postMessage({ close: true });
    await ended;
    await this.#lock.release();
  }
}
