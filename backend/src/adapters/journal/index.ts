export { FailedRecords } from './failed-records.ts';
export { hasCode, toError } from './failures.ts';
export { Journal, type JournalOptions } from './journal.ts';
export { JournalError, type JournalErrorCode } from './journal.errors.ts';
export { keepKey } from './kept-key.ts';
export { findPseudonymKey, loadPseudonymKey } from './pseudonym-key.ts';
export type { StoredRecord } from './segment.ts';
export { SnapshotStore, type Snapshot, type SnapshotFault } from './snapshot-store.ts';
