import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { sql } from 'drizzle-orm';
import { DATABASE_KINDS, openTestDatabase, type TestDatabase } from '../../testing/test-database.ts';
import { LOCAL } from '../access/local-principal.ts';
import { canonical } from './audit-chain.ts';
import { AuditService } from './audit.service.ts';
import type { AuditNote } from './audit.types.ts';
import { verifyChain } from './verify-chain.ts';

const NOW = Date.parse('2026-02-10T12:00:00+08:00');
const note = (subjectId: string, more: Partial<AuditNote> = {}): AuditNote => ({
  actor: 'system:test',
  action: 'thing.changed',
  subjectType: 'thing',
  subjectId,
  ...more,
});

describe('what an entry is hashed over', () => {
  it('does not depend on the order of keys, nor on members that are undefined', () => {
    expect(canonical({ b: [1, { d: null, c: '潮' }], a: undefined })).toBe('{"b":[1,{"c":"潮","d":null}]}');
  });
});

describe.each(DATABASE_KINDS)('the audit trail, %s', (kind) => {
  let test: TestDatabase;
  let audit: AuditService;
  beforeAll(async () => {
    test = await openTestDatabase(kind);
    audit = new AuditService(test.database, { now: () => NOW, speed: 1, simulated: false });
  });
  afterAll(() => test.close());
  const record = (...notes: AuditNote[]): Promise<void> =>
    test.database.transaction((tx) => audit.recordAll(tx, notes));

  it('is whole while it is empty', async () => {
    expect(await audit.verify()).toEqual({ ok: true, entries: 0, head: { seq: 0, hash: '' }, fault: null });
  });

  it('keeps who, what, why, before and after, each entry following on the one before', async () => {
    await record(
      note('1', { actor: LOCAL, reason: '试一试', before: { z: 1, a: { y: 0.1, x: [1e-7] } }, after: 'x' }),
    );
    await record(note('2'), note('3'));
    const { items } = await audit.page({}, undefined, 10);
    expect(items.map(({ seq, subjectId }) => [seq, subjectId])).toEqual([
      [3, '3'],
      [2, '2'],
      [1, '1'],
    ]);
    expect(items[2]).toMatchObject({
      actor: 'local',
      actorName: LOCAL.name,
      reason: '试一试',
      before: { z: 1, a: { y: 0.1, x: [1e-7] } },
      at: new Date(NOW),
    });
    expect(items[0]?.previousHash).toBe(items[1]?.hash);
    expect(await audit.verify()).toMatchObject({ ok: true, entries: 3 });
  });

  it('writes nothing down of a transaction that fails', async () => {
    const failing = test.database.transaction(async (tx) => {
      await audit.record(tx, note('never'));
      throw new Error('no');
    });
    await expect(failing).rejects.toThrow('no');
    expect(await audit.verify()).toMatchObject({ ok: true, entries: 3 });
  });

  it('stays one chain when many write at once', async () => {
    await Promise.all(Array.from({ length: 20 }, (_, index) => record(note(`at-once-${index}`))));
    expect(await audit.verify()).toMatchObject({ ok: true, entries: 23 });
  });

  it('is found by subject, actor and time, page by page', async () => {
    const first = await audit.page({ subjectType: 'thing' }, undefined, 20);
    expect(first.items).toHaveLength(20);
    const second = await audit.page({ subjectType: 'thing' }, first.nextCursor ?? undefined, 20);
    expect(second.items.map(({ seq }) => seq)).toEqual([3, 2, 1]);
    expect(second.nextCursor).toBeNull();
    expect((await audit.page({ actor: 'local' }, undefined, 5)).items).toHaveLength(1);
    expect((await audit.page({ from: NOW + 1 }, undefined, 5)).items).toHaveLength(0);
    expect((await audit.page({ subjectId: '2', to: NOW + 1 }, undefined, 5)).items).toHaveLength(1);
  });

  it('shows what was changed, taken out or put elsewhere', async () => {
    const { db } = test.database;
    await db.execute(sql`update audit_entries set reason = 'another' where seq = 1`);
    expect((await audit.verify()).fault).toEqual({ seq: 1, why: 'changed' });
    await db.execute(sql`update audit_entries set reason = '试一试' where seq = 1`);
    await db.execute(sql`update audit_entries set previous_hash = 'x' where seq = 3`);
    expect((await audit.verify()).fault).toEqual({ seq: 3, why: 'not-following' });
    await db.execute(sql`delete from audit_entries where seq = 3`);
    expect((await audit.verify()).fault).toEqual({ seq: 4, why: 'missing' });
  });

  it('shows a cut-off end and a trail written anew against a head that was kept', async () => {
    const { db } = test.database;
    await db.execute(sql`delete from audit_entries where seq > 2`);
    const { head } = await verifyChain(db);
    expect(head.seq).toBe(2);
    expect(await verifyChain(db, head)).toMatchObject({ ok: true });
    expect((await verifyChain(db, { seq: 23, hash: 'x' })).fault).toEqual({ seq: 3, why: 'cut-off' });
    expect((await verifyChain(db, { seq: 2, hash: 'x' })).fault).toEqual({ seq: 2, why: 'changed' });
  });
});
