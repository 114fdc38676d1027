import { prettyFactory } from 'pino-pretty';
import type { Config } from './config/index.ts';
import { createLogger } from './modules/web/logger.ts';
import { banner } from './server/banner.ts';
import { buildInfo } from './server/build-info.ts';
import { StartError } from './server/server-error.ts';
import { startServer, type Server } from './server/start-server.ts';
import { watchProgress } from './server/watch-progress.ts';

/** Where the steps of a start are shown. */
export interface Steps {
  step(text: string): void;
  end(text?: string): void;
}

/** Longest orderly stop: what was acknowledged is in the journal, so a stop that hangs may be cut short. */
const STOP_MS = 10_000;

/** Runs the server until it is told to stop. Throws when it could not start or broke. */
export async function runServer(config: Config, steps: Steps): Promise<void> {
  const build = buildInfo();
  const logger = createLogger(config.log.level, terminalLog());
  const ended = Promise.withResolvers<void>();
  let running = true;
  const broken = (err: unknown): void => {
    running = false;
    logger.fatal({ module: 'main', err }, 'server broken');
    ended.reject(new StartError('the server broke: the log says why', err));
  };
  // What breaks before anybody waits for it is still reported below.
  ended.promise.catch(() => undefined);
  // Reported through the log, which masks numbers, instead of by the runtime, which does not.
  process.on('uncaughtException', broken);
  process.on('unhandledRejection', broken);
  const say = (step: string): void => steps.step(step);
  const server = await startServer({ config, logger, build, say, onFatal: broken });
  steps.end(banner(config, server.url, build.version, server.firstSignIn));
  stopOnSignals(() => {
    steps.end('  正在停止 · stopping');
    logger.info({ module: 'main' }, 'server stopping');
    running = false;
    ended.resolve();
  });
  server.ready.then(() => {
    if (running) logger.info({ module: 'main' }, 'server ready');
  }, broken);
  watchProgress(server.pipeline, steps, server.ready);
  try {
    await ended.promise;
  } finally {
    await stopInTime(server);
  }
}

/** The first signal stops in order, the second at once. */
function stopOnSignals(stop: () => void): void {
  let asked = false;
  for (const signal of ['SIGINT', 'SIGTERM'] as const) {
    process.on(signal, () => {
      if (asked) process.exit(1);
      asked = true;
      stop();
    });
  }
}

async function stopInTime(server: Server): Promise<void> {
  const timer = setTimeout(() => process.exit(1), STOP_MS);
  await server.stop();
  clearTimeout(timer);
}

/** JSON lines for machines, readable lines for a terminal. */
function terminalLog(): { write(line: string): void } | undefined {
  if (!process.stdout.isTTY) return undefined;
  const pretty = prettyFactory({ colorize: true, ignore: 'pid,hostname', translateTime: 'SYS:HH:MM:ss' });
  return { write: (line) => void process.stdout.write(pretty(line)) };
}
