import type { Command } from 'commander';
import { loadConfig, printConfig, printKeys } from '../config/index.ts';
import { openCalendar } from '../modules/calendar/index.ts';
import { configSources, withConfigOptions, type ConfigOptions } from './config-options.ts';

type CheckOptions = ConfigOptions & { readonly keys?: boolean };

/** `tidewall check-config`. */
export function registerCheckConfig(program: Command): void {
  const command = program
    .command('check-config')
    .description('print the effective configuration with secrets masked, or every fault at once')
    .option('--keys', 'print every key with its environment variable, default and meaning instead');
  withConfigOptions(command, ['httpHost', 'httpPort', 'dataDir', 'simulate']).action(
    async (options: CheckOptions) => {
      if (options.keys) {
        process.stdout.write(printKeys());
        return;
      }
      const config = loadConfig(configSources(options));
      const calendar = await openCalendar(config.calendar);
      process.stdout.write(`${printConfig(config)}# ${calendar.describe()}\n`);
    },
  );
}
