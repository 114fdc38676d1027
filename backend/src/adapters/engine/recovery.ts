import {
  JournalError,
  toError,
  type FailedRecords,
  type Journal,
  type SnapshotStore,
} from '../journal/index.ts';
import type { BlockBuilder } from './blocks.ts';
import { HostStoppedError } from './engine.errors.ts';
import type { HostPorts } from './host-ports.ts';
import type { Outstanding } from './outstanding.ts';
import { decodeRecord } from './records.ts';
import { decodeState } from './saved-state.ts';
import type { StepRunner } from './step-runner.ts';

export interface RecoveryParts {
  readonly journal: Journal;
  readonly snapshots: SnapshotStore;
  readonly failed: FailedRecords;
  readonly runner: StepRunner;
  readonly blocks: BlockBuilder;
  readonly outstanding: Outstanding;
  readonly ports: HostPorts;
  /** Pause the replay while more than this waits for the store. */
  readonly maxOutstandingBytes: number;
  /** Asked between records: true ends the replay, to be done again at the next start. */
  readonly stopping: () => boolean;
}

export interface Recovered {
  readonly snapshotSeq: number;
  readonly replayed: number;
}

/**
 * Brings the state back: newest whole snapshot, then the records after it. Their rows go to the store again under the
 * same tokens, which drops those it has; their detections are told to nobody, since they were.
 */
export async function recover(parts: RecoveryParts): Promise<Recovered> {
  const { journal, ports } = parts;
  if (journal.tornBytes > 0) ports.log('warn', 'journal tail cut', { bytes: journal.tornBytes });
  const snapshotSeq = await restoreSnapshot(parts);
  const total = journal.lastSeq - snapshotSeq;
  let replayed = 0;
  let told = ports.monotonic();
  for await (const { seq, payload } of journal.read(snapshotSeq + 1)) {
    if (parts.stopping()) throw new HostStoppedError();
    await replay(parts, seq, payload);
    for (const block of parts.blocks.take()) ports.writeBlock(parts.outstanding.add(block), block);
    await parts.outstanding.atMost(parts.maxOutstandingBytes);
    replayed += 1;
    if (ports.monotonic() - told < 1_000) continue;
    told = ports.monotonic();
    ports.log('info', 'replaying journal', { replayed, total });
  }
  return { snapshotSeq, replayed };
}

async function replay(
  { failed, runner, ports }: RecoveryParts,
  seq: number,
  payload: Uint8Array,
): Promise<void> {
  const record = decodeRecord(payload);
  if (failed.skips(seq)) {
    ports.log('error', 'record left out', { seq, type: record.type, bytes: payload.length });
    return;
  }
  try {
    await runner.apply(seq, record);
  } catch (cause) {
    await failed.add(seq);
    throw recordFailed(seq, toError(cause));
  }
}

/** The engine could not take a record that is in the journal. */
export function recordFailed(seq: number, cause: Error): Error {
  return new Error(
    `record ${seq} could not be taken (${cause.message}): start again; if it fails twice it is left out`,
    { cause },
  );
}

async function restoreSnapshot({ snapshots, journal, runner, ports }: RecoveryParts): Promise<number> {
  const snapshot = await snapshots.newest(({ path, error }) => {
    ports.log('error', 'snapshot damaged', { path, reason: error.message });
  });
  if (snapshot === null) {
    if (journal.lastSeq > 0 && journal.firstSeq > 1) {
      throw new JournalError(
        'journal-gap',
        'no whole snapshot, and the journal begins later: restore a backup',
      );
    }
    return 0;
  }
  const { state, engine } = decodeState(snapshot.payload);
  await runner.restore(state, engine);
  journal.continueAfter(snapshot.seq);
  return snapshot.seq;
}
