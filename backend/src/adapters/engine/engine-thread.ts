import { Worker } from 'node:worker_threads';
import { HostStoppedError } from './engine.errors.ts';
import type { Answer, EngineEvent, EngineRequest, EngineThreadData } from './protocol.ts';
import type { EngineRecord } from './records.ts';

/** Events that are not answers. */
export type EngineNotice = Exclude<
  EngineEvent,
  { type: 'answer' | 'failed' | 'ready' | 'stopped' | 'fatal' }
>;

export interface EngineThreadHandlers {
  notice(event: EngineNotice): void;
  /** The thread is gone or cannot go on. Everything waiting has been rejected. */
  fatal(error: Error): void;
}

type Ready = Extract<EngineEvent, { type: 'ready' }>;

interface Waiting {
  readonly resolve: (answer: Answer) => void;
  readonly reject: (error: Error) => void;
}

/** The source runs as it is in tests, the build in production: the worker's file is of the same kind as this one. */
const WORKER_FILE = import.meta.url.endsWith('.ts') ? './engine.worker.ts' : './engine.worker.js';

/** The engine's thread as the main thread sees it: records go in, answers and notices come out. */
export class EngineThread {
  readonly #worker: Worker;
  readonly #handlers: EngineThreadHandlers;
  readonly #waiting = new Map<number, Waiting>();
  readonly #ready = Promise.withResolvers<Ready>();
  readonly #stopped = Promise.withResolvers<void>();
  #nextId = 1;
  #ended: Error | null = null;
  #stopping = false;

  constructor(data: EngineThreadData, handlers: EngineThreadHandlers) {
    this.#handlers = handlers;
    this.#ready.promise.catch(() => undefined);
    this.#worker = new Worker(new URL(WORKER_FILE, import.meta.url), { workerData: data });
    this.#worker.on('message', (event: EngineEvent) => {
      this.#receive(event);
    });
    this.#worker.on('error', (error: Error) => {
      this.#end(error);
    });
    this.#worker.on('exit', () => {
      this.#end(new HostStoppedError());
    });
  }

  /** Resolves when the state is recovered; rejects when it cannot be. */
  ready(): Promise<Ready> {
    return this.#ready.promise;
  }

  /** Resolves when the record is durable and applied. The memory of a body's bytes is moved, not copied. */
  submit(record: EngineRecord, patient: boolean): Promise<Answer> {
    return this.#ask((id) => ({ type: 'submit', id, record, patient }), movable(record));
  }

  /** Resolves when a snapshot of everything submitted so far is saved, and so the store has all its rows. */
  async checkpoint(): Promise<void> {
    await this.#ask((id) => ({ type: 'checkpoint', id }));
  }

  acknowledge(blockId: number): void {
    this.#send({ type: 'acknowledge', blockId });
  }

  /** Saves what can be saved within `timeoutMs` and ends the thread. */
  async stop(timeoutMs: number): Promise<void> {
    this.#stopping = true;
    if (this.#ended === null) {
      this.#send({ type: 'stop', timeoutMs });
      await this.#stopped.promise;
    }
    await this.#worker.terminate();
  }

  #ask(request: (id: number) => EngineRequest, transfer: ArrayBuffer[] = []): Promise<Answer> {
    if (this.#ended !== null) return Promise.reject(this.#ended);
    const id = this.#nextId++;
    const answer = new Promise<Answer>((resolve, reject) => this.#waiting.set(id, { resolve, reject }));
    this.#send(request(id), transfer);
    return answer;
  }

  #send(request: EngineRequest, transfer: ArrayBuffer[] = []): void {
    if (this.#ended === null) this.#worker.postMessage(request, transfer);
  }

  #receive(event: EngineEvent): void {
    switch (event.type) {
      case 'answer':
        this.#settle(event.id)?.resolve(event.answer);
        return;
      case 'failed':
        this.#settle(event.id)?.reject(new HostStoppedError(event.message));
        return;
      case 'ready':
        this.#ready.resolve(event);
        return;
      case 'stopped':
        this.#end(null);
        return;
      case 'fatal':
        this.#end(
          Object.assign(new HostStoppedError(event.message), event.code === null ? {} : { code: event.code }),
        );
        return;
      default:
        this.#handlers.notice(event);
    }
  }

  #settle(id: number): Waiting | undefined {
    const waiting = this.#waiting.get(id);
    this.#waiting.delete(id);
    return waiting;
  }

  /** Null: it stopped as it was asked to. */
  #end(error: Error | null): void {
    if (this.#ended !== null) return;
    this.#ended = error ?? new HostStoppedError();
    this.#ready.reject(this.#ended);
    for (const waiting of this.#waiting.values()) waiting.reject(this.#ended);
    this.#waiting.clear();
    this.#stopped.resolve();
    if (error !== null && !this.#stopping) this.#handlers.fatal(error);
  }
}

function movable(record: EngineRecord): ArrayBuffer[] {
  if (record.type !== 'body') return [];
  const { buffer } = record.bytes;
  return buffer instanceof ArrayBuffer ? [buffer] : [];
}
