import type { Command } from 'commander';
import { loadConfig, printConfig } from '../config/index.ts';
import { configSources, withConfigOptions, type ConfigOptions } from './config-options.ts';

/** `tidewall check-config`. */
export function registerCheckConfig(program: Command): void {
  const command = program
    .command('check-config')
    .description('print the effective configuration with secrets masked, or every fault at once');
  withConfigOptions(command, ['httpHost', 'httpPort', 'dataDir', 'simulate']).action(
    (options: ConfigOptions) => {
      process.stdout.write(printConfig(loadConfig(configSources(options))));
    },
  );
}
