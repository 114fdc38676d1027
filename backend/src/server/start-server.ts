import { mkdir } from 'node:fs/promises';
import type { AddressInfo } from 'node:net';
import type { NestExpressApplication } from '@nestjs/platform-express';
import type { Store } from '@tidewall/clickhouse';
import type { Logger } from 'pino';
import { loadPseudonymKey } from '../adapters/journal/index.ts';
import { createApp } from '../app.ts';
import { LocalTime, openCalendar } from '../modules/calendar/index.ts';
import type { Config } from '../config/index.ts';
import { HandoverWrites } from '../modules/inbox/index.ts';
import { FirstStartService, type FirstSignIn } from '../modules/people/index.ts';
import { PipelineHost } from '../modules/pipeline/pipeline-host.ts';
import { openVaultSecrets } from '../modules/vault/index.ts';
import type { BuildInfo } from '../tokens.ts';
import { frontendFolder } from './build-info.ts';
import { openDatabase } from './open-database.ts';
import { openStore } from './open-store.ts';
import { assertPortFree } from './port.ts';
import { databaseError, listenError, storeError } from './server-error.ts';
import { shownUrl } from './banner.ts';
import { createSource, type LiveSource } from './source.ts';

export interface ServerOptions {
  readonly config: Config;
  readonly logger: Logger;
  readonly build: BuildInfo;
  /** Told about each step that takes time. */
  readonly say: (step: string) => void;
  /** Something went wrong that only a new start can put right. */
  readonly onFatal: (error: Error) => void;
}

export interface Server {
  readonly url: string;
  readonly pipeline: PipelineHost;
  /** The administrator that the first start has made, with a password that is shown once; null on later ones. */
  readonly firstSignIn: FirstSignIn | null;
  /** Resolves when the state is as if nothing had happened and the source runs. */
  readonly ready: Promise<void>;
  /** In order: sources, people, the state, the store it is written to. May be called more than once. */
  stop(): Promise<void>;
}

/** Everything in its order: store, pipeline, application, then events. Listens before the state has recovered. */
export async function startServer(options: ServerOptions): Promise<Server> {
  const { config, logger } = options;
  await assertPortFree(config.http.host, config.http.port);
  await mkdir(config.dataDir, { recursive: true });
  const { store, database } = await openStores(options);
  const source = createSource(config, logger);
  const handover = new HandoverWrites({
    database,
    secrets: await openVaultSecrets(config),
    clock: source.clock,
    logger: logger.child({ module: 'handover' }),
  });
  const pipeline = await openPipeline(options, store, source, handover);
  const { build } = options;
  const parts = {
    config,
    pipeline,
    store,
    database,
    clock: source.clock,
    logger,
    build,
    boundaries: source.boundaries,
  };
  const app = await createApp(parts, frontendFolder());
  let ready: Promise<void> = Promise.resolve();
  const stop = once(async () => {
    await source.stop();
    // A source that was still starting has events under way: they are taken before the pipeline ends.
    await ready.catch(() => undefined);
    await app.close();
    await pipeline.stop();
    await handover.close();
    await store.close();
    await database.close();
  });
  try {
    const url = await listen(app, config);
    ready = run(pipeline, source);
    return { url, pipeline, firstSignIn: app.get(FirstStartService).made, ready, stop };
  } catch (error) {
    await stop();
    throw error;
  }
}

/** Both at once: each takes seconds the first time. */
async function openStores({ config, logger, say }: ServerOptions) {
  const opening = [
    openStore(config, (migration) => say(`store: ${migration}`)),
    openDatabase(config, logger),
  ] as const;
  const [store, database] = await Promise.allSettled(opening);
  if (store.status === 'fulfilled' && database.status === 'fulfilled')
    return { store: store.value, database: database.value };
  if (store.status === 'fulfilled') await store.value.close();
  if (database.status === 'fulfilled') await database.value.close();
  throw store.status === 'rejected'
    ? storeError(store.reason, config.dataDir)
    : databaseError((database as PromiseRejectedResult).reason, config);
}

async function openPipeline(
  options: ServerOptions,
  store: Store,
  source: LiveSource,
  handover: HandoverWrites,
): Promise<PipelineHost> {
  const { config, logger, onFatal } = options;
  const { timeZone, maxOutOfOrdernessMs, allowedLatenessMs, dedupHorizonMs, maxAheadMs, shards } = config;
  const log = logger.child({ module: 'pipeline' });
  const calendar = await openCalendar(config.calendar);
  const year = Number(new LocalTime(timeZone).day(source.clock.now()).slice(0, 4));
  if (!calendar.covers(year))
    log.warn({ year }, `${calendar.describe()}, not for ${year}: add calendar.holidays`);
  return new PipelineHost({
    dataDir: config.dataDir,
    pseudonymKey: await loadPseudonymKey(config.dataDir, config.pseudonymKey),
    fsync: config.journal.fsync,
    engine: {
      timeZone,
      maxOutOfOrdernessMs,
      allowedLatenessMs,
      dedupHorizonMs,
      maxAheadMs,
      shards,
      ...calendar.settings,
      revealNumbers: false,
    },
    idleTimeoutMs: config.idleTimeoutMs,
    store,
    handover,
    clock: source.clock,
    log: (level, message, fields) => log[level](fields ?? {}, message),
    onFatal,
  });
}

async function listen(app: NestExpressApplication, config: Config): Promise<string> {
  const { host, port } = config.http;
  try {
    await app.listen(port, host);
  } catch (error) {
    throw listenError(error, host, port);
  }
  return shownUrl(host, (app.getHttpServer().address() as AddressInfo).port);
}

async function run(pipeline: PipelineHost, source: LiveSource): Promise<void> {
  await pipeline.started();
  await source.start(pipeline);
}

function once(work: () => Promise<void>): () => Promise<void> {
  let running: Promise<void> | null = null;
  return () => (running ??= work());
}
