import { spawn } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { Spent } from './measure.ts';

const ROOT = fileURLToPath(new URL('../../', import.meta.url));
const PRELOAD = new URL('report-usage.ts', import.meta.url).href;

/** What a process of the command line took from start to end. */
export interface ProgramRun extends Spent {
  readonly peakBytes: number;
  readonly stderr: string;
}

/** Node's arguments and the environment that make a process of ours report what it used to a file. */
export function measuredProgram(usageFile: string): {
  readonly argv: string[];
  readonly env: NodeJS.ProcessEnv;
} {
  return {
    argv: ['--import', PRELOAD, join(ROOT, 'backend', 'dist', 'cli', 'index.js')],
    env: { ...process.env, BENCH_USAGE_FILE: usageFile },
  };
}

/** Runs a command of ours to its end in a process of its own. `directory` becomes its data directory. */
export async function runProgram(args: readonly string[], directory: string): Promise<ProgramRun> {
  const usageFile = join(directory, 'usage.json');
  const { argv, env } = measuredProgram(usageFile);
  const began = performance.now();
  const child = spawn(process.execPath, [...argv, ...args], {
    env: { ...env, TIDEWALL_DATA_DIR: join(directory, 'data') },
    stdio: ['ignore', 'ignore', 'pipe'],
  });
  let stderr = '';
  child.stderr.setEncoding('utf8').on('data', (text: string) => (stderr += text));
  const code = await new Promise((resolve, reject) => child.on('error', reject).on('close', resolve));
  const wallSeconds = (performance.now() - began) / 1000;
  if (code !== 0) throw new Error(`tidewall ${args.join(' ')} ended with ${String(code)}: ${stderr}`);
  return { wallSeconds, stderr, ...usageOf(usageFile) };
}

/** Reads a usage report of a process that has ended. */
export function usageOf(file: string): { readonly cpuSeconds: number; readonly peakBytes: number } {
  const usage = JSON.parse(readFileSync(file, 'utf8')) as NodeJS.ResourceUsage;
  return {
    cpuSeconds: (usage.userCPUTime + usage.systemCPUTime) / 1e6,
    peakBytes: usage.maxRSS * 1024,
  };
}
