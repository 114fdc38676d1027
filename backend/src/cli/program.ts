import { Command } from 'commander';
import { version } from '../server/build-info.ts';
import { registerBacktest } from './backtest/command.ts';
import { registerCheckConfig } from './check-config.ts';
import { registerEvaluate } from './evaluate/command.ts';
import { registerImportMap } from './import-map/command.ts';
import { registerMigrate } from './migrate.ts';
import { registerReplay } from './replay/command.ts';
import { registerSimulate } from './simulate/command.ts';
import { registerStart } from './start.ts';
import { registerUser } from './user.ts';
import { registerVerify } from './verify/command.ts';
import { registerVerifyAudit } from './verify-audit.ts';

/** All commands. Errors of use are thrown instead of ending the process. */
export function createProgram(): Command {
  const program = new Command('tidewall')
    .description(
      'Real-time market operations for mobile operators: streams in, detections out, live on a wall.',
    )
    .version(version(), '-V, --version', 'print the version')
    .helpOption('-h, --help', 'explain a command')
    .showHelpAfterError('(add --help for what is possible)')
    .exitOverride()
    .configureHelp({ sortSubcommands: false, sortOptions: false })
    .addHelpText(
      'after',
      '\nData goes to stdout, everything else to stderr. Exit codes: 0 done, 1 failed, 2 used wrongly.\n',
    );
  registerStart(program);
  registerReplay(program);
  registerSimulate(program);
  registerEvaluate(program);
  registerBacktest(program);
  registerVerify(program);
  registerVerifyAudit(program);
  registerImportMap(program);
  registerMigrate(program);
  registerUser(program);
  registerCheckConfig(program);
  for (const command of program.commands)
    command.exitOverride().showHelpAfterError('(add --help for what is possible)');
  return program;
}
