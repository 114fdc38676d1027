import { Readable } from 'node:stream';
import { ClickHouseLogLevel, createClient, drainStream, type ClickHouseClient } from '@clickhouse/client';
import { insertHead, type InsertRequest, type StoreDoor } from './door.ts';

/** Where a server is and who asks. */
export interface ServerOptions {
  readonly url: string;
  /** @default 'default' */
  readonly username?: string;
  /** @default '' */
  readonly password?: string;
}

/** A ClickHouse server, or one entry node of a cluster, over HTTP. */
export function openServerDoor(options: ServerOptions): StoreDoor {
  const client = createClient({
    url: options.url,
    ...(options.username === undefined ? {} : { username: options.username }),
    ...(options.password === undefined ? {} : { password: options.password }),
    application: 'tidewall',
    request_timeout: 60_000,
    log: { level: ClickHouseLogLevel.OFF },
  });
  return {
    client,
    insert: (request) => insertInto(client, request),
    close: () => client.close(),
  };
}

async function insertInto(client: ClickHouseClient, request: InsertRequest): Promise<void> {
  const { stream } = await client.exec({
    query: `${insertHead(request)} FORMAT ${request.layout.format}`,
    values: Readable.from([request.bytes], { objectMode: false }),
  });
  await drainStream(stream);
}
