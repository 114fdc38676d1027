import { afterAll, beforeEach, describe, expect, it } from '@jest/globals';
import { RULES } from '@tidewall/streams';
import { NOON, SAMPLE_REFERENCE } from '../../testing/samples.ts';
import { startTestApp, type TestApp } from '../../testing/test-app.ts';

interface Rule {
  readonly rule: string;
  readonly version: string;
  readonly parameters: readonly Readonly<Record<string, unknown>>[];
}
interface Body {
  readonly version: number;
  readonly rules: readonly Rule[];
  readonly history: readonly unknown[];
}

const HOUR = 3_600_000;
const CSV = [
  'version,effectiveFrom,areaId,rule,parameter,value',
  '1,,,homecoming/own,minAwayDays,6',
  '1,,9901,homecoming/own,homeLevel,county',
  '2,2026-02-10T10:00:00+08:00,990101,homecoming/own,minAwayDays,4',
  '2,,,rival-numbers,seenDays,60',
].join('\n');

describe('/api/v1/thresholds', () => {
  let test: TestApp;
  const starting = startTestApp();
  beforeEach(async () => {
    test = await starting;
    test.pipeline.files = { ...SAMPLE_REFERENCE, thresholds: CSV };
  });
  afterAll(async () => {
    await (await starting).close();
  });

  const get = async (query = ''): Promise<{ status: number; body: Body }> => {
    const answer = await fetch(`${test.url}/api/v1/thresholds${query}`);
    return { status: answer.status, body: (await answer.json()) as Body };
  };
  const post = async (body: unknown): Promise<{ status: number; body: unknown }> => {
    const answer = await fetch(`${test.url}/api/v1/thresholds`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: typeof body === 'string' ? body : JSON.stringify(body),
    });
    return { status: answer.status, body: await answer.json() };
  };
  const parameter = async (query: string, rule: string, name: string) => {
    const { body } = await get(query);
    return body.rules.find((each) => each.rule === rule)?.parameters.find((each) => each['name'] === name);
  };

  it('gives every rule with names in both languages, limits and units', async () => {
    test.pipeline.files = SAMPLE_REFERENCE;
    const { body } = await get();
    expect(body).toMatchObject({ areaId: null, at: NOON, version: 0, history: [] });
    expect(body.rules.map(({ rule }) => rule)).toEqual(Object.keys(RULES));
    expect(body.rules[0]).toMatchObject({ label: { zh: '返乡·本网' }, version: 'defaults' });
    expect(body.rules[0]?.parameters[0]).toEqual({
      name: 'homeLevel',
      label: { zh: '归属地级别', en: 'level of area that counts as home' },
      unit: 'level',
      default: 'city',
      min: 'province',
      max: 'township',
      everywhere: false,
      value: 'city',
      from: null,
    });
  });

  it('says which value is in force at an area and time, from which area and version', async () => {
    const away = (query: string) => parameter(query, 'homecoming/own', 'minAwayDays');
    expect(await away('')).toMatchObject({ value: 6, default: 7, from: { version: 1, areaId: null } });
    const from = { version: 2, areaId: '990101', effectiveFrom: NOON - 2 * HOUR };
    expect(await away('?areaId=990101')).toMatchObject({ value: 4, from });
    expect(await away(`?areaId=990101&at=${NOON - 3 * HOUR}`)).toMatchObject({ value: 6 });
    expect(await away('?areaId=990102')).toMatchObject({ value: 6 });
    const level = await parameter('?areaId=990102', 'homecoming/own', 'homeLevel');
    expect(level).toMatchObject({ value: 'county', from: { areaId: '9901', effectiveFrom: null } });
    expect(await parameter('', 'rival-numbers', 'seenDays')).toMatchObject({ value: 60, everywhere: true });
  });

  it('lists what each version changed, newest first', async () => {
    const { body } = await get();
    expect(body.version).toBe(2);
    expect(body.history).toMatchObject([
      { version: 2, changes: [{ areaId: '990101', parameter: 'minAwayDays', value: 4 }, { value: 60 }] },
      { version: 1, changes: [{ value: 6 }, { parameter: 'homeLevel', value: 'county' }] },
    ]);
  });

  it('adds rows of the next version, in force from now on', async () => {
    const changes = [
      { rule: 'share-drop/sudden', parameter: 'minDrop', value: 0.1 },
      { rule: 'homecoming/own', parameter: 'homeLevel', value: 'county' },
    ];
    expect(await post({ areaId: '9901', changes })).toEqual({ status: 200, body: { version: 3 } });
    const added = test.pipeline.files.thresholds?.trimEnd().split('\n').slice(-2);
    expect(added).toEqual([
      '3,2026-02-10T12:00:01+08:00,9901,share-drop/sudden,minDrop,0.1',
      '3,2026-02-10T12:00:01+08:00,9901,homecoming/own,homeLevel,county',
    ]);
    const at = `?areaId=990102&at=${NOON + HOUR}`;
    expect(await parameter(at, 'share-drop/sudden', 'minDrop')).toMatchObject({ value: 0.1 });
  });

  it('keeps the order of the columns of the file, and gives each change a version of its own', async () => {
    test.pipeline.files = {
      ...SAMPLE_REFERENCE,
      thresholds: 'value,rule,parameter,version,areaId,effectiveFrom\n',
    };
    const change = (value: number) => ({
      changes: [{ rule: 'rival-numbers', parameter: 'seenDays', value }],
    });
    const answers = await Promise.all([70, 80, 90].map((value) => post(change(value))));
    expect(answers.map(({ body }) => body)).toEqual([{ version: 1 }, { version: 2 }, { version: 3 }]);
    expect(test.pipeline.files.thresholds).toContain(
      '70,rival-numbers,seenDays,1,,\n80,rival-numbers,seenDays,2,,',
    );
  });

  it('refuses what is judged already', async () => {
    test.pipeline.output$.next({ detections: [], windows: [], shareDays: [], watermark: NOON - HOUR });
    const changes = [{ rule: 'campus-student', parameter: 'minSms', value: 40 }];
    const early = await post({ effectiveFrom: NOON - HOUR - 1, changes });
    expect(early).toMatchObject({ status: 422, body: { code: 'threshold-faults' } });
    expect(early.body).toMatchObject({
      details: [{ field: 'effectiveFrom', message: expect.stringContaining('2026-02-10T11:00:00+08:00') }],
    });
    expect(await post({ effectiveFrom: '2026-02-10T11:00:00+08:00', changes })).toMatchObject({
      status: 200,
    });
  });

  it.each([
    ['changes.0.rule', { rule: 'weather', parameter: 'minSms', value: 1 }, {}],
    ['changes.0.parameter', { rule: 'campus-student', parameter: 'toString', value: 1 }, {}],
    ['changes.0.value', { rule: 'campus-student', parameter: 'minSms', value: 0 }, {}],
    ['changes.0.value', { rule: 'homecoming/own', parameter: 'homeLevel', value: 2 }, {}],
    ['changes.0.value', { rule: 'campus-student', parameter: 'minSms' }, {}],
    ['changes.0.parameter', { rule: 'rival-numbers', parameter: 'seenDays', value: 30 }, { areaId: '9901' }],
    [
      'changes.0.parameter',
      { rule: 'rival-numbers', parameter: 'seenDays', value: 30 },
      { effectiveFrom: NOON },
    ],
    ['effectiveFrom', { rule: 'campus-student', parameter: 'minSms', value: 1 }, { effectiveFrom: 'soon' }],
  ])('names %s as the fault of %j with %j', async (field, change, more) => {
    const { status, body } = await post({ ...more, changes: [change] });
    expect({ status, body }).toMatchObject({
      status: 422,
      body: { code: 'threshold-faults', details: [{ field }] },
    });
    expect(test.pipeline.files.thresholds).toBe(CSV);
  });

  it('refuses what is no list of changes, no JSON, or of an unknown area', async () => {
    const changes = [{ rule: 'campus-student', parameter: 'minSms', value: 40 }];
    expect(await post({ changes: [] })).toMatchObject({
      status: 422,
      body: { details: [{ field: 'changes' }] },
    });
    const twice = await post({ changes: [...changes, ...changes] });
    expect(twice).toMatchObject({ status: 422, body: { details: [{ field: 'changes.1.parameter' }] } });
    expect(await post('{')).toMatchObject({ status: 400, body: { code: 'not-json' } });
    expect(await post({ areaId: 'nowhere', changes })).toMatchObject({
      status: 404,
      body: { code: 'unknown-area' },
    });
    expect((await get('?areaId=nowhere')).status).toBe(404);
    expect((await get('?at=soon')).status).toBe(400);
  });
});
