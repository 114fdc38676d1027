import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { CampaignNow } from '@tidewall/streams';
import { askingAs, person, type Ask } from '../../testing/ask-as.ts';
import { NOON } from '../../testing/samples.ts';
import { startTestApp, type TestApp } from '../../testing/test-app.ts';
import { DATABASE_KINDS, openTestDatabase, type TestDatabase } from '../../testing/test-database.ts';
import { decisions } from '../dispatch/dispatch.schema.ts';
import { LiveTopics } from '../live/live-topics.service.ts';
import { READY_MADE } from '../schemes/ready-made.ts';
import type { Effect } from './effect.types.ts';

interface Scheme {
  readonly schemeId: string;
  readonly rowVersion: number;
}
interface Ended {
  readonly items: readonly { readonly schemeId: string; readonly results: Effect | null }[];
}

const DAY = 86_400_000;
const WELCOME = READY_MADE['welcome-home']!;
const subscriber = (n: number): string => `9f${n.toString(16).padStart(14, '0')}`;

describe.each(DATABASE_KINDS)('effect of a scheme, %s', (kind) => {
  let database: TestDatabase | null = null;
  let test: TestApp;
  let as: (id: string) => Ask;
  beforeAll(async () => {
    database = kind === 'server' ? await openTestDatabase('server') : null;
    test = await startTestApp({
      environment: database === null ? {} : { TIDEWALL_DATABASE_URL: database.url },
    });
    as = askingAs(test, [
      person('wang', ['campaign-manager']),
      person('chen', ['supervisor']),
      person('east', ['viewer'], ['990101']),
    ]);
  });
  afterAll(async () => {
    await test.close();
    await database?.close();
  });

  const act = async (by: string, scheme: Scheme, action: string): Promise<Scheme> => {
    const { rowVersion, schemeId } = scheme;
    const { status, body } = await as(by)<Scheme>('POST', `/schemes/${schemeId}/${action}`, { rowVersion });
    expect({ action, status }).toEqual({ action, status: 200 });
    return body;
  };
  const running = async (): Promise<Scheme> => {
    const { body } = await as('wang')<Scheme>('POST', '/schemes', { definition: WELCOME });
    const approved = await act('chen', await act('wang', body, 'submit'), 'approve');
    return act('wang', approved, 'start');
  };

  /** Subscribers from `first` on, whose trigger was some days ago. */
  const decided = async (
    schemeId: string,
    arm: 'treated' | 'control' | null,
    first: number,
    count: number,
    daysAgo: number,
  ): Promise<void> => {
    const at = new Date(NOON - daysAgo * DAY);
    await test.database.db.insert(decisions).values(
      Array.from({ length: count }, (_, n) => ({
        decisionId: `${schemeId}-${first + n}`,
        schemeId,
        schemeVersion: 1,
        triggerId: `t${first + n}`,
        pseudonym: subscriber(first + n),
        triggerAt: at,
        receivedAt: at,
        minute: at,
        reason:
          arm === 'control' ? ('held-out' as const) : arm === null ? ('stale' as const) : ('sent' as const),
        arm,
        decidedAt: at,
      })),
    );
  };
  const ordered = async (numbers: readonly number[], daysAgo: number): Promise<void> => {
    const time = `fromUnixTimestamp64Milli(${NOON - daysAgo * DAY})`;
    const rows = numbers.map(
      (n) =>
        `(${time}, 'product-ordered', reinterpretAsUInt64(reverse(unhex('${subscriber(n)}'))), 'p', ${n})`,
    );
    await test.store.command(
      `INSERT INTO tidewall.lifecycle_events (event_time, kind, subscriber_id, product_id, identity) VALUES ${rows.join(', ')}`,
    );
  };
  const range = (from: number, count: number) => Array.from({ length: count }, (_, n) => from + n);

  it('is said in words while there are too few', async () => {
    const { schemeId } = await running();
    await decided(schemeId, 'treated', 90_000, 20, 10);
    await decided(schemeId, 'treated', 95_000, 30, 2);
    const { body } = await as('wang')<Effect>('GET', `/schemes/${schemeId}/effect`);
    expect(body).toMatchObject({ verdict: 'not-enough-sample', maturing: 30, treated: { subjects: 20 } });
    expect(body.words.zh).toContain('样本不足');
    expect(body.words.en).toContain('Not enough sample');
  });

  it('is what those meant to be contacted did more than those held out, in the library too', async () => {
    const scheme = await running();
    const { schemeId } = scheme;
    await decided(schemeId, 'treated', 0, 900, 10);
    await decided(schemeId, 'control', 1_000, 100, 10);
    await decided(schemeId, null, 2_000, 5, 0);
    await ordered([...range(0, 90), ...range(1_000, 2)], 8);
    // Before the trigger, after the days, and by somebody else.
    await ordered(range(100, 5), 11);
    await ordered(range(200, 5), 2);
    await ordered(range(5_000, 5), 8);
    const { body } = await as('wang')<Effect>('GET', `/schemes/${schemeId}/effect`);
    expect(body).toMatchObject({
      verdict: 'better',
      treated: { subjects: 900, successes: 90 },
      control: { subjects: 100, successes: 2 },
      maturing: 0,
      sampleRatio: { ok: true, expectedControlShare: 0.1, observedControlShare: 0.1 },
    });
    expect(body.difference).toBeCloseTo(0.08, 10);
    const { body: funnel } = await as('wang')<object>('GET', `/schemes/${schemeId}/funnel`);
    expect(funnel).toMatchObject({
      triggers: 1_005,
      sent: 900,
      heldOut: 100,
      stale: 5,
      eligible: 1_000,
      converted: 90,
    });
    const { body: today } = await as('wang')<object>('GET', `/schemes/${schemeId}/funnel?from=${NOON - DAY}`);
    expect(today).toMatchObject({ triggers: 5, stale: 5, sent: 0, converted: 0 });

    await act('wang', scheme, 'end');
    const results = async () => {
      const { body: library } = await as('wang')<Ended>('GET', '/schemes/library');
      return library.items.find((item) => item.schemeId === schemeId)?.results ?? null;
    };
    const kept = await until(results);
    expect(kept).toMatchObject({ verdict: 'better', treated: { successes: 90 } });
  });

  it('is seen live with its funnel, and each transition at once', async () => {
    const scheme = await running();
    await decided(scheme.schemeId, 'control', 3_000, 7, 0);
    const [topic] = test.app.get(LiveTopics).all.filter(({ name }) => name === 'campaigns');
    const shown = (): CampaignNow | undefined => topic?.get(scheme.schemeId) as CampaignNow | undefined;
    await until(() => shown()?.funnel.heldOut === 7);
    expect(shown()).toMatchObject({ state: 'running', killed: false, today: { triggers: 7, heldOut: 7 } });
    const began = performance.now();
    await act('chen', scheme, 'pause');
    await until(() => shown()?.state === 'paused');
    expect(performance.now() - began).toBeLessThan(1_000);
  });

  it('is for those in whose scope the scheme lies', async () => {
    const { schemeId } = await running();
    for (const what of ['effect', 'funnel'])
      expect(await as('east')('GET', `/schemes/${schemeId}/${what}`)).toMatchObject({
        status: 403,
        body: { code: 'outside-scope' },
      });
  });
});

async function until<T>(look: () => T | Promise<T>): Promise<NonNullable<T>> {
  for (let tries = 0; tries < 200; tries++) {
    const found = await look();
    if (found) return found;
    await sleep(50);
  }
  throw new Error('it did not come');
}
