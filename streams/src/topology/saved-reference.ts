import type { ReferenceTexts } from '../reference/reference.ts';
import { SnapshotReader } from '../state/snapshot.ts';

/** The reference files that an engine had when a snapshot of it was made. Throws `SnapshotError` when it is none. */
export function savedReference(snapshot: Uint8Array): ReferenceTexts {
  return SnapshotReader.open(snapshot).json('texts');
}
