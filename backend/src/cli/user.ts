import type { Command } from 'commander';
import { loadConfig } from '../config/index.ts';
import { configSources, withConfigOptions, type ConfigOptions } from './config-options.ts';
import { UsageError } from './usage-error.ts';
import { withDatabase } from './with-database.ts';

/** `tidewall user …`. */
export function registerUser(program: Command): void {
  const user = program.command('user').description('look after users without signing in');
  const reset = user
    .command('reset-password')
    .argument('<login>', 'whose password, like administrator')
    .description(
      'print a new one-time password; the user is enabled and signed out everywhere. Stop a server with an embedded database first',
    )
    .exitOverride();
  withConfigOptions(reset, ['dataDir']).action(async (login: string, options: ConfigOptions) => {
    const { resetPassword } = await import('../modules/people/index.ts');
    const config = loadConfig(configSources(options));
    const password = await withDatabase(config, (database) => resetPassword(database, login));
    if (password === null) throw new UsageError(`nobody has this login: ${login}`);
    process.stdout.write(`${password}\n`);
    process.stderr.write('一次性密码，登录后须修改 · one-time password, to be changed at the sign-in\n');
  });
}
