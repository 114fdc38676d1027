import { savedReference, type ReferenceTexts } from '@tidewall/streams';
import { existsSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { decodeRecord } from '../engine/records.ts';
import { decodeState } from '../engine/saved-state.ts';
import { SnapshotStore } from '../journal/index.ts';
import { listSegments, readRecords, readSegmentHeader } from '../journal/segment.ts';
import { StoredWorldError } from './stored-world.errors.ts';

/** Where a `replay --store` keeps its checkpoints, and a server its state. */
export const REPLAY_FOLDER = 'replay';
const SNAPSHOTS_FOLDER = 'snapshots';
const JOURNAL_FOLDER = 'journal';
const ALIGN = 8;

/**
 * The reference files in force at the end of what `directory` holds: of a replay with `--store`, or of a server. Changes
 * nothing in it, so that a server may be at work there.
 */
export async function readSavedReference(directory: string, key: Buffer): Promise<ReferenceTexts> {
  if (existsSync(join(directory, REPLAY_FOLDER))) return ofReplay(directory, key);
  return ofServer(directory, key);
}

async function ofReplay(directory: string, key: Buffer): Promise<ReferenceTexts> {
  const snapshot = await SnapshotStore.readOnly(join(directory, REPLAY_FOLDER), key).newest(() => undefined);
  if (snapshot === null)
    throw new StoredWorldError(
      `the replay in ${directory} has no checkpoint yet: run the same replay again until it ends`,
    );
  // `u32 length of the state | state | the engine's bytes`, as the replay's checkpoints are written.
  const { payload } = snapshot;
  const length = new DataView(payload.buffer, payload.byteOffset).getUint32(0);
  return savedReference(payload.subarray(ALIGN + Math.ceil(length / ALIGN) * ALIGN));
}

async function ofServer(directory: string, key: Buffer): Promise<ReferenceTexts> {
  const folder = join(directory, SNAPSHOTS_FOLDER);
  const snapshot = existsSync(folder)
    ? await SnapshotStore.readOnly(folder, key).newest(() => undefined)
    : null;
  const saved: ReferenceTexts = snapshot === null ? {} : decodeState(snapshot.payload).state.reference;
  const journal = join(directory, JOURNAL_FOLDER);
  if (!existsSync(journal)) return saved;
  return { ...saved, ...(await ofJournal(journal, key, (snapshot?.seq ?? 0) + 1)) };
}

/** Reference files that came after the newest snapshot. */
async function ofJournal(folder: string, key: Buffer, fromSeq: number): Promise<ReferenceTexts> {
  const segments = await listSegments(folder);
  let texts: ReferenceTexts = {};
  for (const [index, { path }] of segments.entries()) {
    const next = segments[index + 1];
    if (next !== undefined && next.firstSeq <= fromSeq) continue;
    const file = await readFile(path);
    const header = readSegmentHeader(file, path, key);
    if (header === null) continue;
    for (const { payload } of readRecords(file, header, path, fromSeq)) {
      const record = decodeRecord(payload);
      if (record.type === 'reference') texts = { ...texts, ...record.files };
    }
  }
  return texts;
}
