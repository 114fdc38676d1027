import type { ClickHouseClient } from '@clickhouse/client';
import type { RowLayout } from './tables.ts';

/** Settings of one insert. They are written into the statement, never set on a session. */
export type InsertSettings = Readonly<Record<string, string | number>>;

/** One block of rows. */
export interface InsertRequest {
  /** Qualified name. */
  readonly table: string;
  readonly layout: RowLayout;
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

/** `INSERT INTO t (…) SETTINGS …`, to be followed by FORMAT or SELECT. */
export function insertHead(request: InsertRequest): string {
  const settings = Object.entries(request.settings)
    .map(([name, value]) => `${name} = ${typeof value === 'number' ? value : quoted(value)}`)
    .join(', ');
  return `INSERT INTO ${request.table} (${request.layout.columns.join(', ')}) SETTINGS ${settings}`;
}

/** A text literal. */
export function quoted(text: string): string {
  return `'${text.replace(/[\\']/g, '\\$&')}'`;
}
