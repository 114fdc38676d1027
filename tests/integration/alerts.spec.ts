import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { CHAIN, type Login } from '../support/alert-chain.ts';
import { AlertPeople, type AlertAnswer, type Name } from '../support/alert-people.ts';
import { Api } from '../support/api.ts';
import { startServer, type ServerProcess } from '../support/server.ts';
import { until } from '../support/until.ts';

const REPORT = { cause: '异网在集市办卡送米', action: '安排驻点营销' };
const WHY = { reason: '请写明门店' };
/** Due at once and tracked for a moment: what takes days passes in seconds. */
const SOON = { due: { hours: 0.001, working: false, remindBeforeHours: 0 }, trackingDays: 0.00002 };
const REVIEWERS = ['li', 'wang', 'zhao'] as const;
const EVERYBODY: readonly Name[] = [...CHAIN.map(({ login }) => login), 'administrator', 'far'];
const BODIES = {
  report: REPORT,
  amend: { cause: '另一家' },
  approve: {},
  return: WHY,
  close: {},
  reopen: WHY,
  dismiss: WHY,
  acknowledge: {},
} as const;
type Action = keyof typeof BODIES;

/** Over HTTP with sessions, at a real server. */
describe('the alert loop over HTTP', () => {
  let server: ServerProcess;
  let people: AlertPeople;
  beforeAll(async () => {
    server = await startServer();
    await new Api(server.url).putWorld();
    people = await AlertPeople.make(server);
  });
  afterAll(() => server.end());

  /** Takes an alert up to the last step. */
  async function toTheCloser(raised: AlertAnswer): Promise<AlertAnswer> {
    let now = await people.does('zhang', raised, 'report', REPORT);
    for (const login of REVIEWERS) now = await people.does(login, now, 'approve');
    return now;
  }

  const reaches = (id: string, state: string): Promise<AlertAnswer> =>
    until(`it is ${state}`, async () => {
      const alert = await people.detail(id);
      return alert.state === state && alert;
    });

  it('goes its whole way, and everybody may do just what they are said to', async () => {
    let now = await people.raise('T111');
    const walk: readonly (readonly [Login, Action, string])[] = [
      ['zhang', 'report', 'reported 1 1'],
      ['li', 'return', 'returned 0 1'],
      ['zhang', 'amend', 'reported 1 1'],
      ['li', 'approve', 'approved 2 1'],
      ['wang', 'approve', 'approved 3 1'],
      ['zhao', 'approve', 'approved 4 1'],
      ['chen', 'close', 'closed null 1'],
      ['wang', 'reopen', 'reopened 0 2'],
      ['zhang', 'report', 'reported 1 2'],
      ['li', 'approve', 'approved 2 2'],
      ['wang', 'return', 'returned 0 2'],
      ['chen', 'dismiss', 'dismissed null 2'],
    ];
    for (const [login, action, expected] of walk) {
      await everythingElseIsRefused(now);
      now = await people.does(login, await people.detail(now.id), action, BODIES[action]);
      expect(`${now.state} ${now.step} ${now.round}`).toBe(expected);
    }
    await everythingElseIsRefused(now);
    const { timeline } = await people.detail(now.id);
    expect(timeline.map(({ kind }) => kind)).toEqual(['raise', ...walk.map(([, action]) => action)]);
  });

  /** What is not in `may` is refused with 403 or 409 and changes nothing, for each person and action. */
  async function everythingElseIsRefused({ id }: AlertAnswer): Promise<void> {
    const before = await people.detail(id);
    for (const name of EVERYBODY) {
      const mine = await people.of(name).get<{ may: readonly string[] }>(`/alerts/${id}`);
      const may = mine.status === 200 ? mine.body.may : [];
      for (const action of Object.keys(BODIES) as Action[]) {
        if (may.includes(action)) continue;
        const [status, code] = await people.refused(name, before, action, BODIES[action]);
        const because =
          name === 'far' ? 'outside-scope' : status === 409 ? 'illegal-transition' : 'forbidden';
        const expected = because === 'illegal-transition' ? 409 : 403;
        expect([name, action, status, code]).toEqual([name, action, expected, because]);
      }
    }
    expect(await people.detail(id)).toMatchObject({ state: before.state, version: before.version });
  }

  it('is tracked from its due date on and then done, by itself', async () => {
    const closed = await people.does('chen', await toTheCloser(await people.raise('T111', SOON)), 'close');
    const over = await reaches(closed.id, 'done');
    const { timeline } = await people.detail(over.id);
    const kinds = timeline.map(({ kind }) => kind).filter((kind) => kind !== 'escalate');
    expect(kinds.slice(-3)).toEqual(['close', 'track', 'finish']);
    expect(await people.refused('zhang', over, 'reopen', WHY)).toEqual([
      409,
      'illegal-transition',
      'wrong-state',
    ]);
  });

  it('lets one of many win who act on the same version, and tells the others', async () => {
    const reported = await people.does('zhang', await people.raise('T111'), 'report', REPORT);
    const answers = await Promise.all(
      Array.from({ length: 12 }, (_, index) =>
        index % 2 === 0
          ? people.tries('li', reported, 'approve')
          : people.tries('li', reported, 'return', WHY),
      ),
    );
    expect(answers.filter(({ status }) => status === 200)).toHaveLength(1);
    expect(answers.filter(({ status }) => status === 409)).toHaveLength(11);
    const { version, timeline } = await people.detail(reported.id);
    expect(version).toBe(3);
    expect(timeline).toHaveLength(3);
    expect(await people.refused('li', reported, 'approve')).toEqual([409, 'conflict', undefined]);
  });

  it('may be commented by everyone on the chain at any time, without holding anybody up', async () => {
    const raised = await people.raise('T111');
    const [answer, ...comments] = await Promise.all([
      people.tries('zhang', raised, 'report', REPORT),
      ...(['li', 'wang', 'chen'] as const).map((login) =>
        people.tries(login, raised, 'comment', { text: `${login} 说明` }),
      ),
    ]);
    expect(answer?.status).toBe(200);
    expect(comments.map(({ status }) => status)).toEqual([200, 200, 200]);
    expect((await people.detail(raised.id)).version).toBe(2);
    expect(await people.told('zhang', raised.id)).toEqual(['raised', 'comment', 'comment', 'comment']);
  });

  it('is nothing to those whose areas it is not in, wherever they ask', async () => {
    const { id } = await people.raise('T111', { title: '只在城关' });
    const far = people.of('far');
    for (const path of [`/alerts/${id}`, `/alerts/${id}/curve`])
      expect((await far.get(path)).status).toBe(403);
    const seen = { id, version: 1 } as AlertAnswer;
    for (const [action, body] of Object.entries({ ...BODIES, comment: { text: 'x' } }))
      expect([action, (await people.tries('far', seen, action, body)).status]).toEqual([action, 403]);
    expect(await people.list('?state=any', 'far')).toEqual([]);
    expect((await far.get<string>('/alerts/export?state=any')).text).not.toContain('只在城关');
    const bulk = await far.done('POST', '/alerts/bulk', { action: 'dismiss', ids: [id], note: 'x' });
    expect(bulk).toMatchObject({ done: [], refused: [{ id, code: 'outside-scope' }] });
    expect((await people.of('zhang').get(`/alerts/${(await people.raise('K12')).id}`)).status).toBe(403);
    expect((await people.of('chen').get('/alerts/none')).status).toBe(404);
  });

  it('is raised by hand up and down the hierarchy; where nobody holds a position, a supervisor stands in', async () => {
    const down = await people.raise('T111');
    expect(down).toMatchObject({ indicatorId: null, waitingFor: [{ name: '张伟' }] });
    const up = await people.raise('C1');
    expect(up.waitingFor).toEqual([]);
    for (const areaId of ['P1', 'C2']) {
      const asked = { areaId, title: 'x', message: 'x', indicatorId: 'ready-share-drop' };
      expect((await people.of('chen').send('POST', '/alerts', asked)).status).toBe(403);
      expect((await people.of('zhang').send('POST', '/alerts', { ...asked, areaId: 'T111' })).status).toBe(
        403,
      );
    }
    const reported = await people.does('chen', up, 'report', REPORT);
    expect(await people.refused('chen', reported, 'approve')).toEqual([
      409,
      'illegal-transition',
      'own-report',
    ]);
    const number = {
      areaId: 'T111',
      title: 'x',
      message: '请致电 138 0013 8000',
      indicatorId: 'ready-share-drop',
    };
    expect((await people.of('chen').send('POST', '/alerts', number)).status).toBe(400);
  });

  it('is acknowledged, closed and dismissed in bulk, each as far as it is possible', async () => {
    const ready = await Promise.all(
      [people.raise('T111'), people.raise('T111')].map(async (one) => toTheCloser(await one)),
    );
    const fresh = await people.raise('T111');
    const ids = [...ready, fresh].map(({ id }) => id);
    const bulk = (action: string, which = ids) =>
      people
        .of('chen')
        .done<{ done: string[]; refused: { id: string; code: string }[] }>('POST', '/alerts/bulk', {
          action,
          ids: [...which, which[0]],
          note: '批量处理',
        });
    expect(await bulk('acknowledge')).toMatchObject({ done: ids, refused: [] });
    expect(await bulk('close')).toMatchObject({
      done: ready.map(({ id }) => id),
      refused: [{ id: fresh.id, code: 'illegal-transition' }],
    });
    expect(await bulk('dismiss', [fresh.id])).toMatchObject({ done: [fresh.id] });
    const { timeline } = await people.detail(fresh.id);
    expect(timeline.map(({ kind, text }) => [kind, text])).toEqual([
      ['raise', null],
      ['acknowledge', '批量处理'],
      ['dismiss', '批量处理'],
    ]);
  });

  it('is found in Chinese and English, by all words, and exported as it is found', async () => {
    const raised = await people.raise('T111', { title: '=HYPERLINK', message: '柳林镇展台, "促销"' });
    await people.does('zhang', raised, 'report', { cause: 'A rival gives away rice', action: '增派直销队' });
    await people.does('chen', await people.detail(raised.id), 'dismiss', { reason: '重复上报' });
    const found = async (q: string) =>
      (await people.list(`?state=over&q=${encodeURIComponent(q)}`)).map(({ id }) => id);
    for (const q of ['展台', '直销队', 'RIVAL rice', '重复 柳林', '展台 城关镇', 'chengguan gives'])
      expect([q, await found(q)]).toEqual([q, [raised.id]]);
    for (const q of ['展台 rye', '销直', '展台 西湖县']) expect([q, await found(q)]).toEqual([q, []]);
    const { text, headers } = await people
      .of('chen')
      .get<string>(`/alerts/export?state=over&q=${encodeURIComponent('展台')}`);
    expect(headers.get('content-type')).toContain('text/csv');
    const [, line, ...rest] = text.split('\r\n');
    expect(line).toContain(`,'=HYPERLINK,'=HYPERLINK,"柳林镇展台, ""促销""",T111,`);
    expect(rest).toEqual(['']);
  });

  it('leaves an unbroken audit trail of all of it', async () => {
    const report = await people.get<{ ok: boolean }>('administrator', '/audit/verify');
    expect(report).toMatchObject({ ok: true });
  });
});
