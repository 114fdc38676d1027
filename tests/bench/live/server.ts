import { spawn } from 'node:child_process';
import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { until } from '../../support/until.ts';
import { measuredProgram, usageOf } from '../program.ts';

const START_MS = 60_000;
const LISTENING = /http:\/\/127\.0\.0\.1:\d+(?=\/wall)/;

/** A server of the real program that says at its end what it used. */
export interface MeasuredServer {
  readonly url: string;
  /** Delay of the main event loop since the last call, by quantile, milliseconds. */
  loopDelay(): Promise<{ p50: number; p99: number; p999: number }>;
  /** Stops in order; what the process used since its start. */
  stop(): Promise<{ cpuSeconds: number; peakBytes: number }>;
}

export async function startMeasuredServer(directory: string): Promise<MeasuredServer> {
  mkdirSync(directory, { recursive: true });
  const usageFile = join(directory, 'usage.json');
  const { argv, env } = measuredProgram(usageFile);
  const flags = [
    '--simulate',
    'off',
    '--http-port',
    '0',
    '--data-dir',
    join(directory, 'data'),
    '--log-level',
    'warn',
  ];
  const child = spawn(process.execPath, [...argv, 'start', ...flags], {
    // Single events are followed to the counters on the socket: counts are not protected.
    env: { ...env, TIDEWALL_PRIVACY_K: '1' },
    stdio: ['ignore', 'ignore', 'pipe'],
  });
  let said = '';
  child.stderr.setEncoding('utf8').on('data', (text: string) => (said += text));
  const exited = new Promise<void>((resolve) => child.on('close', () => resolve()));
  const stop = async (): Promise<{ cpuSeconds: number; peakBytes: number }> => {
    child.kill('SIGTERM');
    await exited;
    return usageOf(usageFile);
  };
  try {
    const url = await until('the server listens', () => LISTENING.exec(said)?.[0], START_MS);
    await until('the server is ready', () => isReady(url), START_MS);
    return { url, stop, loopDelay: () => loopDelay(url) };
  } catch (error) {
    child.kill('SIGKILL');
    throw new Error(`the server did not start: ${said}`, { cause: error });
  }
}

async function isReady(url: string): Promise<boolean> {
  return fetch(`${url}/readyz`).then(
    ({ ok }) => ok,
    () => false,
  );
}

/** The histogram measures from one 10 ms tick to the next: only what goes beyond it is delay. */
const TICK_MS = 10;

async function loopDelay(url: string): Promise<{ p50: number; p99: number; p999: number }> {
  const text = await (await fetch(`${url}/metrics`)).text();
  const at = (quantile: string): number => {
    const pattern = new RegExp(`^tidewall_event_loop_delay_seconds\\{quantile="${quantile}"\\} (\\S+)`, 'm');
    return Math.max(0, Number(pattern.exec(text)?.[1]) * 1000 - TICK_MS);
  };
  return { p50: at('0.5'), p99: at('0.99'), p999: at('0.999') };
}
