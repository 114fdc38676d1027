import { execFileSync } from 'node:child_process';
import { cpus, totalmem, type as system, release } from 'node:os';
import { createStore } from '@tidewall/clickhouse';

/** What the figures were measured on. */
export interface Machine {
  readonly processor: string;
  readonly cores: number;
  readonly memoryGiB: number;
  readonly system: string;
  readonly node: string;
  readonly clickhouse: string;
  readonly commit: string;
  /** Runnable processes before the first measurement, averaged over a minute: what else the machine did. */
  readonly loadBefore: number;
  readonly at: string;
}

/** Opens an embedded store to ask its version: to be called after measuring, since that store takes memory. */
export async function describeMachine(directory: string, loadBefore: number): Promise<Machine> {
  return {
    processor: cpus()[0]?.model.trim() ?? 'unknown',
    cores: cpus().length,
    memoryGiB: Math.round(totalmem() / 2 ** 30),
    system: `${system()} ${release()}`,
    node: process.version,
    clickhouse: await clickhouseVersion(directory),
    commit: commit(),
    loadBefore: Math.round(loadBefore * 10) / 10,
    at: new Date().toISOString(),
  };
}

async function clickhouseVersion(directory: string): Promise<string> {
  const store = createStore({ embedded: `${directory}/version` });
  try {
    const [row] = await store.select<{ version: string }>('SELECT version() AS version');
    return row?.version ?? 'unknown';
  } finally {
    await store.close();
  }
}

function commit(): string {
  const git = (...args: string[]): string => execFileSync('git', args, { encoding: 'utf8' }).trim();
  try {
    return `${git('rev-parse', '--short', 'HEAD')}${git('status', '--porcelain') === '' ? '' : ' with changes'}`;
  } catch {
    return 'unknown';
  }
}
