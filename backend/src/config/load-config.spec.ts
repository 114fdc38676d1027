import { describe, expect, it } from '@jest/globals';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseDuration, formatDuration } from './duration.ts';
import { ConfigError, loadConfig, type ConfigSources } from './load-config.ts';
import { printConfig, printFaults } from './print-config.ts';
import { environmentName } from './settings.ts';
import type { ConfigFault } from './sources.ts';

function withFile<T>(yaml: string, run: (cwd: string) => T): T {
  const cwd = mkdtempSync(join(tmpdir(), 'tidewall-config-'));
  try {
    writeFileSync(join(cwd, 'tidewall.config.yaml'), yaml);
    return run(cwd);
  } finally {
    rmSync(cwd, { recursive: true });
  }
}

function faultsOf(sources: ConfigSources): readonly ConfigFault[] {
  try {
    loadConfig(sources);
  } catch (error) {
    if (error instanceof ConfigError) return error.faults;
    throw error;
  }
  return [];
}

const NOTHING = { environment: {}, cwd: tmpdir() };

describe('configuration', () => {
  it('listens on loopback port 3000 and simulates when nothing is configured', () => {
    const config = loadConfig(NOTHING);
    expect(config.http).toEqual({
      host: '127.0.0.1',
      port: 3000,
      hosts: [],
      proxies: 0,
      maxReferenceBytes: 268_435_456,
    });
    expect(config.simulate).toBe(true);
    expect(config.maxOutOfOrdernessMs).toBe(1_000);
    expect(config.allowedLatenessMs).toBe(300_000);
    expect(config.timeZone).toBe('Asia/Shanghai');
    expect(config.dataDir).toBe(join(tmpdir(), 'data'));
  });

  it('takes the file over the default, the environment over the file and flags over all', () => {
    withFile('http: {port: 1}\nlog:\n  level: warn\ntimeZone: UTC\n', (cwd) => {
      const environment = { TIDEWALL_HTTP_PORT: '2', TIDEWALL_LOG_LEVEL: 'error' };
      expect(loadConfig({ environment: {}, cwd }).http.port).toBe(1);
      expect(loadConfig({ environment, cwd }).http.port).toBe(2);
      const config = loadConfig({ environment, cwd, flags: { 'http.port': '3', dataDir: undefined } });
      expect(config.http.port).toBe(3);
      expect(config.log.level).toBe('error');
      expect(config.timeZone).toBe('UTC');
    });
  });

  it('reads the calendar from the file and from the environment, and prints it', () => {
    const yaml =
      'calendar:\n  seasons: [{name: 麦收, from: 06-01, to: 06-20}]\n  holidays: [2027-02-05/2027-02-12]\n';
    withFile(yaml, (cwd) => {
      const { calendar } = loadConfig({ environment: {}, cwd });
      expect(calendar).toMatchObject({ country: 'CN', holidays: ['2027-02-05/2027-02-12'], workdays: [] });
      expect(calendar.seasons).toEqual([{ name: '麦收', from: '06-01', to: '06-20' }]);
      const environment = {
        TIDEWALL_CALENDAR_COUNTRY: 'de',
        TIDEWALL_CALENDAR_SEASONS: '[]',
        TIDEWALL_CALENDAR_WORKDAYS: '2026-01-04, 2026-02-14',
      };
      const other = loadConfig({ environment, cwd });
      expect(other.calendar).toMatchObject({ country: 'DE', seasons: [] });
      expect(other.calendar.workdays).toEqual(['2026-01-04', '2026-02-14']);
      expect(printConfig(other)).toContain('country: DE');
    });
  });

  it('finds faults in the calendar', () => {
    const season = (from: string, to: string): string => JSON.stringify([{ name: 'x', from, to }]);
    const faults = [
      { TIDEWALL_CALENDAR_COUNTRY: 'QQ' },
      { TIDEWALL_CALENDAR_COUNTRY: 'China' },
      { TIDEWALL_CALENDAR_SEASONS: 'June' },
      { TIDEWALL_CALENDAR_SEASONS: season('06-01', '2026-06-20') },
      { TIDEWALL_CALENDAR_SEASONS: season('06-31', '07-01') },
      { TIDEWALL_CALENDAR_SEASONS: season('2026-06-20', '2026-06-01') },
      { TIDEWALL_CALENDAR_HOLIDAYS: '2027-02-29' },
      { TIDEWALL_CALENDAR_WORKDAYS: '2027-02-05/2027-02-01' },
    ].map((environment) => faultsOf({ ...NOTHING, environment }).length);
    expect(faults).toEqual(Array.from({ length: 8 }, () => 1));
  });

  it('does not simulate when a feed is configured, unless asked to', () => {
    const feeds = JSON.stringify({ usage: { mapping: { delimiter: '|', columns: { msisdn: 0 } } } });
    expect(loadConfig({ ...NOTHING, environment: { TIDEWALL_FEEDS: feeds } }).simulate).toBe(false);
    const config = loadConfig({
      ...NOTHING,
      environment: { TIDEWALL_FEEDS: feeds, TIDEWALL_SIMULATE: 'on' },
    });
    expect(config.simulate).toBe(true);
    expect(config.feeds.usage?.mapping).toEqual({ delimiter: '|', columns: { msisdn: 0 }, skipLines: 0 });
  });

  it('reports every fault at once with its key and where it came from', () => {
    withFile('http:\n  port: no\nallowedLateness: soon\n', (cwd) => {
      const faults = faultsOf({
        cwd,
        environment: { TIDEWALL_TIME_ZONE: 'Mars/Base' },
        flags: { shards: '0' },
      });
      expect(faults.map(({ key, origin }) => `${key} ${origin}`)).toEqual([
        'http.port tidewall.config.yaml line 2',
        'timeZone TIDEWALL_TIME_ZONE',
        'allowedLateness tidewall.config.yaml line 3',
        'shards command line',
      ]);
    });
  });

  it('suggests the key that was meant by an unknown one', () => {
    withFile('htttp: {port: 1}\nhttp:\n  prot: 1\n', (cwd) => {
      const faults = faultsOf({ cwd, environment: { TIDEWALL_DATADIR: 'x' } });
      expect(printFaults(faults)).toContain('did you mean http.port?');
      expect(printFaults(faults)).toContain('did you mean TIDEWALL_DATA_DIR?');
      expect(faults).toHaveLength(3);
    });
  });

  it('refuses YAML that is broken, a named file that is missing and contradictory times', () => {
    withFile('http: {port: 1', (cwd) =>
      expect(faultsOf({ cwd, environment: {} })[0]?.message).toMatch(/^is not YAML/),
    );
    expect(faultsOf({ ...NOTHING, file: 'nowhere.yaml' })[0]?.message).toBe('does not exist');
    expect(faultsOf({ ...NOTHING, flags: { allowedLateness: '1s', maxOutOfOrderness: '5s' } })).toHaveLength(
      1,
    );
  });

  it('prints no secret', () => {
    const key = 'ab'.repeat(32);
    const environment = {
      TIDEWALL_PSEUDONYM_KEY: key,
      TIDEWALL_STORE_PASSWORD: 'hunter2',
      TIDEWALL_STORE: 'http://u:hunter3@ch:8123',
    };
    const printed = printConfig(loadConfig({ ...NOTHING, environment }));
    expect(printed).not.toMatch(/hunter|abab/);
    expect(printed).toContain('allowedLateness: 5m');
    expect(
      printFaults(faultsOf({ ...NOTHING, environment: { TIDEWALL_PSEUDONYM_KEY: 'hunter4' } })),
    ).not.toMatch(/hunter/);
  });

  it('is frozen', () => {
    expect(Object.isFrozen(loadConfig(NOTHING).http)).toBe(true);
  });
});

describe('durations', () => {
  it.each([
    [250, 250],
    ['250', 250],
    ['500ms', 500],
    ['1 s', 1_000],
    ['5m', 300_000],
    ['1.5h', 5_400_000],
    ['35d', 3_024_000_000],
    ['-1s', null],
    ['5 fortnights', null],
    ['', null],
    [true, null],
  ])('reads %p as %p', (text, ms) => expect(parseDuration(text)).toBe(ms));

  it('are written in the largest unit that divides them', () => {
    expect([300_000, 90_000, 1, 0].map(formatDuration)).toEqual(['5m', '90s', '1ms', '0ms']);
  });
});

describe('environment names', () => {
  it('are the path in upper snake case', () => {
    expect(environmentName('http.port')).toBe('TIDEWALL_HTTP_PORT');
    expect(environmentName('dataDir')).toBe('TIDEWALL_DATA_DIR');
    expect(environmentName('maxOutOfOrderness')).toBe('TIDEWALL_MAX_OUT_OF_ORDERNESS');
  });
});
