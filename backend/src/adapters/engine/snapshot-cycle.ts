import { toError, type Journal, type SnapshotStore } from '../journal/index.ts';
import type { HostPorts } from './host-ports.ts';
import type { Outstanding } from './outstanding.ts';
import type { StepRunner } from './step-runner.ts';

export interface SnapshotCycleParts {
  readonly journal: Journal;
  readonly snapshots: SnapshotStore;
  readonly runner: StepRunner;
  readonly outstanding: Outstanding;
  readonly ports: HostPorts;
}

/**
 * Saves the state after a cut. The state is copied at once; ingest goes on while the store acknowledges the rows that
 * the copy covers and the copy reaches the disk. Only then is it a snapshot, and journal before the older one freed.
 */
export class SnapshotCycle {
  readonly #parts: SnapshotCycleParts;
  #running: Promise<void> | null = null;
  /** Last record of the newest snapshot, and when it was saved (wall, epoch milliseconds). */
  seq: number;
  savedAt: number | null = null;
  /** Size of the journal when the newest snapshot was begun. */
  #journalBytes = 0;

  constructor(parts: SnapshotCycleParts, seq: number) {
    this.#parts = parts;
    this.seq = seq;
  }

  get running(): boolean {
    return this.#running !== null;
  }

  /** Journal written since the newest snapshot was begun. */
  get journalBytes(): number {
    return this.#parts.journal.bytes - this.#journalBytes;
  }

  /** Call right after the cut that ends all pending blocks was applied, before the next record. */
  async begin(seq: number): Promise<void> {
    const { journal, runner } = this.#parts;
    const state = await runner.save();
    journal.roll();
    const running = this.settled()
      .then(() => this.#finish(seq, state))
      .finally(() => {
        if (this.#running === running) this.#running = null;
      });
    this.#running = running;
  }

  /** Resolves when the snapshot under way is saved. */
  async settled(): Promise<void> {
    await this.#running;
  }

  async #finish(seq: number, state: readonly Uint8Array[]): Promise<void> {
    const { journal, snapshots, outstanding, ports } = this.#parts;
    const began = ports.monotonic();
    try {
      await journal.flush();
      const journalBytes = journal.bytes;
      await outstanding.settled();
      await snapshots.save(seq, state);
      const kept = await snapshots.seqs();
      const before = journal.bytes;
      const [, older] = kept;
      if (older !== undefined) await journal.dropBefore(older + 1);
      this.#journalBytes = Math.max(0, journalBytes - (before - journal.bytes));
      this.seq = seq;
      this.savedAt = Date.now();
      ports.log('debug', 'snapshot saved', { seq, ms: Math.round(ports.monotonic() - began) });
    } catch (error) {
      ports.log('error', 'snapshot failed', { seq, reason: toError(error).message });
    }
  }
}
