import type { LongNumbers } from '../events/number-key.ts';
import type { ShardInput } from '../operators/reorder.ts';
import type { Reference, ReferenceTexts } from '../reference/reference.ts';
import { SnapshotReader, SnapshotWriter } from '../state/snapshot.ts';
import { Shard, type ShardOutput, type ShardStatus } from './shard.ts';
import type { EngineSettings } from './types.ts';

type Awaitable<T> = T | Promise<T>;

/** A shard wherever it runs. Calls are answered in order. */
export interface ShardPort {
  /** `texts`: what `reference` was read from, for a shard in another thread. */
  setReference(reference: Reference, texts: ReferenceTexts): Awaitable<void>;
  step(input: ShardInput): Awaitable<ShardOutput>;
  status(): Awaitable<ShardStatus>;
  snapshot(): Awaitable<Uint8Array>;
  restore(snapshot: Uint8Array): Awaitable<void>;
  close(): Awaitable<void>;
}

/** A shard in this thread. */
export class LocalShard implements ShardPort {
  readonly #shard: Shard;

  constructor(shard: number, settings: EngineSettings, long: LongNumbers) {
    this.#shard = new Shard(shard, settings, long);
  }

  setReference(reference: Reference): void {
    this.#shard.setReference(reference);
  }

  step(input: ShardInput): ShardOutput {
    return this.#shard.step(input);
  }

  status(): ShardStatus {
    return this.#shard.status();
  }

  snapshot(): Uint8Array {
    const writer = new SnapshotWriter();
    this.#shard.snapshot(writer);
    return writer.finish();
  }

  restore(snapshot: Uint8Array): void {
    this.#shard.restore(SnapshotReader.open(snapshot));
  }

  close(): void {
    // Nothing to release in this thread.
  }
}
