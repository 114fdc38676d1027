import { createServer, type AddressInfo } from 'node:net';
import { describe, expect, it } from '@jest/globals';
import { loadConfig, type Config } from '../config/index.ts';
import { banner, shownUrl } from './banner.ts';
import { storeOptions } from './open-store.ts';
import { assertPortFree } from './port.ts';

const configured = (environment: Record<string, string>): Config =>
  loadConfig({ environment, cwd: '/nowhere' });

describe('the start of the server', () => {
  it('says where it is and that the data is simulated, in both languages', () => {
    const text = banner(configured({}), shownUrl('127.0.0.1', 3000), '1.2.3');
    expect(text).toContain('http://127.0.0.1:3000/wall');
    expect(text).toMatch(/模拟省份.*simulated province.*60×/);
    expect(text).toContain('need no sign-in');
    expect(text).not.toContain('one-time');
  });

  it('shows the one-time password of the administrator that the first start has made', () => {
    const first = { login: 'administrator', password: 'AAAA-BBBB' };
    const text = banner(configured({}), 'http://127.0.0.1:3000', '1.2.3', first);
    expect(text).toMatch(/用户 user +administrator\n.*一次性密码 one-time password +AAAA-BBBB\n/);
  });

  it('warns when it listens beyond this machine', () => {
    const config = configured({ TIDEWALL_HTTP_HOST: '0.0.0.0', TIDEWALL_SIMULATE: 'off' });
    const text = banner(config, shownUrl('0.0.0.0', 80), '1.2.3');
    expect(text).toContain('http://127.0.0.1:80/wall');
    expect(text).toContain('feeds need a key');
    expect(text).not.toContain('simulated');
    expect(shownUrl('::1', 1)).toBe('http://[::1]:1');
  });

  it('says what to do when the port is taken', async () => {
    const other = createServer();
    await new Promise<void>((resolve) => other.listen(0, '127.0.0.1', resolve));
    const { port } = other.address() as AddressInfo;
    await expect(assertPortFree('127.0.0.1', port)).rejects.toThrow(
      `port ${port} at 127.0.0.1 is in use: stop the other program, or choose another port with --http-port`,
    );
    await new Promise((resolve) => other.close(resolve));
    await expect(assertPortFree('127.0.0.1', port)).resolves.toBeUndefined();
  });

  it('opens the store that is configured', () => {
    expect(storeOptions(configured({}))).toEqual({
      embedded: '/nowhere/data/clickhouse',
      database: 'tidewall',
    });
    const server = { url: 'http://ch:8123', username: 'u', password: 'p', database: 'd' };
    const environment = {
      TIDEWALL_STORE: server.url,
      TIDEWALL_STORE_USERNAME: 'u',
      TIDEWALL_STORE_PASSWORD: 'p',
      TIDEWALL_STORE_DATABASE: 'd',
    };
    expect(storeOptions(configured(environment))).toEqual(server);
    const clustered = storeOptions(configured({ ...environment, TIDEWALL_STORE_CLUSTER: 'main' }));
    expect(clustered).toEqual({ cluster: { ...server, name: 'main' } });
  });
});
