import type { ClickHouseClient } from '@clickhouse/client';

/** Settings of one insert. They are written into the statement, never set on a session. */
export type InsertSettings = Readonly<Record<string, string | number>>;

/** One block of rows as TabSeparated text. */
export interface InsertRequest {
  /** Qualified name. */
  readonly table: string;
  readonly columns: readonly string[];
  readonly bytes: Uint8Array;
  readonly settings: InsertSettings;
}

/**
 * The network door: the only thing that differs between the engine in the process and a server.
 *
 * Rejections are those of the client or engine, unchanged.
 */
export interface StoreDoor {
  readonly client: ClickHouseClient;
  /** Resolves once the rows are acknowledged. `bytes` must not change before that. */
  insert(request: InsertRequest): Promise<void>;
  close(): Promise<void>;
}
