import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { askingAs, person } from '../../testing/ask-as.ts';
import { startTestApp } from '../../testing/test-app.ts';
import { openTestDatabase, type TestDatabase } from '../../testing/test-database.ts';
import { sleepUntil } from './testing/sleep-until.ts';
import type { AlertDetail } from './alert-detail.ts';
import { fastClock, openAlertScene, shareDrop, until } from './testing/alert-scene.ts';

/** Hours of the clock of this test last a second. */
describe('a server that ends in the middle', () => {
  let server: TestDatabase;
  beforeAll(async () => {
    server = await openTestDatabase('server');
  });
  afterAll(() => server.close());

  it('has forgotten nothing when it starts again, and does nothing twice', async () => {
    const clock = fastClock();
    const options = { environment: { TIDEWALL_DATABASE_URL: server.url }, clock };
    const scene = await openAlertScene(options);
    const root = scene.as('root');
    const ready = await root<{ definition: object }>('GET', '/indicators/ready-share-drop');
    const due = { hours: 6, working: false, remindBeforeHours: 5 };
    const definition = { ...ready.body.definition, due };
    await root('PUT', '/indicators/ready-share-drop', { version: 1, definition });
    const county = (areaId: string) =>
      shareDrop(`r${areaId}`, { areaId, subject: { kind: 'area', id: areaId } });
    await scene.find(county('990101'), county('990102'));
    const raised = await scene.open();
    expect(raised).toHaveLength(2);
    await until('both are reminded', async () => {
      const details = await Promise.all(raised.map(({ id }) => scene.detail(id)));
      return details.every(({ timeline }) => timeline.some(({ kind }) => kind === 'remind'));
    });
    await scene.close();
    // The due time passes while nothing runs.
    await sleepUntil(() => clock.now() > Math.max(...raised.map(({ dueAt }) => dueAt ?? 0)));

    const again = await startTestApp(options);
    try {
      const ask = askingAs(again, [person('root', ['supervisor'])])('root');
      const detail = async (id: string) => (await ask<AlertDetail>('GET', `/alerts/${id}`)).body;
      for (const { id } of raised)
        await until('it is escalated', async () => (await detail(id)).escalatedAt !== null);
      // Time for a second one, if there were any.
      await sleepUntil(() => clock.now() > (raised[0]?.raisedAt ?? 0) + 16 * 3_600_000);
      for (const { id } of raised) {
        const { timeline, version } = await detail(id);
        expect(timeline.map(({ kind }) => kind)).toEqual(['raise', 'remind', 'escalate']);
        expect(version).toBe(1);
      }
      const { rows } = await server.database.executeSql(
        `select kind, person_id, alert_id from notices group by kind, person_id, alert_id having count(*) > 1`,
      );
      expect(rows).toEqual([]);
      const told = await server.database.executeSql(`select distinct kind from notices order by kind`);
      expect(told.rows).toEqual([{ kind: 'escalated' }, { kind: 'raised' }, { kind: 'reminder' }]);
    } finally {
      await again.close();
    }
  }, 60_000);
});
