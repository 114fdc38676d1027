import type { Command } from 'commander';
import { loadConfig } from '../config/index.ts';
import { configSources, withConfigOptions, type ConfigOptions } from './config-options.ts';
import { Progress } from './progress.ts';

/** `tidewall start`. */
export function registerStart(program: Command): void {
  const command = program
    .command('start')
    .description(
      'run the server: takes events, serves the wall and the API; without a feed the simulator feeds it',
    );
  const flags = ['httpHost', 'httpPort', 'dataDir', 'simulate', 'speed', 'seed', 'logLevel'] as const;
  withConfigOptions(command, flags).action(async (options: ConfigOptions) => {
    const config = loadConfig(configSources(options));
    const { runServer } = await import('../main.ts');
    const progress = new Progress();
    await runServer(config, progress);
  });
}
