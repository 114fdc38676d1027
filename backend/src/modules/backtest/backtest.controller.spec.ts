import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { startTestApp, type TestApp } from '../../testing/test-app.ts';
import type { JobView } from './jobs.ts';

const THRESHOLDS = [{ rule: 'homecoming/own', parameter: 'minAwayDays', value: 5, areaId: '9901' }];
const REQUEST = {
  from: '2026-02-01T00:00:00+08:00',
  to: Date.parse('2026-02-10T00:00:00+08:00'),
  thresholds: THRESHOLDS,
};

describe('/api/v1/backtests', () => {
  let test: TestApp;
  beforeAll(async () => {
    test = await startTestApp();
  });
  afterAll(() => test.close());
  const post = async (body: unknown): Promise<{ status: number; body: Record<string, unknown> }> => {
    const answer = await fetch(`${test.url}/api/v1/backtests`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify(body),
    });
    return { status: answer.status, body: (await answer.json()) as Record<string, unknown> };
  };
  const get = async (id: string): Promise<JobView> =>
    (await (await fetch(`${test.url}/api/v1/backtests/${id}`)).json()) as JobView;

  it('takes one, and tells what becomes of it', async () => {
    const { status, body } = await post(REQUEST);
    expect(status).toBe(202);
    const id = String(body['backtestId']);
    let view = await get(id);
    for (; view.state === 'queued' || view.state === 'running'; view = await get(id));
    expect(view).toEqual({
      backtestId: id,
      state: 'failed',
      progress: 0,
      error: { code: 'no-events', message: 'no events are stored for this span' },
    });
    const removed = await fetch(`${test.url}/api/v1/backtests/${id}`, { method: 'DELETE' });
    expect(removed.status).toBe(204);
    expect(await get(id)).toMatchObject({ code: 'unknown-backtest' });
  });

  it.each([
    ['from', { ...REQUEST, from: 'yesterday' }],
    ['to', { ...REQUEST, to: REQUEST.from }],
    ['to', { ...REQUEST, from: 0 }],
    ['warmUpDays', { ...REQUEST, warmUpDays: -1 }],
    ['thresholds', { ...REQUEST, thresholds: [] }],
    ['thresholds.0.value', { ...REQUEST, thresholds: [{ ...THRESHOLDS[0], value: 'long' }] }],
    ['thresholds.0.areaId', { ...REQUEST, thresholds: [{ ...THRESHOLDS[0], areaId: 'nowhere' }] }],
  ])('names %s as the fault', async (field, body) => {
    expect(await post(body)).toMatchObject({
      status: 400,
      body: { code: 'invalid-parameter', details: [{ field }] },
    });
  });

  it('is in the API document', async () => {
    const document = (await (await fetch(`${test.url}/api/docs/openapi.json`)).json()) as {
      paths: Record<string, { post?: { requestBody?: unknown } }>;
    };
    expect(JSON.stringify(document.paths['/api/v1/backtests']?.post?.requestBody)).toContain('warmUpDays');
  });
});
