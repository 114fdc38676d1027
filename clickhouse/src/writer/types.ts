import type { Block } from '../store/store.ts';
import type { BackoffOptions } from './backoff.ts';

/** Only what the writer needs of a store. */
export interface InsertTarget {
  insert(block: Block): Promise<void>;
}

/** Where the writer says what happens. pino fits. */
export interface WriterLog {
  warn(fields: Readonly<Record<string, unknown>>, message: string): void;
  error(fields: Readonly<Record<string, unknown>>, message: string): void;
}

export interface WriterOptions {
  /** Inserts at the same time, over all tables; a table never has two. @default 2 */
  readonly maxInFlight?: number;
  /** Past this many waiting rows the writer is not ready. @default 1_000_000 */
  readonly maxPendingRows?: number;
  /** Past this many waiting bytes the writer is not ready. @default 268_435_456 */
  readonly maxPendingBytes?: number;
  readonly backoff?: Partial<BackoffOptions>;
  readonly onAck?: (block: Block, milliseconds: number) => void;
  /** Each failed attempt. `permanent`: the block was refused and will not be tried again. */
  readonly onError?: (block: Block, error: unknown, permanent: boolean) => void;
  readonly log?: WriterLog;
}

export interface WriterStatus {
  /** Acknowledged since the start. */
  readonly rowsWritten: number;
  readonly rowsPending: number;
  readonly bytesPending: number;
  readonly insertP50Ms: number | null;
  readonly insertP99Ms: number | null;
  /** The last attempt of some table failed. */
  readonly failing: boolean;
}

/**
 * Sends blocks to a store: in order within a table, at most `maxInFlight` at once, again and again until they are
 * acknowledged. A block sent again carries the same token and bytes, so it is stored once.
 */
export interface Writer {
  /**
   * Resolves when the rows are acknowledged. Rejects when the store refuses them for good (`insert-refused`: faulty
   * rows, missing table) or the writer is closed meanwhile. `block.bytes` must not change before.
   */
  write(block: Block): Promise<void>;
  /** Resolves as soon as less is waiting than the limits: wait for it before each write. */
  ready(): Promise<void>;
  /** Resolves when everything given so far is acknowledged or refused. */
  flush(): Promise<void>;
  status(): WriterStatus;
  /** Takes nothing more; waits for what is waiting, at most `graceMs` [30 000], then gives the rest up. */
  close(graceMs?: number): Promise<void>;
}
