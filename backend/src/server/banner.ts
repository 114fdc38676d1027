import type { Config } from '../config/index.ts';
import type { FirstSignIn } from '../modules/people/index.ts';

/** What the terminal says once the server listens, in Chinese and English. */
export function banner(
  config: Config,
  url: string,
  version: string,
  firstSignIn: FirstSignIn | null = null,
): string {
  const { seed, speed } = config.simulation;
  const data = config.simulate
    ? `模拟省份（种子 ${seed}，${speed} 倍速）· simulated province (seed ${seed}, ${speed}× speed)`
    : '等待数据接入 · waiting for events at /api/v1/ingest';
  return [
    '',
    `  潮汐屏 Tidewall ${version}`,
    '',
    `  大屏 Wall   ${url}/wall`,
    `  接口 API    ${url}/api/docs`,
    `  数据 Data   ${data}`,
    ...accessLines(config, url, firstSignIn),
    '  停止 Stop   Ctrl-C',
    '',
    '',
  ].join('\n');
}

/** How people sign in, and what the network has to do with it. */
function accessLines({ http, access }: Config, url: string, firstSignIn: FirstSignIn | null): string[] {
  const signIn =
    firstSignIn === null
      ? [`  登录 Sign in ${url}/desk`]
      : [
          `  登录 Sign in ${url}/desk`,
          `    用户 user     ${firstSignIn.login}`,
          `    一次性密码 one-time password  ${firstSignIn.password}`,
          '    只显示这一次，首次登录须修改 · shown this once, to be changed at the first sign-in',
          '    忘记时 when lost: npx tidewall user reset-password administrator',
        ];
  if (!isLoopback(http.host))
    return [
      ...signIn,
      '  注意 Note   对外监听：接入需密钥，大屏需配对 · beyond this machine: feeds need a key, walls a pairing',
    ];
  return access.local
    ? [...signIn, '  本机 Local  接入与大屏无需登录 · on this machine feeds and the wall need no sign-in']
    : signIn;
}

/** Address to show: what was configured, or this machine where everything is listened to. */
export function shownUrl(host: string, port: number): string {
  const shown = host === '0.0.0.0' || host === '::' ? '127.0.0.1' : host;
  return `http://${shown.includes(':') ? `[${shown}]` : shown}:${port}`;
}

function isLoopback(host: string): boolean {
  return host === 'localhost' || host === '::1' || host.startsWith('127.');
}
