import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { detectionBlock } from '@tidewall/clickhouse';
import { askingAs, person, type Ask } from '../../testing/ask-as.ts';
import { homecoming, NOON } from '../../testing/samples.ts';
import { startTestApp, type TestApp } from '../../testing/test-app.ts';
import { DATABASE_KINDS, openTestDatabase, type TestDatabase } from '../../testing/test-database.ts';
import { SYSTEM_CLOCK } from '../../tokens.ts';
import { AuditService } from '../audit/index.ts';
import { VaultService } from '../vault/vault.service.ts';
import type { SchemeAction } from './lifecycle.ts';
import { READY_MADE } from './ready-made.ts';
import { SchemesService } from './schemes.service.ts';
import type { SchemeDefinition, SchemeState } from './schemes.types.ts';

interface Scheme {
  readonly schemeId: string;
  readonly rowVersion: number;
  readonly version: number;
  readonly state: SchemeState;
  readonly name: string;
  readonly approvalsNeeded: number;
  readonly expectedWeekly: number | null;
  readonly actions: readonly SchemeAction[];
  readonly definition: SchemeDefinition;
}
interface Fault {
  readonly code: string;
  readonly details?: unknown;
}

const PEOPLE = [
  person('wang', ['campaign-manager']),
  person('li', ['campaign-manager']),
  person('chen', ['supervisor']),
  person('east', ['campaign-manager'], ['990101']),
  person('viewer', ['viewer']),
];
const WELCOME = READY_MADE['welcome-home']!;

describe.each(DATABASE_KINDS)('/api/v1/schemes, %s', (kind) => {
  let database: TestDatabase | null = null;
  let test: TestApp;
  let as: (id: string) => Ask;
  beforeAll(async () => {
    database = kind === 'server' ? await openTestDatabase('server') : null;
    test = await startTestApp({
      environment: {
        TIDEWALL_CAMPAIGNS_TWO_APPROVERS_FROM: '2',
        ...(database === null ? {} : { TIDEWALL_DATABASE_URL: database.url }),
      },
    });
    as = askingAs(test, PEOPLE);
    const seen = ['a', 'b', 'c'].map((id) => homecoming(id, '2026-02-09T08:00:00+08:00'));
    await test.store.insert(detectionBlock('t', seen));
  });
  afterAll(async () => {
    await test.close();
    await database?.close();
  });

  const make = async (over: Partial<SchemeDefinition> = {}, by = 'wang'): Promise<Scheme> => {
    const definition = { ...WELCOME, trigger: { ...WELCOME.trigger, areaIds: ['990102'] }, ...over };
    const { status, body } = await as(by)<Scheme>('POST', '/schemes', { definition });
    expect({ status, body }).toMatchObject({ status: 201 });
    return body;
  };
  const act = (by: string, scheme: Scheme, action: string, more: object = {}) =>
    as(by)<Scheme & Fault>('POST', `/schemes/${scheme.schemeId}/${action}`, {
      rowVersion: scheme.rowVersion,
      ...more,
    });
  const done = async (by: string, scheme: Scheme, action: string, more: object = {}): Promise<Scheme> => {
    const { status, body } = await act(by, scheme, action, more);
    expect({ action, status, body }).toMatchObject({ status: 200 });
    return body;
  };
  const started = async (): Promise<Scheme> => {
    const submitted = await done('wang', await make(), 'submit');
    return done('wang', await done('li', submitted, 'approve'), 'start');
  };
  const edit = (by: string, scheme: Scheme, over: Partial<SchemeDefinition>) =>
    as(by)<Scheme & Fault>('PUT', `/schemes/${scheme.schemeId}`, {
      rowVersion: scheme.rowVersion,
      definition: { ...scheme.definition, ...over },
    });

  it('has the ready-made schemes after the first start, as drafts with texts in both languages', async () => {
    const { body } = await as('wang')<{ items: Scheme[] }>('GET', '/schemes?state=draft');
    expect(body.items.map(({ name }) => name).sort()).toEqual(
      Object.values(READY_MADE)
        .map(({ name }) => name)
        .sort(),
    );
    const preview = { template: WELCOME.content['zh-CN']?.['sms'], language: 'zh-CN' };
    const { body: shown } = await as('wang')<object>('POST', '/content/preview', preview);
    expect(shown).toMatchObject({ faults: [], encoding: 'ucs-2', segments: 1 });
  });

  it('goes from draft to running, and what runs is what the decision reads', async () => {
    const draft = await make();
    expect(draft).toMatchObject({ state: 'draft', actions: ['edit', 'submit'] });
    const submitted = await done('wang', draft, 'submit');
    expect(submitted).toMatchObject({ state: 'submitted', approvalsNeeded: 1, expectedWeekly: 0 });
    expect(await act('wang', submitted, 'approve')).toMatchObject({
      status: 403,
      body: { code: 'own-work' },
    });
    const approved = await done('chen', submitted, 'approve');
    const running = await done('wang', approved, 'start');
    const { body } = await as('viewer')<Scheme>('GET', `/schemes/${draft.schemeId}`);
    expect(body).toMatchObject({ state: 'running', actions: [] });
    const service = test.app.get(SchemesService);
    const [found] = service.running().filter(({ schemeId }) => schemeId === running.schemeId);
    expect(found).toMatchObject({ version: 1, name: WELCOME.name, areas: new Set(['990102']) });
    await done('chen', running, 'pause');
    expect(service.running().some(({ schemeId }) => schemeId === running.schemeId)).toBe(false);
  });

  it('needs two approvers where more triggers a week are expected', async () => {
    const submitted = await done('wang', await make({ trigger: WELCOME.trigger }), 'submit');
    expect(submitted).toMatchObject({ approvalsNeeded: 2, expectedWeekly: 3 });
    const once = await done('li', submitted, 'approve');
    expect(once.state).toBe('submitted');
    expect(await act('li', once, 'approve')).toMatchObject({ status: 403, body: { code: 'own-work' } });
    expect(await done('chen', once, 'approve')).toMatchObject({ state: 'approved' });
  });

  it('takes an approval back when the scheme is edited, and keeps every version', async () => {
    const approved = await done('li', await done('wang', await make(), 'submit'), 'approve');
    const { body: edited } = await edit('li', approved, { priority: 7 });
    expect(edited).toMatchObject({ state: 'draft', version: 2, actions: ['edit', 'submit', 'rollback'] });
    expect(await act('wang', edited, 'start')).toMatchObject({
      status: 409,
      body: { code: 'illegal-transition' },
    });
    const { body: diff } = await as('wang')<object>('GET', `/schemes/${edited.schemeId}/diff?from=1&to=2`);
    expect(diff).toEqual({ from: 1, to: 2, changes: [{ field: 'priority', before: 100, after: 7 }] });
    const back = await done('chen', edited, 'rollback', { toVersion: 1 });
    expect(back).toMatchObject({ state: 'approved', version: 1, definition: { priority: 100 } });
  });

  it('rolls a running scheme back in one step', async () => {
    const first = await started();
    const { body: draft } = await edit('wang', await done('wang', first, 'pause'), { priority: 3 });
    const second = await done('li', await done('wang', draft, 'submit'), 'approve');
    const running = await done('wang', second, 'start');
    expect(running).toMatchObject({ state: 'running', version: 2 });
    const back = await done('chen', running, 'rollback', { toVersion: 1 });
    expect(back).toMatchObject({ state: 'running', version: 1, definition: { priority: 100 } });
  });

  it('lets one of two that saw the same win; the other gets 409 and changes nothing', async () => {
    const running = await started();
    const answers = await Promise.all(
      ['wang', 'li', 'chen'].map((by) => act(by, running, by === 'li' ? 'end' : 'pause')),
    );
    expect(answers.map(({ status }) => status).sort()).toEqual([200, 409, 409]);
    const { body } = await as('wang')<Scheme>('GET', `/schemes/${running.schemeId}`);
    expect(body.rowVersion).toBe(running.rowVersion + 1);
  });

  it('writes each transition down with who, what and why', async () => {
    const submitted = await done('wang', await make(), 'submit');
    const returned = await done('chen', submitted, 'return', { reason: '文案需要修改' });
    expect(returned).toMatchObject({ state: 'returned', returnReason: '文案需要修改' });
    const { items } = await test.app
      .get(AuditService)
      .page({ subjectType: 'scheme', subjectId: submitted.schemeId }, undefined, 10);
    expect(items.map(({ actor, action, reason }) => ({ actor, action, reason }))).toEqual([
      { actor: 'chen', action: 'scheme.return', reason: '文案需要修改' },
      { actor: 'wang', action: 'scheme.submit', reason: null },
      { actor: 'wang', action: 'scheme.create', reason: null },
    ]);
  });

  it('shows and takes nothing outside the scope', async () => {
    const west = await make();
    const east = as('east');
    expect((await east<Fault>('GET', `/schemes/${west.schemeId}`)).body.code).toBe('outside-scope');
    expect((await act('east', west, 'submit')).status).toBe(403);
    expect((await east<Fault>('POST', '/schemes', { definition: WELCOME })).body.code).toBe('outside-scope');
    const own = await make({ trigger: { ...WELCOME.trigger, areaIds: ['990101'] } }, 'east');
    const { body } = await east<{ items: Scheme[] }>('GET', '/schemes');
    expect(body.items.map(({ schemeId }) => schemeId)).toEqual([own.schemeId]);
    const { status } = await edit('east', own, { trigger: { ...WELCOME.trigger, areaIds: ['9901'] } });
    expect(status).toBe(403);
    expect((await as('viewer')('POST', '/schemes', { definition: WELCOME })).status).toBe(403);
  });

  it.each([
    ['trigger.areaIds.0', { trigger: { ...WELCOME.trigger, areaIds: ['nowhere'] } }],
    ['channel', { channel: 'pigeon' }],
    ['content.en.sms', { content: { ...WELCOME.content, en: { sms: 'Hello\n{{ name }}' } } }],
  ])('names %s as the fault of a definition', async (field, over) => {
    const { status, body } = await as('wang')<Fault>('POST', '/schemes', {
      definition: { ...WELCOME, ...over },
    });
    expect({ status, body }).toMatchObject({
      status: 422,
      body: { code: 'scheme-faults', details: [{ field }] },
    });
  });

  it('stores lists of numbers as pseudonyms, and counts them for the number of approvers', async () => {
    const numbers = ['8613900000001', '8613900000002', '8613900000003', 'nobody'];
    const { status, body: list } = await as('wang')<{ listId: string }>('POST', '/audience-lists', {
      name: '老客户',
      numbers,
    });
    expect({ status, list }).toMatchObject({ status: 201, list: { size: 3, unreadable: 1 } });
    expect(JSON.stringify(list)).not.toContain('86139');
    const scheme = await make({ audience: { ...WELCOME.audience, listId: list.listId } });
    expect(await done('wang', scheme, 'submit')).toMatchObject({ approvalsNeeded: 2 });
    const service = test.app.get(SchemesService);
    const pseudonyms = test.app.get(VaultService).pseudonymsOf(numbers[0]!);
    const found = await service.listsOf(test.database.db, pseudonyms, [scheme.definition]);
    expect([...found.values()].flat()).toContain(list.listId);
    expect(await service.listsOf(test.database.db, ['0000000000000000'], [scheme.definition])).toEqual(
      new Map(),
    );
    expect((await as('east')('GET', '/audience-lists')).status).toBe(403);
    const wrong = { definition: { ...WELCOME, audience: { ...WELCOME.audience, listId: 'nothing' } } };
    expect((await as('wang')<Fault>('POST', '/schemes', wrong)).body).toMatchObject({
      details: [{ field: 'audience.listId' }],
    });
  });

  it('starts by itself when it is scheduled, and ends with its validity', async () => {
    const clock = test.app.get<{ now: () => number }>(SYSTEM_CLOCK);
    const state = async (id: string) => (await as('wang')<Scheme>('GET', `/schemes/${id}`)).body.state;
    const submitted = await done('wang', await make({ validUntil: NOON + 2_000 }), 'submit');
    const approved = await done('li', submitted, 'approve');
    const late = await act('wang', approved, 'schedule', { at: NOON + 2_000 });
    expect(late).toMatchObject({ status: 409, body: { details: { fault: 'validity-over' } } });
    const { schemeId } = await done('wang', approved, 'schedule', { at: NOON + 1_000 });
    clock.now = () => NOON + 1_000;
    await until(async () => (await state(schemeId)) === 'running');
    clock.now = () => NOON + 2_000;
    await until(async () => (await state(schemeId)) === 'ended');
    clock.now = () => NOON;
    const filter = { subjectType: 'scheme', subjectId: schemeId };
    const { items } = await test.app.get(AuditService).page(filter, undefined, 2);
    expect(items.map(({ actor, action }) => [actor, action])).toEqual([
      ['system:schedule', 'scheme.end'],
      ['system:schedule', 'scheme.start'],
    ]);
  });

  it('keeps ended schemes in the library, to be copied', async () => {
    const ended = await done('wang', await started(), 'end');
    const { body: library } = await as('viewer')<{ items: Scheme[] }>('GET', '/schemes/library');
    expect(library.items.map(({ schemeId }) => schemeId)).toContain(ended.schemeId);
    const { status, body } = await as('li')<Scheme>('POST', `/schemes/${ended.schemeId}/copy`, {
      name: '再来',
    });
    expect({ status, body }).toMatchObject({
      status: 201,
      body: { state: 'draft', name: '再来', version: 1 },
    });
    expect((await act('wang', ended, 'resume')).status).toBe(409);
  });
});

async function until(isSo: () => Promise<boolean>): Promise<void> {
  for (let tries = 0; tries < 200; tries++) {
    if (await isSo()) return;
    await sleep(50);
  }
  throw new Error('it did not come');
}
