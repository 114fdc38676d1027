import { mkdtemp, rm } from 'node:fs/promises';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { NestExpressApplication } from '@nestjs/platform-express';
import { createStore, type Store } from '@tidewall/clickhouse';
import { Database } from '../adapters/postgres/index.ts';
import { createApp } from '../app.ts';
import { loadConfig } from '../config/index.ts';
import type { BoundariesSource } from '../modules/boundaries/boundaries.types.ts';
import { createLogger } from '../modules/web/logger.ts';
import { databasePlace } from '../server/open-database.ts';
import type { SystemClock } from '../tokens.ts';
import { FakePipeline } from './fake-pipeline.ts';
import { NOON, SAMPLE_REFERENCE } from './samples.ts';

export interface TestApp {
  readonly app: NestExpressApplication;
  readonly url: string;
  readonly port: number;
  readonly pipeline: FakePipeline;
  readonly store: Store;
  readonly database: Database;
  readonly dataDir: string;
  /** Log lines written so far. */
  readonly logs: readonly string[];
  close(): Promise<void>;
}

export interface TestAppOptions {
  readonly frontend?: string;
  readonly boundaries?: BoundariesSource;
  readonly environment?: Readonly<Record<string, string>>;
  /** @default always noon */
  readonly clock?: SystemClock;
}

/** The application over a real store and real sockets, with a pipeline that the test plays. */
export async function startTestApp(options: TestAppOptions = {}): Promise<TestApp> {
  const dataDir = await mkdtemp(join(tmpdir(), 'tidewall-app-'));
  const store = createStore({ embedded: join(dataDir, 'clickhouse') });
  await store.migrate();
  const pipeline = new FakePipeline();
  pipeline.files = { ...SAMPLE_REFERENCE };
  const logs: string[] = [];
  const config = loadConfig({
    environment: { TIDEWALL_DATA_DIR: dataDir, TIDEWALL_SIMULATE: 'off', ...options.environment },
    cwd: dataDir,
  });
  const place = databasePlace(config);
  const database = await Database.open(place, () => undefined);
  const parts = {
    config,
    pipeline,
    store,
    database,
    clock: options.clock ?? { now: () => NOON, speed: 1, simulated: false },
    logger: createLogger('debug', { write: (line: string) => void logs.push(line) }),
    build: { version: '0.0.0-test', startedAt: Date.now() },
    boundaries: options.boundaries ?? (() => null),
  };
  const app = await createApp(parts, options.frontend ?? null);
  await app.listen(0, '127.0.0.1');
  const { port } = app.getHttpServer().address() as AddressInfo;
  return {
    app,
    url: `http://127.0.0.1:${port}`,
    port,
    pipeline,
    store,
    database,
    dataDir,
    logs,
    async close() {
      await app.close();
      await store.close();
      await database.close();
      await rm(dataDir, { recursive: true, force: true });
    },
  };
}
