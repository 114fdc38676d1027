import type { LongNumbers } from '../events/number-key.ts';
import type { ShardInput } from '../operators/reorder.ts';
import type { Reference, ReferenceTexts } from '../reference/reference.ts';
import type { MonthEvidence } from '../state/campus-usage.ts';
import type { KnownStudent } from '../state/known-students.ts';
import { SnapshotReader, SnapshotWriter } from '../state/snapshot.ts';
import { Shard, type ShardOutput, type ShardStatus } from './shard.ts';
import type { EngineSettings } from './types.ts';

type Awaitable<T> = T | Promise<T>;

/** A shard wherever it runs. Calls are answered in order. */
export interface ShardPort {
  /** `texts`: what `reference` was read from, for a shard in another thread. */
  setReference(reference: Reference, texts: ReferenceTexts): Awaitable<void>;
  step(input: ShardInput): Awaitable<ShardOutput>;
  closeMonth(close: number): Awaitable<readonly MonthEvidence[]>;
  setStudents(students: readonly KnownStudent[]): Awaitable<void>;
  learnedHomes(): Awaitable<readonly (readonly [number: number, area: number])[]>;
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

  closeMonth(close: number): readonly MonthEvidence[] {
    return this.#shard.closeMonth(close);
  }

  setStudents(students: readonly KnownStudent[]): void {
    this.#shard.setStudents(students);
  }

  learnedHomes(): readonly (readonly [number: number, area: number])[] {
    return this.#shard.learnedHomes();
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
