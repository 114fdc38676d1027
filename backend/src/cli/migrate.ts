import { mkdir } from 'node:fs/promises';
import type { Command } from 'commander';
import { loadConfig } from '../config/index.ts';
import { configSources, withConfigOptions, type ConfigOptions } from './config-options.ts';
import { Progress } from './progress.ts';

/** `tidewall migrate`. */
export function registerMigrate(program: Command): void {
  const command = program
    .command('migrate')
    .description('bring the tables of the store and the database up to date; start does it too');
  withConfigOptions(command, ['dataDir']).action(async (options: ConfigOptions) => {
    const config = loadConfig(configSources(options));
    const { openStore } = await import('../server/open-store.ts');
    await mkdir(config.dataDir, { recursive: true });
    const progress = new Progress();
    const store = await openStore(config, (migration) => progress.step(migration));
    await store.close();
    progress.step('database');
    const { Database } = await import('../adapters/postgres/index.ts');
    const { databasePlace } = await import('../server/open-database.ts');
    const database = await Database.open(databasePlace(config), () => undefined);
    await database.close();
    progress.end('store and database are up to date');
  });
}
