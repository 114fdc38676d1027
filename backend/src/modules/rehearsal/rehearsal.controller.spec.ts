import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { detectionBlock } from '@tidewall/clickhouse';
import { askingAs, person, type Ask } from '../../testing/ask-as.ts';
import { homecoming, NOON } from '../../testing/samples.ts';
import { startTestApp, type TestApp } from '../../testing/test-app.ts';
import { DATABASE_KINDS, openTestDatabase, type TestDatabase } from '../../testing/test-database.ts';
import { detectionInbox } from '../inbox/inbox.schema.ts';

interface Rehearsal {
  readonly state: string;
  readonly source: string;
  readonly funnel: {
    readonly triggers: number;
    readonly reasons: readonly { reason: string; count: number }[];
  };
  readonly cost: { readonly segments: number; readonly amount: number; readonly currency: string };
  readonly samples: readonly { readonly subject: string; readonly text: string | null }[];
}
interface Page {
  readonly items: readonly { readonly schemeId: string; readonly readyKey: string }[];
}

const HOUR = 3_600_000;
const detection = (n: number, at: number) =>
  homecoming(`d${n}`, new Date(at).toISOString(), {
    subject: { kind: 'subscriber', id: `9f000000000000${10 + n}` },
  });
const DETECTIONS = [23.5, 20, 10, 3, 1].map((hours, n) => detection(n, NOON - hours * HOUR));

describe.each(DATABASE_KINDS)('rehearsals, %s', (kind) => {
  let database: TestDatabase | null = null;
  let test: TestApp;
  let as: (id: string) => Ask;
  let schemeId = '';
  beforeAll(async () => {
    database = kind === 'server' ? await openTestDatabase('server') : null;
    test = await startTestApp({
      environment: database === null ? {} : { TIDEWALL_DATABASE_URL: database.url },
    });
    as = askingAs(test, [
      person('wang', ['campaign-manager']),
      person('east', ['campaign-manager'], ['990101']),
      person('viewer', ['viewer']),
    ]);
    await test.store.insert(detectionBlock('t', DETECTIONS));
    const { body } = await as('wang')<Page>('GET', '/schemes?state=draft');
    schemeId = body.items.find(({ readyKey }) => readyKey === 'welcome-home')!.schemeId;
  });
  afterAll(async () => {
    await test.close();
    await database?.close();
  });

  const rehearsed = async (): Promise<Rehearsal> => {
    const { status, body } = await as('wang')<{ rehearsalId: string }>(
      'POST',
      `/schemes/${schemeId}/rehearse`,
      {},
    );
    expect(status).toBe(202);
    for (;;) {
      const answer = await as('viewer')<Rehearsal>('GET', `/rehearsals/${body.rehearsalId}`);
      expect(answer.status).toBe(200);
      if (answer.body.state !== 'queued' && answer.body.state !== 'running') return answer.body;
      await new Promise((resolve) => setTimeout(resolve, 50));
    }
  };

  it('play stored detections where those handed over do not reach back so far', async () => {
    const done = await rehearsed();
    expect(done).toMatchObject({ state: 'done', source: 'store', funnel: { detections: 5, triggers: 5 } });
    const sum = done.funnel.reasons.reduce((total, { count }) => total + count, 0);
    expect(sum).toBe(5);
    expect(done.cost).toMatchObject({ currency: 'CNY', amount: Math.round(done.cost.segments * 5) / 100 });
    expect(done.samples.every(({ subject }) => subject.includes('••••'))).toBe(true);
    expect(done.samples[0]?.text).toContain('欢迎回到东县');
  });

  it('play detections as they were handed over, with the delay they had', async () => {
    await test.database.db.insert(detectionInbox).values(
      DETECTIONS.map((given, n) => ({
        detectionId: given.detectionId,
        revision: 0,
        receivedAt: new Date(Date.parse(given.eventTime) + (n === 4 ? 30 * 60_000 : 1_000)),
        eventTime: new Date(given.eventTime),
        type: given.type,
        subtype: given.subtype,
        areaId: given.areaId,
        hotspotId: null,
        subjectKind: given.subject.kind,
        subjectId: given.subject.id,
        detection: given,
      })),
    );
    const done = await rehearsed();
    expect(done).toMatchObject({ state: 'done', source: 'inbox', funnel: { triggers: 5 } });
    expect(done.funnel.reasons).toContainEqual({ reason: 'stale', detail: null, count: 1 });
    const { body } = await as('wang')<{ items: unknown[] }>('GET', `/schemes/${schemeId}/rehearsals`);
    expect(body.items).toHaveLength(2);
  });

  it('are for those who plan campaigns, within their scope', async () => {
    const ask = (who: string, body: object = {}) => as(who)('POST', `/schemes/${schemeId}/rehearse`, body);
    expect(await ask('viewer')).toMatchObject({ status: 403, body: { code: 'forbidden' } });
    expect(await ask('east')).toMatchObject({ status: 403, body: { code: 'outside-scope' } });
    expect(await ask('wang', { hours: 1 })).toMatchObject({
      status: 400,
      body: { details: [{ field: 'hours' }] },
    });
    expect(await ask('wang', { version: 9 })).toMatchObject({ status: 404 });
    expect(await as('wang')('GET', '/rehearsals/nothing')).toMatchObject({
      status: 404,
      body: { code: 'unknown-rehearsal' },
    });
  });
});
