import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { ServerProcess } from '../../support/server.ts';
import { until } from '../../support/until.ts';
import type { WallContext } from './part.ts';

const FLAGS = ['--simulate', 'on', '--speed', '60', '--log-level', 'warn'];
/** Enough for curves; what charts cost does not depend on more of it. */
const ENVIRONMENT = { TIDEWALL_SIMULATION_HISTORY_DAYS: '3' };
const FILLED_MS = 600_000;

/** The real program with its simulated province, whose history is filled in when this resolves. */
export async function startSimulated(context: WallContext, lifeMs: number): Promise<ServerProcess> {
  const dataDir = join(context.directory, `simulated-${Date.now()}`);
  await mkdir(dataDir);
  const server = new ServerProcess(dataDir, ENVIRONMENT, { flags: FLAGS, lifeMs: lifeMs + FILLED_MS });
  try {
    await server.listening();
    context.say('the simulated province fills in its history');
    await until('the history is filled in', () => isFilled(server.url), FILLED_MS, 1_000);
    return server;
  } catch (error) {
    await server.end();
    throw error;
  }
}

async function isFilled(url: string): Promise<boolean> {
  const ready = await fetch(`${url}/readyz`);
  if (!ready.ok) return false;
  const status = (await (await fetch(`${url}/api/v1/status`)).json()) as {
    backfill: unknown;
    feeds: readonly unknown[];
  };
  return status.backfill === null && status.feeds.length > 0;
}
