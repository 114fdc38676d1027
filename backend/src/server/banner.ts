import type { Config } from '../config/index.ts';

/** What the terminal says once the server listens, in Chinese and English. */
export function banner(config: Config, url: string, version: string): string {
  const { seed, speed } = config.simulation;
  const data = config.simulate
    ? `模拟省份（种子 ${seed}，${speed} 倍速）· simulated province (seed ${seed}, ${speed}× speed)`
    : '等待数据接入 · waiting for events at /api/v1/ingest';
  const open = isLoopback(config.http.host)
    ? []
    : ['  注意 Note   对外监听，无登录 · listens beyond this machine, without sign-in'];
  return [
    '',
    `  潮汐屏 Tidewall ${version}`,
    '',
    `  大屏 Wall   ${url}/wall`,
    `  接口 API    ${url}/api/docs`,
    `  数据 Data   ${data}`,
    ...open,
    '  停止 Stop   Ctrl-C',
    '',
    '',
  ].join('\n');
}

/** Address to show: what was configured, or this machine where everything is listened to. */
export function shownUrl(host: string, port: number): string {
  const shown = host === '0.0.0.0' || host === '::' ? '127.0.0.1' : host;
  return `http://${shown.includes(':') ? `[${shown}]` : shown}:${port}`;
}

function isLoopback(host: string): boolean {
  return host === 'localhost' || host === '::1' || host.startsWith('127.');
}
