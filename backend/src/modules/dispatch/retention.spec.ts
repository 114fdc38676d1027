import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { sql } from 'drizzle-orm';
import { DATABASE_KINDS, openTestDatabase, type TestDatabase } from '../../testing/test-database.ts';
import { removeContacts } from '../policy/index.ts';
import { removeDecidedBefore } from './retention.repository.ts';

const iso = (minute: number): string => new Date(Date.UTC(2026, 0, 1, 0, minute)).toISOString();
/** Three decisions in each of these minutes. */
const MINUTES = 10;

describe.each(DATABASE_KINDS)('what became of triggers long ago, %s', (kind) => {
  let test: TestDatabase;

  beforeAll(async () => {
    test = await openTestDatabase(kind);
    for (let minute = 0; minute < MINUTES; minute += 1) await decided(minute);
  });
  afterAll(() => test.close());

  async function decided(minute: number): Promise<void> {
    const at = sql`${iso(minute)}::timestamptz`;
    for (const name of ['a', 'b', 'c']) {
      const id = `${minute}${name}`;
      await test.database.db.execute(sql`
        insert into decisions (decision_id, scheme_id, scheme_version, trigger_id, pseudonym, trigger_at, received_at,
          minute, reason, decided_at) values (${id}, 's', 1, ${id}, 'p', ${at}, ${at}, ${at}, 'sent', ${at})`);
      await test.database.db.execute(sql`
        insert into outbox (submission_id, decision_id, scheme_id, pseudonym, trigger_id, step, channel, queue, text,
          state, fresh_until, due_at) values (${id}, ${id}, 's', 'p', ${id}, 0, 'sms', 'fast', '', 'delivered', ${at}, ${at})`);
      await test.database.db.execute(sql`
        insert into contacts (decision_id, step, pseudonym, scheme_id, category, channel, state, at)
        values (${id}, 0, 'p', 's', 'care', 'sms', ${name === 'c' ? 'reserved' : 'committed'}, ${at})`);
    }
    await test.database.db.execute(sql`insert into trigger_counts values (${at}, 's', 3)`);
  }

  const remove = (before: number, most: number): Promise<boolean> =>
    test.database.transaction((tx) => removeDecidedBefore(tx, new Date(iso(before)), most));
  /** By minute: decisions, messages, counted triggers. */
  async function left(): Promise<unknown[]> {
    const { rows } = await test.database.db.execute(sql`
      select minute, sum(decisions)::int as decisions, sum(messages)::int as messages, sum(triggers)::int as triggers
      from (
        select minute, 1 as decisions, 0 as messages, 0 as triggers from decisions
        union all select due_at, 0, 1, 0 from outbox
        union all select minute, 0, 0, triggers from trigger_counts
      ) as all_of_it group by 1 order by 1`);
    return rows.map(({ decisions, messages, triggers }) => [decisions, messages, triggers]);
  }

  it('is removed by whole minutes, so that what is left adds up', async () => {
    expect(await remove(8, 4)).toBe(true);
    expect(await left()).toEqual(Array.from({ length: MINUTES - 2 }, () => [3, 3, 3]));
    while (await remove(8, 4));
    expect(await left()).toEqual([
      [3, 3, 3],
      [3, 3, 3],
    ]);
    expect(await remove(8, 4)).toBe(false);
  });

  it('leaves contacts of messages under way alone', async () => {
    await removeContacts(test.database.db, new Date(iso(8)));
    const { rows } = await test.database.db.execute(
      sql`select state, count(*)::int as count from contacts group by 1 order by 1`,
    );
    expect(rows).toEqual([
      { state: 'committed', count: 4 },
      { state: 'reserved', count: MINUTES },
    ]);
  });
});
