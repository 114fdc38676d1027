import { spawn } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';

const PROGRAM = fileURLToPath(new URL('../../backend/dist/cli/index.js', import.meta.url));
/** The same in every run, so that pseudonyms are. */
const PSEUDONYM_KEY = '5d'.repeat(32);

/** What a replay left behind. */
export interface Replayed {
  /** Paths of the outputs. */
  readonly detections: string;
  readonly windows: string;
  readonly rejections: string;
  /** Figures of the summary by their name. */
  readonly summary: Readonly<Record<string, number>>;
}

/** A run of the real command line over a directory of events. */
export interface ReplayRun {
  readonly data: string;
  /** Where its outputs go; made when missing. */
  readonly directory: string;
  readonly options?: readonly string[];
}

/** Runs a replay to its end. */
export async function replay(run: ReplayRun): Promise<Replayed> {
  const { code, signal, stderr } = await start(run).ended;
  if (code !== 0) throw new Error(`replay ended with ${String(code ?? signal)}: ${stderr}`);
  const figures = [...stderr.matchAll(/^(?<name>\w+) +(?<value>\d+)\b/gm)].map(
    ({ groups }): [string, number] => [groups!['name']!, Number(groups!['value'])],
  );
  return { ...outputsIn(run.directory), summary: Object.fromEntries(figures) };
}

/** Digests of detections and windows: the same bytes, or not. */
export function digests({ detections, windows }: Replayed): { detections: string; windows: string } {
  const digest = (path: string): string => createHash('sha256').update(readFileSync(path)).digest('hex');
  return { detections: digest(detections), windows: digest(windows) };
}

/** A run that hangs is ended, so that its words can be shown. */
const LIMIT_MS = 110_000;
const WORK_ON_MS = 50;

/** Starts a replay into `store` and kills it soon after its first checkpoint. Whether it was still at work then. */
export async function replayUntilKilled(run: ReplayRun, store: string): Promise<boolean> {
  const { child, ended } = start({ ...run, options: [...(run.options ?? []), '--store', store] });
  const isRunning = (): boolean => child.exitCode === null && child.signalCode === null;
  while (isRunning() && !hasCheckpoint(store)) await sleep(2);
  await sleep(WORK_ON_MS);
  child.kill('SIGKILL');
  return (await ended).signal === 'SIGKILL';
}

function hasCheckpoint(store: string): boolean {
  const directory = join(store, 'replay');
  return existsSync(directory) && readdirSync(directory).some((name) => name.endsWith('.snapshot'));
}

function outputsIn(directory: string): Pick<Replayed, 'detections' | 'windows' | 'rejections'> {
  const path = (name: string): string => join(directory, `${name}.ndjson`);
  return { detections: path('detections'), windows: path('windows'), rejections: path('rejections') };
}

interface Ended {
  readonly code: number | null;
  readonly signal: string | null;
  readonly stderr: string;
}

function start({ data, directory, options = [] }: ReplayRun) {
  mkdirSync(directory, { recursive: true });
  const { detections, windows, rejections } = outputsIn(directory);
  const outputs = ['--out', detections, '--windows', windows, '--rejections', rejections];
  const args = [PROGRAM, 'replay', '--data', data, '--reveal-numbers', ...outputs, ...options];
  const env = {
    ...process.env,
    TIDEWALL_DATA_DIR: join(directory, 'data'),
    TIDEWALL_PSEUDONYM_KEY: PSEUDONYM_KEY,
  };
  const child = spawn(process.execPath, args, { env, stdio: ['ignore', 'ignore', 'pipe'] });
  let stderr = '';
  child.stderr.setEncoding('utf8').on('data', (text: string) => (stderr += text));
  const limit = setTimeout(() => child.kill('SIGKILL'), LIMIT_MS);
  const ended = new Promise<Ended>((resolve, reject) => {
    child.on('error', reject).on('close', (code, signal) => {
      clearTimeout(limit);
      resolve({ code, signal, stderr });
    });
  });
  return { child, ended };
}
