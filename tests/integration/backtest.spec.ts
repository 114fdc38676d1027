import { REFERENCE_FILES, type Detection } from '@tidewall/streams';
import { cp, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { Api } from '../support/api.ts';
import { NumberHunt } from '../support/number-hunt.ts';
import { PSEUDONYM_KEY, startServer, temporaryDirectory, type ServerProcess } from '../support/server.ts';
import { tidewall, type Ran } from '../support/tidewall.ts';
import { until } from '../support/until.ts';

const FROM = '2026-02-09T00:00:00+08:00';
const TO = '2026-02-14T00:00:00+08:00';
const CHANGES = [
  { rule: 'homecoming/own', parameter: 'minAwayDays', value: 5 },
  { rule: 'share-drop/below-threshold', parameter: 'threshold', value: 0.8 },
  { rule: 'share-drop/below-threshold', parameter: 'minNew', value: 20 },
];

interface Figures {
  readonly now: number;
  readonly withChange: number;
  readonly same: number;
  readonly more: number;
  readonly less: number;
  readonly otherTime: number;
  readonly otherEvidence: number;
}
interface TypeFigures extends Figures {
  readonly type: string;
  readonly subtype: string | null;
  readonly places: readonly (Figures & { readonly areaId: string | null })[];
  readonly examples: { readonly more: readonly Detection[]; readonly less: readonly Detection[] };
}
interface Result {
  readonly totals: Figures;
  readonly types: readonly TypeFigures[];
  readonly unknownNumbers: number;
  readonly fidelity: { readonly stored: number; readonly same: number; readonly share: number };
}
interface Job {
  readonly backtestId: string;
  readonly state: string;
  readonly progress: number;
  readonly result?: Result;
}

/** Detections of a replay with an event time in the span, in their last revision. */
async function detectionsOf(file: string): Promise<Map<string, Detection>> {
  const found = new Map<string, Detection>();
  const lines = (await readFile(file, 'utf8')).split('\n').filter(Boolean);
  for (const one of lines.map((line) => JSON.parse(line) as Detection)) {
    const time = Date.parse(one.eventTime);
    if (time < Date.parse(FROM) || time >= Date.parse(TO)) continue;
    if ((found.get(one.detectionId)?.revision ?? -1) <= one.revision) found.set(one.detectionId, one);
  }
  return found;
}

describe('a backtest', () => {
  let directory: { path: string; remove(): Promise<void> };
  let env: Record<string, string>;
  let store: string;
  let now: Map<string, Detection>;
  let changed: Map<string, Detection>;

  const run = (...args: string[]): Promise<Ran> => tidewall(args, env);
  const done = async (...args: string[]): Promise<string> => {
    const { code, stdout, stderr } = await run(...args);
    if (code !== 0) throw new Error(`${args[0]} ended with ${code}: ${stderr}`);
    return stdout;
  };
  const path = (name: string): string => join(directory.path, name);

  beforeAll(async () => {
    directory = await temporaryDirectory();
    env = { TIDEWALL_DATA_DIR: path('own'), TIDEWALL_PSEUDONYM_KEY: PSEUDONYM_KEY };
    store = path('store');
    await done('simulate', '--out', path('data'), '--days', '13', '--subscribers', '300');
    await done('replay', '--data', path('data'), '--store', store, '--out', path('now.ndjson'));
    await cp(path('data'), path('changed'), { recursive: true });
    const header = 'version,effectiveFrom,areaId,rule,parameter,value\n';
    const rows = CHANGES.map(({ rule, parameter, value }) => `1,,,${rule},${parameter},${value}\n`);
    await writeFile(path('changed/thresholds.csv'), header + rows.join(''));
    await done('replay', '--data', path('changed'), '--out', path('changed.ndjson'));
    await writeFile(path('new.yaml'), JSON.stringify({ thresholds: CHANGES }));
    now = await detectionsOf(path('now.ndjson'));
    changed = await detectionsOf(path('changed.ndjson'));
  });
  afterAll(() => directory.remove());

  const backtest = (...more: string[]): Promise<Ran> =>
    run('backtest', '--store', store, '--from', FROM, '--to', TO, '--config', path('new.yaml'), ...more);

  it('finds what a replay of the same events with these thresholds finds, and repeats what is stored', async () => {
    const { code, stdout, stderr } = await backtest('--json');
    expect({ code, stderr }).toMatchObject({ code: 0, stderr: expect.stringContaining('% of the events') });
    const result = JSON.parse(stdout) as Result;
    const more = [...changed.keys()].filter((id) => !now.has(id));
    const less = [...now.keys()].filter((id) => !changed.has(id));
    const otherTime = [...now.values()].filter(
      (one) => (changed.get(one.detectionId)?.eventTime ?? one.eventTime) !== one.eventTime,
    );
    expect(more.length).toBeGreaterThan(3);
    expect(otherTime.length).toBeGreaterThan(0);
    expect(result.totals).toMatchObject({
      now: now.size,
      withChange: changed.size,
      more: more.length,
      less: less.length,
      otherTime: otherTime.length,
    });
    const shown = result.types.flatMap(({ examples }) => examples.more.map(({ detectionId }) => detectionId));
    expect(shown.every((id) => more.includes(id))).toBe(true);
    const trips = result.types.find(({ type, subtype }) => type === 'homecoming' && subtype === 'own')!;
    const longer = trips.examples.more.map(({ evidence }) => evidence['awayDays'] as number);
    expect(longer.length).toBeGreaterThan(0);
    expect(longer.every((days) => days >= 5 && days < 7)).toBe(true);
    expect(result.types.every(placesAddUp)).toBe(true);
    expect(result.unknownNumbers).toBe(0);
    expect(result.fidelity).toMatchObject({ stored: now.size, same: now.size, share: 1 });
  });

  it('tells it in words too', async () => {
    const { code } = await backtest('--out', path('report.txt'));
    const text = await readFile(path('report.txt'), 'utf8');
    expect(code).toBe(0);
    expect(text).toMatch(/^homecoming\/own +minAwayDays +everywhere +5$/m);
    expect(text).toMatch(/^more {3}homecoming\/own /m);
    expect(text).toContain(`the run repeats ${now.size} of ${now.size} stored detections`);
  });

  it.each([
    [
      'a parameter that does not exist',
      'rule: homecoming/own, parameter: days, value: 5',
      '[0].parameter must',
    ],
    ['a value out of bounds', 'rule: homecoming/own, parameter: minAwayDays, value: 999', '[0].value is not'],
    [
      'an unknown area',
      'rule: homecoming/own, parameter: minAwayDays, value: 5, areaId: 7',
      '[0].areaId is not',
    ],
  ])('names the line and the path of %s', async (_, row, message) => {
    await writeFile(path('bad.yaml'), `thresholds:\n  - {${row}}\n`);
    const { code, stderr } = await run(
      ...['backtest', '--store', store, '--from', FROM, '--to', TO, '--config', path('bad.yaml')],
    );
    expect(code).toBe(2);
    expect(stderr).toContain('bad.yaml line 2: thresholds');
    expect(stderr).toContain(message);
  });

  it('says so when nothing is stored', async () => {
    const nothing = await run(
      ...[
        'backtest',
        '--store',
        store,
        '--from',
        '2027-01-01',
        '--to',
        '2027-01-02',
        '--config',
        path('new.yaml'),
      ],
    );
    expect(nothing).toMatchObject({ code: 1, stderr: expect.stringContaining('no events are stored') });
  });

  describe('over HTTP', () => {
    let server: ServerProcess;
    let api: Api;
    let jobs: string[];
    const ask = (body: unknown) =>
      api.request<{ backtestId: string; code?: string; details?: unknown }>('/api/v1/backtests', {
        method: 'POST',
        headers: { 'content-type': 'application/json' },
        body: JSON.stringify(body),
      });
    const job = async (id: string): Promise<Job> => (await api.get<Job>(`/backtests/${id}`)).body;
    const request = { from: FROM, to: TO, thresholds: CHANGES };

    beforeAll(async () => {
      // The rows of the replay, under a server that has been given the same reference data.
      server = await startServer({ dataDir: store });
      api = new Api(server.url);
      for (const file of REFERENCE_FILES) {
        const { status } = await api.putReference(file, await readFile(path(`data/${file}.csv`), 'utf8'));
        expect({ file, status }).toEqual({ file, status: 200 });
      }
    });
    afterAll(() => server.end());

    it('runs one after another, and gives the same result as the command', async () => {
      const answers = [await ask(request), await ask(request), await ask(request)];
      expect(answers.map(({ status }) => status)).toEqual([202, 202, 202]);
      jobs = answers.map(({ body }) => body.backtestId);
      const [first, second, third] = jobs as [string, string, string];
      expect((await api.request(`/api/v1/backtests/${third}`, { method: 'DELETE' })).status).toBe(204);
      expect(await job(third)).toMatchObject({ state: 'cancelled' });
      expect(await job(second)).toMatchObject({ state: 'queued', progress: 0 });
      const ended = await until(
        'the first is done',
        async () => {
          const seen = await job(first);
          return seen.state !== 'queued' && seen.state !== 'running' && seen;
        },
        100_000,
      );
      expect(ended).toMatchObject({ state: 'done', progress: 1 });
      expect(ended.result?.totals).toMatchObject({ now: now.size, withChange: changed.size });
      expect(ended.result?.fidelity).toMatchObject({ stored: now.size, same: now.size });
    });

    it('stops a running one when it is cancelled, and forgets it when asked again', async () => {
      const [, second] = jobs as [string, string];
      await until('the second runs', async () => (await job(second)).state === 'running');
      const address = `/api/v1/backtests/${second}`;
      expect((await api.request(address, { method: 'DELETE' })).status).toBe(204);
      expect(await job(second)).toMatchObject({ state: 'cancelled' });
      expect((await api.request(address, { method: 'DELETE' })).status).toBe(204);
      expect(await api.request(address)).toMatchObject({ status: 404, body: { code: 'unknown-backtest' } });
    });

    it('names the fields at fault', async () => {
      const faulty = { from: FROM, to: TO, thresholds: [{ ...CHANGES[0], areaId: 'nowhere' }] };
      expect(await ask(faulty)).toMatchObject({
        status: 400,
        body: { code: 'invalid-parameter', details: [{ field: 'thresholds.0.areaId' }] },
      });
      expect(await ask({ from: TO, to: FROM, thresholds: CHANGES })).toMatchObject({
        status: 400,
        body: { details: [{ field: 'to' }] },
      });
    });

    it('refuses the command while the server has the store', async () => {
      const refused = await backtest();
      expect(refused).toMatchObject({ code: 1, stderr: expect.stringContaining('stop the server') });
    });

    it('lets no number of a subscriber out', async () => {
      const numbers = (await readFile(path('data/subscribers.csv'), 'utf8')).match(/\d{11,}/g) ?? [];
      const hunt = new NumberHunt(numbers.slice(0, 300));
      expect(numbers.length).toBeGreaterThan(100);
      expect(hunt.find(api.transcript.join('\n'))).toEqual([]);
    });
  });
});

function placesAddUp(type: TypeFigures): boolean {
  return type.places.reduce((sum, { withChange }) => sum + withChange, 0) === type.withChange;
}
