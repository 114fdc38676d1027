/** What every entry command shares: where the repository is, how it speaks, how it starts a program. */
import { spawn } from 'node:child_process';
import { constants } from 'node:os';
import { fileURLToPath } from 'node:url';

export const root = fileURLToPath(new URL('..', import.meta.url));

/** A failure that its reader can do something about. */
export class Problem extends Error {
  constructor(message, hint) {
    super(message);
    this.hint = hint;
  }
}

/** Progress goes to stderr: stdout belongs to the command's data. */
export const say = (message) => process.stderr.write(`tidewall: ${message}\n`);

export const seconds = (since) => `${((Date.now() - since) / 1000).toFixed(1)} s`;

const SAME_SIGNAL_MS = 1_000;

/**
 * Passes signals on. A terminal's Ctrl-C reaches the child by itself, and npm repeats signals to its children:
 * the child gets each of them once, since a second one means "now, at once".
 */
function forwardSignals(child) {
  const lastAt = new Map();
  const forward = (signal) => {
    const now = Date.now();
    const repeated = now - (lastAt.get(signal) ?? -Infinity) < SAME_SIGNAL_MS;
    lastAt.set(signal, now);
    const fromTerminal = signal === 'SIGINT' && process.stdin.isTTY;
    if (!repeated && !fromTerminal) child.kill(signal);
  };
  const signals = ['SIGINT', 'SIGTERM', 'SIGHUP'];
  for (const signal of signals) process.on(signal, forward);
  child.on('close', () => {
    for (const signal of signals) process.off(signal, forward);
  });
}

const exitCodeOf = (signal) => 128 + (constants.signals[signal] ?? 15);

/** Runs a program in the foreground; resolves to its exit code, 128 + n when a signal ended it. */
export function run(program, args, options = {}) {
  return new Promise((resolve, reject) => {
    const child = spawn(program, args, { stdio: 'inherit', ...options });
    forwardSignals(child);
    child.on('error', (error) => {
      reject(
        new Problem(
          `cannot start ${program}: ${error.message}`,
          'delete node_modules and run the command again',
        ),
      );
    });
    child.on('close', (code, signal) => resolve(code ?? exitCodeOf(signal)));
  });
}

/** Runs a command's main function; a Problem ends it with a sentence and a hint instead of a stack. */
export async function main(command) {
  try {
    process.exitCode = await command();
  } catch (error) {
    if (!(error instanceof Problem)) throw error;
    say(error.message);
    if (error.hint) say(`→ ${error.hint}`);
    process.exitCode = 1;
  }
}
