#!/usr/bin/env node
import { realpathSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { CommanderError } from 'commander';
import { ConfigError, printFaults } from '../config/index.ts';
import { StartError } from '../server/server-error.ts';
import { createProgram } from './program.ts';
import { UsageError } from './usage-error.ts';

/** Runs a command; answers the exit code: 0 done, 1 failed, 2 used wrongly. `argv` is without node and script. */
export async function main(argv: readonly string[]): Promise<number> {
  const program = createProgram();
  try {
    await program.parseAsync([...argv], { from: 'user' });
    return 0;
  } catch (error) {
    return explain(error);
  }
}

function explain(error: unknown): number {
  if (error instanceof CommanderError) return error.exitCode === 0 ? 0 : 2;
  if (error instanceof UsageError) return complain(error.message, 2);
  if (error instanceof ConfigError) return complain(`${error.message}:\n${printFaults(error.faults)}`, 2);
  if (error instanceof StartError) return complain(error.message, 1);
  const text = error instanceof Error ? error.message : String(error);
  const stack =
    process.env['TIDEWALL_LOG_LEVEL'] === 'debug' && error instanceof Error ? `\n${error.stack ?? ''}` : '';
  return complain(`failed: ${text}${stack}`, 1);
}

function complain(message: string, code: number): number {
  process.stderr.write(`tidewall: ${message}\n`);
  return code;
}

/** True when this file is what node was asked to run, also through a link. */
function isEntry(): boolean {
  const script = process.argv[1];
  return script !== undefined && realpathSync(script) === fileURLToPath(import.meta.url);
}

if (isEntry()) process.exitCode = await main(process.argv.slice(2));
