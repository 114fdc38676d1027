import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { createStore, type Store } from '@tidewall/clickhouse';
import { execFile } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

const PROGRAM = fileURLToPath(new URL('../../backend/dist/cli/index.js', import.meta.url));
/** Longer than a month, so that one is whole. */
const MONTH = ['--days', '32', '--subscribers', '120', '--seed', '8', '--start', '2025-10-31', '--gzip'];

interface Line {
  readonly type: string;
  readonly stored: number;
  readonly same: number;
  readonly missing: number;
  readonly extra: number;
  readonly different: number;
  readonly explained: number;
  readonly first: readonly { readonly about: Readonly<Record<string, unknown>> }[];
}

interface Report {
  readonly lines: readonly Line[];
  readonly unexplained: number;
}

describe('verify', () => {
  const directory = mkdtempSync(join(tmpdir(), 'tidewall-verify-'));
  const data = join(directory, 'data');
  const stored = join(directory, 'store');
  /** Minutes of areas in the month. */
  let minutes = 0;
  beforeAll(async () => {
    expect(await tidewall('simulate', '--out', data, ...MONTH)).toMatchObject({ code: 0 });
    expect(await tidewall('replay', '--data', data, '--store', stored, '--close')).toMatchObject({ code: 0 });
  }, 240_000);
  afterAll(() => rmSync(directory, { recursive: true, force: true }));

  const tidewall = (...args: string[]): Promise<{ code: number; stdout: string; stderr: string }> =>
    new Promise((resolve) => {
      const env = { ...process.env, TIDEWALL_PSEUDONYM_KEY: '5d'.repeat(32), NODE_OPTIONS: '' };
      const options = { cwd: directory, env, maxBuffer: 2 ** 28 };
      execFile(process.execPath, [PROGRAM, ...args], options, (error, stdout, stderr) => {
        resolve({
          code: typeof error?.code === 'number' ? error.code : error === null ? 0 : 1,
          stdout,
          stderr,
        });
      });
    });

  async function verify(...args: string[]): Promise<{ code: number; report: Report }> {
    const { code, stdout, stderr } = await tidewall('verify', '--store', stored, '--json', ...args);
    if (stdout === '') throw new Error(stderr);
    return { code, report: JSON.parse(stdout) as Report };
  }

  it('finds nothing on a simulated month', async () => {
    const { code, report } = await verify();
    expect(
      report.lines.flatMap(({ type, first }) => first.map((difference) => ({ type, ...difference }))),
    ).toEqual([]);
    expect(report.unexplained).toBe(0);
    expect(code).toBe(0);
    const types = new Map(report.lines.map(({ type, same }) => [type, same]));
    for (const type of [
      'homecoming/own',
      'campus-newcomer/own',
      'windows hotspot 15m',
      'windows operator 15m',
    ])
      expect(types.get(type)).toBeGreaterThan(0);
    minutes = types.get('windows area 1m') ?? 0;
    expect(minutes).toBeGreaterThan(100_000);
  });

  it('finds a row that is gone, one that is there twice, one whose time is another and a detection that does not follow', async () => {
    await withStore(async (store) => {
      const { database } = store;
      const first = async (after: string): Promise<string> => {
        const rows = await store.select<{ identity: string }>(
          `SELECT toString(identity) AS identity FROM ${database}.usage_events ` +
            `WHERE event_time >= ${after} AND area_id != '' AND kind = 'data' ORDER BY event_time, identity LIMIT 1`,
        );
        return rows[0]!.identity;
      };
      const [gone, twice, moved] = [
        await first("'2025-11-07 04:00:00'"),
        await first("'2025-11-08 04:00:00'"),
        await first("'2025-11-10 04:00:00'"),
      ];
      const row = (identity: string): string => `FROM ${database}.usage_events WHERE identity = ${identity}`;
      await store.command(`INSERT INTO ${database}.usage_events SELECT * ${row(twice)}`);
      await store.command(
        `INSERT INTO ${database}.usage_events SELECT * REPLACE (event_time + 7200 AS event_time, ${moved} + 1 AS identity) ${row(moved)}`,
      );
      await store.command(
        `ALTER TABLE ${database}.usage_events DELETE WHERE identity IN (${gone}, ${moved}) SETTINGS mutations_sync = 2`,
      );
      await store.command(
        `ALTER TABLE ${database}.detections UPDATE body = replaceRegexpOne(body, '"awayDays":', '"awayDays":1') ` +
          `WHERE type = 'homecoming' AND subtype = 'own' SETTINGS mutations_sync = 2`,
      );
    });
    const { code, report } = await verify('--from', '2025-11-07', '--to', '2025-11-11T12:00:00+08:00');
    expect(code).toBe(1);
    const line = (type: string): Line => report.lines.find((one) => one.type === type)!;
    expect(line('raw rows')).toMatchObject({ extra: 1, different: 0 });
    expect(line('homecoming/own')).toMatchObject({ same: 0, missing: 0, extra: 0 });
    expect(line('homecoming/own').different).toBeGreaterThan(0);
    const days = new Set(
      line('windows area 1m').first.map(({ about }) => String(about['start']).slice(0, 10)),
    );
    expect(line('windows area 1m').stored).toBeLessThan(minutes / 2);
    expect([...days]).toEqual(['2025-11-07', '2025-11-08', '2025-11-10']);
  });

  async function withStore(work: (store: Store) => Promise<void>): Promise<void> {
    const store = createStore({ embedded: join(stored, 'clickhouse') });
    try {
      await work(store);
    } finally {
      await store.close();
    }
  }
});
