import { mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, relative } from 'node:path';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it, jest } from '@jest/globals';
import { main } from './index.ts';

describe('the command line', () => {
  let directory: string;
  const out: string[] = [];
  const err: string[] = [];
  beforeAll(async () => {
    directory = await mkdtemp(join(tmpdir(), 'tidewall-cli-'));
  });
  afterAll(() => rm(directory, { recursive: true }));
  beforeEach(() => {
    out.length = 0;
    err.length = 0;
    jest.spyOn(process.stdout, 'write').mockImplementation((text) => out.push(String(text)) > 0);
    jest.spyOn(process.stderr, 'write').mockImplementation((text) => err.push(String(text)) > 0);
  });
  afterEach(() => {
    jest.restoreAllMocks();
  });

  it.each([
    'start',
    'replay',
    'simulate',
    'evaluate',
    'backtest',
    'verify-audit',
    'user',
    'import-map',
    'migrate',
    'check-config',
  ])('explains %s', async (command) => {
    expect(await main([command, '--help'])).toBe(0);
    expect(out.join('')).toContain(`tidewall ${command}`);
  });

  it.each([
    ['an unknown command', ['dance']],
    ['an unknown option', ['start', '--loud']],
    ['a missing option', ['evaluate']],
    ['a wrong value', ['simulate', '--out', 'x', '--days', 'many']],
    ['a wrong date', ['simulate', '--out', 'x', '--start', '2026-02-30']],
    ['a missing file', ['evaluate', '--detections', 'nowhere', '--truth', 'nowhere']],
    ['a wrong configuration', ['check-config', '--http-port', 'no']],
    ['a head that is none', ['verify-audit', '--head', 'x']],
    ['a configuration file that is missing', ['start', '--config', 'nowhere.yaml']],
  ])('answers 2 to %s and says why on stderr', async (_, argv) => {
    expect(await main(argv)).toBe(2);
    expect(out.join('')).toBe('');
    expect(err.join('').length).toBeGreaterThan(10);
  });

  it('prints the effective configuration on stdout', async () => {
    expect(await main(['check-config', '--http-port', '4000', '--data-dir', directory])).toBe(0);
    expect(out.join('')).toContain('port: 4000');
    expect(err.join('')).toBe('');
  });

  it('lists every key with its environment variable', async () => {
    expect(await main(['check-config', '--keys'])).toBe(0);
    expect(out.join('')).toMatch(/^http\.port +TIDEWALL_HTTP_PORT +3000 +port to listen on/m);
  });

  it('migrates a store, again without harm', async () => {
    for (let time = 0; time < 2; time++)
      expect(await main(['migrate', '--data-dir', join(directory, 'data')])).toBe(0);
  });

  it('verifies an audit trail, and gives new passwords to users who exist', async () => {
    const place = ['--data-dir', join(directory, 'data')];
    expect(await main(['verify-audit', ...place])).toBe(0);
    expect(out.join('')).toContain('audit trail whole: 0 entries');
    expect(await main(['verify-audit', '--head', `1:${'a'.repeat(64)}`, ...place])).toBe(1);
    expect(err.join('')).toContain('broken at entry 1: cut-off');
    expect(await main(['user', 'reset-password', 'nobody', ...place])).toBe(2);
    expect(err.join('')).toContain('nobody has this login');
  });

  it('writes a data set that is the same for the same seed', async () => {
    const argv = ['simulate', '--days', '1', '--subscribers', '300', '--seed', '7'];
    expect(await main([...argv, '--out', join(directory, 'a')])).toBe(0);
    expect(await main([...argv, '--out', join(directory, 'b')])).toBe(0);
    const files = await readdir(join(directory, 'a'));
    expect(files).toEqual(
      expect.arrayContaining([
        'areas.csv',
        'subscribers.csv',
        'signalling.csv',
        'usage.csv',
        'truth.ndjson',
        'map-pack',
      ]),
    );
    const written = await readdir(join(directory, 'a'), { recursive: true, withFileTypes: true });
    for (const entry of written.filter((one) => one.isFile())) {
      const file = relative(join(directory, 'a'), join(entry.parentPath, entry.name));
      expect(await readFile(join(directory, 'b', file), 'utf8')).toBe(
        await readFile(join(directory, 'a', file), 'utf8'),
      );
    }
    const usage = await readFile(join(directory, 'a', 'usage.csv'), 'utf8');
    expect(usage.match(/^eventTime,/gm)).toHaveLength(1);
  });

  it('evaluates detections against truth', async () => {
    const line = {
      type: 'homecoming',
      subtype: 'own',
      eventTime: '2026-02-10T08:00:00+08:00',
      subject: { kind: 'subscriber', msisdn: '1' },
      areaId: '9',
      hotspotId: null,
    };
    const detections = [
      { ...line, detectionId: 'a', revision: 0 },
      { ...line, detectionId: 'b', revision: 0 },
      { ...line, detectionId: 'b', revision: 1, retracted: true },
    ];
    const ndjson = (rows: readonly unknown[]): string => rows.map((row) => JSON.stringify(row)).join('\n');
    await writeFile(join(directory, 'd.ndjson'), ndjson(detections));
    await writeFile(join(directory, 't.ndjson'), ndjson([{ ...line, case: 'basic' }]));
    const argv = [
      'evaluate',
      '--detections',
      join(directory, 'd.ndjson'),
      '--truth',
      join(directory, 't.ndjson'),
    ];
    expect(await main([...argv, '--json'])).toBe(0);
    expect(JSON.parse(out.join(''))).toMatchObject({
      types: [{ type: 'homecoming/own', precision: 1, recall: 1, exact: 1 }],
      cases: [{ case: 'basic' }],
    });
    await writeFile(join(directory, 't.ndjson'), '{"type":1}');
    expect(await main(argv)).toBe(1);
    expect(err.join('')).toContain('line 1 is not what it should be');
  });
});
