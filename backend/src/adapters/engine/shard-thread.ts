import type {
  EngineSettings,
  EventBatch,
  KnownStudent,
  LongNumbers,
  MonthEvidence,
  Reference,
  ReferenceTexts,
  ShardInput,
  ShardOutput,
  ShardPort,
  ShardStatus,
} from '@tidewall/streams';
import { Worker } from 'node:worker_threads';
import { HostStoppedError } from './engine.errors.ts';
import type { ShardAnswer, ShardRequest, ShardThreadData } from './shard-protocol.ts';

interface Waiting {
  resolve(value: never): void;
  reject(error: Error): void;
}

const NO_BYTES = new Uint8Array(0);

/** A shard in a worker thread of its own. Batches are handed over, not copied; calls are answered in order. */
export class ShardThread implements ShardPort {
  readonly #worker: Worker;
  readonly #long: LongNumbers;
  readonly #waiting: Waiting[] = [];
  #sentLongNumbers = 0;
  #failure: Error | null = null;

  constructor(shard: number, settings: EngineSettings, long: LongNumbers) {
    const workerData: ShardThreadData = { shard, settings };
    this.#long = long;
    this.#worker = new Worker(new URL('./shard.worker.js', import.meta.url), { workerData });
    this.#worker.on('message', (answer: ShardAnswer) => {
      const waiting = this.#waiting.shift();
      if (answer.ok) waiting?.resolve(answer.value as never);
      else waiting?.reject(answer.error);
    });
    this.#worker.on('error', (error: Error) => {
      this.#fail(error);
    });
    this.#worker.on('exit', () => {
      this.#fail(new HostStoppedError());
    });
  }

  setReference(reference: Reference, texts: ReferenceTexts): Promise<void> {
    return this.#ask({ type: 'reference', texts, ids: reference.ids.snapshot() });
  }

  step(input: ShardInput): Promise<ShardOutput> {
    const stripped = { ...input, batch: withoutText(input.batch), foreign: withoutText(input.foreign) };
    const request: ShardRequest = { type: 'step', input: stripped, longNumbers: this.#newLongNumbers() };
    return this.#ask(request, [...buffersOf(stripped.batch), ...buffersOf(stripped.foreign)]);
  }

  closeMonth(close: number): Promise<readonly MonthEvidence[]> {
    return this.#ask({ type: 'close-month', close });
  }

  setStudents(students: readonly KnownStudent[]): Promise<void> {
    return this.#ask({ type: 'students', students });
  }

  learnedHomes(): Promise<readonly (readonly [number: number, area: number])[]> {
    return this.#ask({ type: 'learned-homes' });
  }

  status(): Promise<ShardStatus> {
    return this.#ask({ type: 'status' });
  }

  snapshot(): Promise<Uint8Array> {
    return this.#ask({ type: 'snapshot' });
  }

  restore(snapshot: Uint8Array): Promise<void> {
    const longNumbers = this.#long.snapshot();
    this.#sentLongNumbers = longNumbers.length;
    return this.#ask({ type: 'restore', snapshot, longNumbers });
  }

  async close(): Promise<void> {
    await this.#worker.terminate();
  }

  #fail(error: Error): void {
    this.#failure = error;
    for (const waiting of this.#waiting.splice(0)) waiting.reject(error);
  }

  #newLongNumbers(): string[] {
    const fresh = this.#long.snapshot().slice(this.#sentLongNumbers);
    this.#sentLongNumbers += fresh.length;
    return fresh;
  }

  #ask<T>(request: ShardRequest, transfer: ArrayBuffer[] = []): Promise<T> {
    if (this.#failure !== null) return Promise.reject(this.#failure);
    return new Promise((resolve, reject) => {
      this.#waiting.push({ resolve, reject });
      this.#worker.postMessage(request, transfer);
    });
  }
}

/** Text is for the raw store: shards do not read it. */
function withoutText(batch: EventBatch | null): EventBatch | null {
  return batch && { ...batch, bytes: NO_BYTES, text: new Uint32Array(0) };
}

/** The engine gives each shard batches of its own (see `route`), so their memory may leave this thread. */
function buffersOf(batch: EventBatch | null): ArrayBuffer[] {
  if (batch === null) return [];
  return Object.values(batch).flatMap((value: unknown) =>
    ArrayBuffer.isView(value) && value.buffer instanceof ArrayBuffer && value.byteLength > 0
      ? [value.buffer]
      : [],
  );
}
