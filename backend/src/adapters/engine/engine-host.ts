import type { EngineApi, LiveCounters } from '@tidewall/streams';
import { toError, type FailedRecords, type Journal, type SnapshotStore } from '../journal/index.ts';
import { BlockBuilder } from './blocks.ts';
import { Effects } from './effects.ts';
import { HostStoppedError } from './engine.errors.ts';
import type { EngineBlock } from './handover-rows.ts';
import type { HostPorts } from './host-ports.ts';
import type { HostSettings } from './host-settings.ts';
import { IdleWatch } from './idle-watch.ts';
import { Outstanding } from './outstanding.ts';
import { encodeRecord, type EngineRecord } from './records.ts';
import { recordFailed, recover } from './recovery.ts';
import { SnapshotCycle } from './snapshot-cycle.ts';
import type { StepRows } from './step-rows.ts';
import { StepRunner, type Applied } from './step-runner.ts';

export interface EngineHostParts {
  readonly engine: EngineApi;
  readonly journal: Journal;
  readonly snapshots: SnapshotStore;
  readonly failed: FailedRecords;
  readonly rows: StepRows;
  readonly ports: HostPorts;
  readonly settings: HostSettings;
}

interface Entry {
  readonly record: EngineRecord;
  /** Waits out back-pressure; others were let in when there was none. */
  readonly patient: boolean;
  readonly snapshot: boolean;
  readonly resolve: (applied: Applied) => void;
  readonly reject: (error: Error) => void;
}

/** Work between two turns of the event loop, so that acknowledgements and timers get through. */
const SLICE_MS = 20;

/**
 * Runs the engine as a state machine over journalled records: a record is appended, applied, and only when it is
 * durable are its rows, its answer and its detections let out. After a crash the same journal gives the same again.
 *
 * Owns no thread, clock or store: those are `HostPorts`. `tick` is to be called every few tens of milliseconds.
 */
export class EngineHost {
  readonly #parts: EngineHostParts;
  readonly #blocks: BlockBuilder;
  readonly #runner: StepRunner;
  readonly #outstanding = new Outstanding();
  readonly #effects = new Effects();
  readonly #idle: IdleWatch;
  #snapshots: SnapshotCycle;
  #queue: Entry[] = [];
  #recovery: Promise<unknown> | null = null;
  #pumping = false;
  #pumped: Promise<void> = Promise.resolve();
  #paused = false;
  #stopped: Error | null = null;
  #cutAt = { detections: 0, all: 0 };
  #snapshotAt = 0;

  constructor(parts: EngineHostParts) {
    this.#parts = parts;
    const { tables, handover } = parts.rows;
    const all = handover === null ? tables : [...tables, handover];
    this.#blocks = new BlockBuilder<EngineBlock>(parts.journal.id, parts.settings.maxBlockRows, all);
    this.#runner = new StepRunner(parts.engine, parts.rows, this.#blocks);
    this.#idle = new IdleWatch(parts.settings.idleTimeoutMs, parts.settings.ownIdleTimeoutMs);
    this.#snapshots = this.#cycle(0);
    parts.journal.onDurable = (seq) => {
      this.#effects.release(seq);
    };
    parts.journal.onFailure = (error) => {
      this.#fail(error);
    };
  }

  /** Restores state and replays the journal. Resolves when the store has every row of it. */
  async start(): Promise<void> {
    const { journal, ports, settings } = this.#parts;
    const recovery = recover({
      ...this.#parts,
      runner: this.#runner,
      blocks: this.#blocks,
      outstanding: this.#outstanding,
      maxOutstandingBytes: settings.maxOutstandingBytes,
      stopping: () => this.#stopped !== null,
    });
    this.#recovery = recovery;
    const { snapshotSeq, replayed } = await recovery;
    this.#recovery = null;
    this.#snapshots = this.#cycle(snapshotSeq);
    this.#snapshotAt = ports.monotonic();
    if (replayed > 0) {
      await this.snapshot();
      ports.log('info', 'state recovered', { snapshotSeq, replayed, seq: journal.lastSeq });
    }
    for (const source of (await this.counters()).sources) {
      if (source.state === 'active') this.#idle.resume(source.source, ports.monotonic());
    }
  }

  get reference() {
    return this.#runner.reference;
  }
  get positions() {
    return this.#runner.positions;
  }
  get journalStatus() {
    const { journal } = this.#parts;
    return {
      bytes: journal.bytes,
      seq: journal.durableSeq,
      snapshotSeq: this.#snapshots.seq,
      snapshotAt: this.#snapshots.savedAt,
    };
  }

  /** Resolves when the record is durable and applied. `patient` ones wait out back-pressure. */
  submit(record: EngineRecord, patient = false): Promise<Applied> {
    if (speaks(record)) this.#idle.arrived(record.source, this.#parts.ports.monotonic());
    return this.#enqueue(record, patient, false);
  }

  acknowledge(blockId: number): void {
    this.#outstanding.acknowledge(blockId);
    this.#judgePressure();
  }

  counters(): Promise<LiveCounters> {
    return this.#parts.engine.counters();
  }

  /** Looks at the clock: cuts, idle sources, snapshots. */
  tick(): void {
    if (this.#stopped !== null) return;
    const { ports, settings } = this.#parts;
    const now = ports.monotonic();
    for (const source of this.#idle.takeSilent(now)) this.#internal({ type: 'idle', source });
    this.#cutWhenDue('detections', now, settings.detectionCutMs);
    this.#cutWhenDue('all', now, settings.cutMs);
    const due =
      now - this.#snapshotAt >= settings.snapshotMs && this.#parts.journal.lastSeq > this.#snapshots.seq;
    if ((due || this.#snapshots.journalBytes >= settings.snapshotBytes) && !this.#snapshots.running) {
      this.#snapshotAt = now;
      this.#internal({ type: 'cut', scope: 'all' }, true);
    }
    this.#judgePressure();
  }

  /** Takes a snapshot of everything submitted so far. Resolves when it is saved. */
  async snapshot(): Promise<void> {
    await this.#snapshots.settled();
    await this.#enqueue({ type: 'cut', scope: 'all' }, false, true);
    await this.#snapshots.settled();
  }

  /** Takes nothing more, saves what can be saved within `timeoutMs`, closes. The journal holds whatever did not fit. */
  async stop(timeoutMs: number): Promise<void> {
    if (this.#recovery !== null) this.#stopped = new HostStoppedError();
    await this.#recovery?.catch(() => undefined);
    this.#rejectPatient();
    const saved = this.#stopped === null ? this.snapshot().catch(() => undefined) : Promise.resolve();
    await Promise.race([saved, new Promise((resolve) => setTimeout(resolve, timeoutMs))]);
    this.#stopped ??= new HostStoppedError();
    await this.#pumped;
    for (const entry of this.#queue.splice(0)) entry.reject(this.#stopped);
    await this.#parts.journal.close();
    await this.#parts.engine.close();
  }

  #cycle(seq: number): SnapshotCycle {
    return new SnapshotCycle({ ...this.#parts, runner: this.#runner, outstanding: this.#outstanding }, seq);
  }

  #cutWhenDue(scope: 'detections' | 'all', now: number, everyMs: number): void {
    if (now - this.#cutAt[scope] < everyMs || !this.#blocks.pending(scope)) return;
    this.#cutAt[scope] = now;
    this.#internal({ type: 'cut', scope });
  }

  /** Work of our own; what goes wrong with it has been told as fatal. */
  #internal(record: EngineRecord, snapshot = false): void {
    this.#enqueue(record, false, snapshot).catch(() => undefined);
  }

  #enqueue(record: EngineRecord, patient: boolean, snapshot: boolean): Promise<Applied> {
    if (this.#stopped !== null) return Promise.reject(this.#stopped);
    return new Promise((resolve, reject) => {
      this.#queue.push({ record, patient, snapshot, resolve, reject });
      this.#wake();
    });
  }

  #wake(): void {
    if (this.#pumping) return;
    this.#pumping = true;
    this.#pumped = this.#pump();
  }

  async #pump(): Promise<void> {
    let sliceEnd = this.#parts.ports.monotonic() + SLICE_MS;
    try {
      for (let entry = this.#next(); entry !== null; entry = this.#next()) {
        const { reject } = entry;
        await this.#handle(entry).catch((error: unknown) => {
          reject(toError(error));
          throw error;
        });
        if (this.#parts.ports.monotonic() < sliceEnd) continue;
        await new Promise((resolve) => setImmediate(resolve));
        sliceEnd = this.#parts.ports.monotonic() + SLICE_MS;
      }
    } catch (error) {
      this.#fail(toError(error));
    } finally {
      this.#pumping = false;
    }
  }

  #next(): Entry | null {
    if (this.#stopped !== null) return null;
    const index = this.#paused ? this.#queue.findIndex((entry) => !entry.patient) : 0;
    return this.#queue.splice(index, index < 0 ? 0 : 1)[0] ?? null;
  }

  async #handle({ record, snapshot, resolve }: Entry): Promise<void> {
    const { journal, ports } = this.#parts;
    const seq = journal.append(encodeRecord(record));
    const applied = await this.#apply(seq, record);
    if (speaks(record)) this.#idle.handled(record.source, ports.monotonic());
    const blocks = this.#blocks.take().map((block) => ({ id: this.#outstanding.add(block), block }));
    this.#effects.add(seq, () => {
      for (const { id, block } of blocks) ports.writeBlock(id, block);
      ports.applied(record, applied);
      resolve(applied);
    });
    if (snapshot) await this.#snapshots.begin(seq);
    this.#effects.release(journal.durableSeq);
    this.#judgePressure();
  }

  async #apply(seq: number, record: EngineRecord): Promise<Applied> {
    try {
      return await this.#runner.apply(seq, record);
    } catch (error) {
      // Only of a record that is in the journal can it be said that it failed.
      await this.#parts.journal.flush();
      await this.#parts.failed.add(seq);
      throw recordFailed(seq, toError(error));
    }
  }

  #judgePressure(): void {
    const { settings, ports } = this.#parts;
    const bytes = this.#outstanding.bytes + this.#blocks.pendingBytes;
    // Resumes well below the limit: a door that flutters helps nobody.
    const share = this.#paused ? 0.7 : 1;
    const paused =
      bytes > settings.maxOutstandingBytes * share ||
      this.#snapshots.journalBytes > settings.maxJournalBytes * share;
    if (paused === this.#paused) return;
    this.#paused = paused;
    ports.pressure(paused);
    if (!paused) this.#wake();
  }

  #rejectPatient(): void {
    const patient = this.#queue.filter((entry) => entry.patient);
    this.#queue = this.#queue.filter((entry) => !entry.patient);
    for (const entry of patient) entry.reject(new HostStoppedError());
  }

  #fail(error: Error): void {
    if (this.#stopped !== null) return;
    this.#stopped = error;
    for (const entry of this.#queue.splice(0)) entry.reject(error);
    this.#parts.ports.fatal(error);
  }
}

/** A sign of life of its source. */
function speaks(record: EngineRecord): record is Extract<EngineRecord, { type: 'body' | 'watermark' }> {
  return record.type === 'body' || record.type === 'watermark';
}
