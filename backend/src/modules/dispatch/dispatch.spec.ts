import { afterAll, afterEach, beforeAll, describe, expect, it } from '@jest/globals';
import { sql } from 'drizzle-orm';
import { pino } from 'pino';
import { homecoming, NOON } from '../../testing/samples.ts';
import { startTestApp, type TestApp } from '../../testing/test-app.ts';
import { DATABASE_KINDS, openTestDatabase, type TestDatabase } from '../../testing/test-database.ts';
import type { Principal } from '../access/index.ts';
import { HandoverWrites } from '../inbox/index.ts';
import { DoNotDisturbService } from '../policy/do-not-disturb.service.ts';
import { SchemeChangesService } from '../schemes/scheme-changes.service.ts';
import { SchemesService } from '../schemes/schemes.service.ts';
import type { SchemeDefinition } from '../schemes/schemes.types.ts';
import { openVaultSecrets } from '../vault/index.ts';
import { VaultService } from '../vault/vault.service.ts';
import { CONFIG } from '../../tokens.ts';
import { DecisionsService } from './decisions.service.ts';
import { KillSwitchesService } from './kill-switches.service.ts';

const MINUTE = 60_000;
const logger = pino({ level: 'silent' });
const principal = (id: string): Principal => ({
  kind: 'user',
  id,
  name: id,
  roles: ['campaign-manager', 'supervisor'],
  scope: null,
});
const definition: SchemeDefinition = {
  name: '欢迎回家',
  goal: '',
  trigger: { types: ['homecoming'], subtypes: ['own'], areaIds: [], hotspotIds: [], evidence: [] },
  audience: { kinds: ['subscriber'], conditions: [], listId: null },
  content: { 'zh-CN': { sms: '欢迎回到{{ area }}' } },
  channel: 'sms',
  fallbackChannel: null,
  maxAgeMs: 15 * MINUTE,
  validFrom: null,
  validUntil: null,
  priority: 100,
  value: 1,
  category: 'care',
  caps: [],
  controlShare: 0,
  quietHours: 'defer',
  successEvent: { kind: 'product-ordered', productId: null, withinDays: 7 },
};

describe.each(DATABASE_KINDS)('dispatch, %s', (kind) => {
  let postgres: TestDatabase | null = null;
  let test: TestApp;
  let writes: HandoverWrites;
  let now = NOON;
  let number = 13_900_000_000;
  let triggers = 0;
  const clock = { now: () => now, speed: 1, simulated: false };

  beforeAll(async () => {
    postgres = kind === 'server' ? await openTestDatabase(kind) : null;
    test = await startTestApp({
      clock,
      environment: postgres === null ? {} : { TIDEWALL_DATABASE_URL: postgres.url },
    });
    const secrets = await openVaultSecrets(test.app.get(CONFIG));
    writes = new HandoverWrites({ database: test.database, secrets, clock, logger });
    writes.handedOver$.subscribe(() => test.pipeline.handedOver$.next());
  });
  afterEach(async () => {
    const changes = test.app.get(SchemeChangesService);
    for (const { schemeId } of test.app.get(SchemesService).running())
      await changes.apply('system:test', { schemeId, rowVersion: null, step: { action: 'end' } });
    now += 10 * MINUTE;
  });
  afterAll(async () => {
    await writes.close();
    await test.close();
    await postgres?.close();
  });

  async function run(over: Partial<SchemeDefinition> = {}): Promise<string> {
    const changes = test.app.get(SchemeChangesService);
    const schemeId = await changes.create(principal('author'), { ...definition, ...over });
    const go = (by: string, step: Parameters<typeof changes.apply>[1]['step']) =>
      changes.apply(principal(by), { schemeId, rowVersion: null, step });
    await go('author', { action: 'submit', approvalsNeeded: 1 });
    await go('approver', { action: 'approve' });
    await go('approver', { action: 'start' });
    return schemeId;
  }

  /** A new subscriber. */
  const someone = (): string => `86${(number += 1)}`;
  const pseudonymOf = (msisdn: string): string => test.app.get(VaultService).pseudonymsOf(msisdn)[0]!;

  async function trigger(msisdns: readonly string[], eventTime = now - MINUTE): Promise<void> {
    const handed = msisdns.map((msisdn) => ({
      number: msisdn,
      detection: homecoming(`t${(triggers += 1)}`, new Date(eventTime).toISOString(), {
        subject: { kind: 'subscriber', id: pseudonymOf(msisdn) },
      }),
    }));
    await new Promise<void>((resolve) =>
      writes.write(
        {
          table: 'handover',
          token: '',
          rows: handed.length,
          bytes: Buffer.from(JSON.stringify(handed)),
        },
        resolve,
      ),
    );
  }

  async function reasons(schemeId: string): Promise<Record<string, number>> {
    const counts = await test.app.get(DecisionsService).funnel(schemeId);
    const sums: Record<string, number> = {};
    for (const { reason, count } of counts) sums[reason] = (sums[reason] ?? 0) + count;
    return sums;
  }

  async function until(schemeId: string, expected: Record<string, number>): Promise<void> {
    for (let tries = 0; tries < 100; tries++) {
      if (JSON.stringify(sorted(await reasons(schemeId))) === JSON.stringify(sorted(expected))) return;
      await new Promise((resolve) => setTimeout(resolve, 50));
    }
    expect(await reasons(schemeId)).toEqual(expected);
  }

  it('brings a trigger to its channel, with the number only there', async () => {
    const schemeId = await run();
    const msisdn = someone();
    await trigger([msisdn]);
    await until(schemeId, { sent: 1 });
    expect(
      test.logs.some((line) => line.includes('message logged instead of sent') && line.includes('东县')),
    ).toBe(true);
    expect(test.logs.join('\n')).not.toContain(msisdn);
    for (const table of ['decisions', 'outbox', 'contacts', 'detection_inbox', 'contact_locks']) {
      const { rows } = await test.database.db.execute(sql.raw(`select * from ${table}`));
      expect(JSON.stringify(rows)).not.toContain(msisdn.slice(2));
    }
  });

  it('a revision of a detection is the same trigger', async () => {
    const schemeId = await run();
    const msisdn = someone();
    const handed = [0, 1].map((revision) => ({
      number: msisdn,
      detection: homecoming('revised', new Date(now).toISOString(), {
        revision,
        subject: { kind: 'subscriber', id: pseudonymOf(msisdn) },
      }),
    }));
    for (const one of handed)
      await new Promise<void>((resolve) =>
        writes.write(
          { table: 'handover', token: '', rows: 1, bytes: Buffer.from(JSON.stringify([one])) },
          resolve,
        ),
      );
    await until(schemeId, { sent: 1 });
  });

  it('refuses each for its own reason, and the ledger adds up', async () => {
    const schemeId = await run({ controlShare: 0.5 });
    const people = Array.from({ length: 40 }, someone);
    const [refused, again] = [people[0]!, people[1]!];
    await test.app.get(DoNotDisturbService).add(principal('s'), { numbers: [refused], pseudonyms: [] });
    await trigger(people);
    await trigger([someone()], now - 20 * MINUTE);
    await trigger([again]);
    const done = async () => Object.values(await reasons(schemeId)).reduce((sum, count) => sum + count, 0);
    for (let tries = 0; tries < 100 && (await done()) < 42; tries++)
      await new Promise((resolve) => setTimeout(resolve, 50));
    await new Promise((resolve) => setTimeout(resolve, 500));
    const found = await reasons(schemeId);
    expect(found).toMatchObject({ stale: 1, 'do-not-disturb': 1 });
    expect(
      found['held-out']! + found['sent']! + (found['capped'] ?? 0) + (found['lower-priority'] ?? 0),
    ).toBe(40);
    expect(found['queued']).toBeUndefined();
    const [line] = await test.app.get(DecisionsService).byMinute(now - MINUTE, now + MINUTE, schemeId);
    expect(line).toMatchObject({ triggers: 42 });
  });

  it('of 100 triggers of one subscriber at once exactly as many pass as the cap grants', async () => {
    const schemeId = await run({ caps: [] });
    await test.database.db.execute(
      sql`insert into contact_policies values (1, ${JSON.stringify({
        caps: [{ scope: 'all', key: null, limit: 3, windowMs: 86_400_000 }],
        quietHours: { fromMinute: 1_260, toMinute: 540, holidays: 'as-usual' },
        competeMs: 0,
        controlShare: 0,
        consentRequired: false,
      })}::jsonb, 'test', now())`,
    );
    await reloadPolicy();
    const msisdn = someone();
    await Promise.all(Array.from({ length: 100 }, () => trigger([msisdn])));
    await until(schemeId, { sent: 3, capped: 97 });
    await test.database.db.execute(sql`delete from contact_policies`);
    await reloadPolicy();
  });

  it('a better scheme wins within two seconds, whichever comes first', async () => {
    const low = await run({ priority: 10 });
    const high = await run({ priority: 20, trigger: { ...definition.trigger, subtypes: ['special'] } });
    const msisdn = someone();
    await trigger([msisdn]);
    await until(low, { queued: 1 });
    now += 1_000;
    await special(msisdn);
    await until(high, { sent: 1 });
    now += 1_001;
    await until(low, { 'lower-priority': 1 });
    // Alone, it goes when nobody better has come.
    await trigger([someone()]);
    await until(low, { 'lower-priority': 1, queued: 1 });
    now += 2_000;
    await until(low, { 'lower-priority': 1, sent: 1 });
  });

  it('puts off in quiet hours and sends once in the morning', async () => {
    const schemeId = await run();
    const noon = now;
    now = Date.parse('2026-02-11T22:00:00+08:00');
    await trigger([someone(), someone()]);
    await until(schemeId, { 'quiet-hours-deferred': 2 });
    now = Date.parse('2026-02-12T08:59:59+08:00');
    await new Promise((resolve) => setTimeout(resolve, 500));
    expect(await reasons(schemeId)).toEqual({ 'quiet-hours-deferred': 2 });
    now = Date.parse('2026-02-12T09:00:01+08:00');
    await until(schemeId, { sent: 2 });
    const { rows } = await test.database.db.execute(
      sql`select count(*)::int as count from outbox where scheme_id = ${schemeId}`,
    );
    expect(rows).toEqual([{ count: 2 }]);
    now = noon + 7 * 86_400_000;
  });

  it('a kill switch holds everything back, and lets it go again', async () => {
    const schemeId = await run();
    const switches = test.app.get(KillSwitchesService);
    const { switchId } = await switches.set(principal('s'), {
      scope: 'scheme',
      key: schemeId,
      reason: 'wrong text',
    });
    await trigger([someone()]);
    await until(schemeId, { queued: 1 });
    await new Promise((resolve) => setTimeout(resolve, 700));
    expect(await reasons(schemeId)).toEqual({ queued: 1 });
    await switches.lift(principal('s'), switchId);
    await until(schemeId, { sent: 1 });
    // What waits too long is stale.
    await switches.set(principal('s'), { scope: 'tenant', key: '*', reason: 'drill' });
    await trigger([someone()]);
    await until(schemeId, { sent: 1, queued: 1 });
    now += 15 * MINUTE;
    await until(schemeId, { sent: 1, stale: 1 });
  });

  async function special(msisdn: string): Promise<void> {
    const detection = homecoming(`t${(triggers += 1)}`, new Date(now).toISOString(), {
      subtype: 'special',
      subject: { kind: 'subscriber', id: pseudonymOf(msisdn) },
    });
    await new Promise<void>((resolve) =>
      writes.write(
        {
          table: 'handover',
          token: '',
          rows: 1,
          bytes: Buffer.from(JSON.stringify([{ detection, number: msisdn }])),
        },
        resolve,
      ),
    );
  }

  async function reloadPolicy(): Promise<void> {
    const { PolicyService } = await import('../policy/policy.service.ts');
    await test.app.get(PolicyService).onModuleInit();
    await test.app.get(SchemesService).refresh();
  }
});

function sorted(counts: Record<string, number>): [string, number][] {
  return Object.entries(counts).sort(([a], [b]) => (a < b ? -1 : 1));
}
