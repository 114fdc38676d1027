import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { DATABASE_KINDS, openTestDatabase, type TestDatabase } from '../../testing/test-database.ts';
import type { Notice } from '../notifications/notifications.service.ts';
import type { AlertView } from './alert-view.ts';
import {
  CHAIN,
  fastClock,
  openAlertScene,
  shareDrop,
  until,
  type AlertScene,
} from './testing/alert-scene.ts';

const REPORT = { cause: '竞争对手在集市促销', action: '已安排驻点营销', evidence: 'photo of the stall' };
const SENTENCE = '2月10日东县当日三方新增市场占有率为65.2%，低于70%，请关注并及时上报原因。';

describe.each(DATABASE_KINDS)('the alert loop over %s', (kind) => {
  let server: TestDatabase | null = null;
  let scene: AlertScene;
  beforeAll(async () => {
    server = kind === 'server' ? await openTestDatabase('server') : null;
    const environment = server === null ? {} : { TIDEWALL_DATABASE_URL: server.url };
    scene = await openAlertScene({ environment, clock: fastClock() });
    // What is due in half an hour is due in half a second here.
    const { body } = await scene.as('root')<{ version: number; definition: object }>(
      'GET',
      '/indicators/ready-share-drop',
    );
    const due = { hours: 2, working: false, remindBeforeHours: 1 };
    const definition = { ...body.definition, due, trackingDays: 0.125 };
    const changed = await scene.as('root')('PUT', '/indicators/ready-share-drop', { version: 1, definition });
    expect(changed.status).toBe(200);
  });
  afterAll(async () => {
    await scene.close();
    await server?.close();
  });

  const act = async (name: string, { id, version }: AlertView, action: string, body: object = {}) =>
    await scene.as(name)<AlertView>('POST', `/alerts/${id}/${action}`, { version, ...body });
  const done = async (name: string, alert: AlertView, action: string, body: object = {}) => {
    const answer = await act(name, alert, action, body);
    expect({ action, ...answer }).toMatchObject({ action, status: 200 });
    return answer.body;
  };

  it('tells five people at once with the exact sentence, is returned, closed, tracked, reopened by a relapse, and found in history', async () => {
    await scene.find(shareDrop('d1'));
    const [raised] = await scene.open();
    expect(raised).toMatchObject({
      state: 'raised',
      step: 0,
      version: 1,
      areaId: '990101',
      message: { zh: SENTENCE },
    });
    for (const [name] of CHAIN) {
      const { body } = await scene.as(name)<{ items: Notice[] }>('GET', '/notifications');
      expect(body.items.filter(({ kind: why }) => why === 'raised').map(({ text }) => text.zh)).toEqual([
        SENTENCE,
      ]);
    }
    const reported = await done('head', raised!, 'report', REPORT);
    expect(reported).toMatchObject({ state: 'reported', step: 1, version: 2 });
    const returned = await done('overseer', reported, 'return', { reason: '原因不够具体' });
    expect(returned).toMatchObject({ state: 'returned', step: 0 });
    let now = await done('head', returned, 'amend', { cause: '竞争对手在东集市办卡送米' });
    expect((await scene.detail(now.id)).report).toMatchObject({
      ...REPORT,
      cause: '竞争对手在东集市办卡送米',
    });
    for (const name of ['overseer', 'office', 'deputy']) now = await done(name, now, 'approve');
    now = await done('city', now, 'close', { note: '同意' });
    expect(now).toMatchObject({ state: 'closed', step: null });
    await scene.reaches(now.id, 'tracking');

    await scene.find(shareDrop('d2', { eventTime: new Date(Date.now() + 1e12).toISOString() }));
    now = await scene.reaches(now.id, 'reopened');
    expect(now).toMatchObject({ round: 2, step: 0, occurrences: 2 });
    now = await done('head', now, 'report', { ...REPORT, cause: '春节返乡潮' });
    for (const name of ['overseer', 'office', 'deputy']) now = await done(name, now, 'approve');
    now = await done('city', now, 'close');
    const over = await scene.reaches(now.id, 'done');
    expect(
      over.timeline.map(({ kind: line }) => line).filter((line) => line !== 'remind' && line !== 'escalate'),
    ).toEqual([
      ...['raise', 'report', 'return', 'amend', 'approve', 'approve', 'approve', 'close', 'track', 'relapse'],
      ...['report', 'approve', 'approve', 'approve', 'close', 'track', 'finish'],
    ]);
    for (const q of ['办卡送米', '春节', 'stall East', '份额', '东县']) {
      const found = await scene.as('root')<{ items: AlertView[] }>(
        'GET',
        `/alerts?state=over&q=${encodeURIComponent(q)}`,
      );
      expect(found.body.items.map(({ id }) => id)).toEqual([now.id]);
    }
    const missed = await scene.as('root')<{ items: AlertView[] }>(
      'GET',
      `/alerts?state=over&q=${encodeURIComponent('送油')}`,
    );
    expect(missed.body.items).toEqual([]);
  }, 60_000);

  it('lets one of two win who do the same at the same time', async () => {
    await scene.find(shareDrop('d3', { areaId: '990102', subject: { kind: 'area', id: '990102' } }));
    const [raised] = await scene.open();
    const answers = await Promise.all(
      Array.from({ length: 8 }, () => act('root', raised!, 'dismiss', { reason: 'a test' })),
    );
    expect(answers.map(({ status }) => status).sort()).toEqual([
      200,
      ...Array.from({ length: 7 }, () => 409),
    ]);
    expect((await scene.detail(raised!.id)).version).toBe(2);
  });

  it('keeps people from what is not theirs, and names why', async () => {
    await scene.find(shareDrop('d4', { eventTime: new Date(Date.now() + 2e12).toISOString() }));
    const raised = (await scene.open()).find(({ state }) => state === 'raised');
    const code = async (name: string, action: string, body: object = {}) => {
      const { status, body: answer } = await act(name, raised!, action, body);
      return [status, (answer as unknown as { details?: { refusal: string } }).details?.refusal];
    };
    expect(await code('overseer', 'approve')).toEqual([409, 'wrong-state']);
    expect(await code('overseer', 'report', REPORT)).toEqual([403, 'not-your-step']);
    expect(await code('stranger', 'report', REPORT)).toEqual([403, 'not-on-chain']);
    expect(await code('elsewhere', 'dismiss', { reason: 'x' })).toEqual([403, undefined]);
    expect(await code('head', 'return', { reason: '' })).toEqual([400, undefined]);
    expect((await scene.detail(raised!.id)).version).toBe(1);
  });

  it('reminds and escalates once when nobody does anything', async () => {
    const raised = (await scene.open()).find(({ state }) => state === 'raised')!;
    await until('it is escalated', async () => (await scene.detail(raised.id)).escalatedAt !== null);
    const { timeline, overdue, may } = await scene.detail(raised.id, 'head');
    expect(timeline.map(({ kind: line }) => line)).toEqual(['raise', 'remind', 'escalate']);
    expect(overdue).toBe(true);
    expect(may).toEqual(['report', 'acknowledge', 'comment']);
    const told = await scene.as('city')<{ items: Notice[] }>('GET', '/notifications');
    expect(told.body.items[0]).toMatchObject({ kind: 'escalated', alertId: raised.id });
  }, 30_000);

  it('writes every transition into an unbroken audit trail', async () => {
    const { body } = await scene.as('root')<{ ok: boolean }>('GET', '/audit/verify');
    expect(body).toMatchObject({ ok: true });
  });
});
