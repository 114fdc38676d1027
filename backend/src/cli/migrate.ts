import { mkdir } from 'node:fs/promises';
import type { Command } from 'commander';
import { loadConfig } from '../config/index.ts';
import { configSources, withConfigOptions, type ConfigOptions } from './config-options.ts';
import { Progress } from './progress.ts';

/** `tidewall migrate`. */
export function registerMigrate(program: Command): void {
  const command = program
    .command('migrate')
    .description('bring the tables of the store up to date; start does it too');
  withConfigOptions(command, ['dataDir']).action(async (options: ConfigOptions) => {
    const config = loadConfig(configSources(options));
    const { openStore } = await import('../server/open-store.ts');
    await mkdir(config.dataDir, { recursive: true });
    const progress = new Progress();
    const store = await openStore(config, (migration) => progress.step(migration));
    await store.close();
    progress.end('the store is up to date');
  });
}
