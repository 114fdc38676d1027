import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { NOON } from '../../testing/samples.ts';
import type { AlertView } from './alert-view.ts';
import { openAlertScene, until, type AlertScene } from './testing/alert-scene.ts';

const HOUR = 3_600_000;

describe('reminders of alerts', () => {
  /** Stands still where it is put; what is due in a day is looked at after a second. */
  const clock = { at: NOON, now: () => clock.at, speed: 100_000, simulated: false };
  let scene: AlertScene;
  beforeAll(async () => {
    scene = await openAlertScene({ clock });
  });
  afterAll(() => scene.close());

  async function raise(): Promise<AlertView> {
    const due = { hours: 8, working: false, remindBeforeHours: 4 };
    const asked = {
      areaId: '990101',
      title: '份额',
      message: '请核实',
      indicatorId: 'ready-share-drop',
      due,
    };
    const { status, body } = await scene.as('boss')<AlertView>('POST', '/alerts', asked);
    expect(status).toBe(201);
    return body;
  }
  const kinds = async (id: string) => (await scene.detail(id)).timeline.map(({ kind }) => kind);

  it('come before the due time, and then it escalates', async () => {
    const { id } = await raise();
    clock.at += 4 * HOUR;
    await until('it is reminded', async () => (await kinds(id)).includes('remind'));
    clock.at += 4 * HOUR;
    await until('it escalates', async () => (await kinds(id)).includes('escalate'));
    expect(await kinds(id)).toEqual(['raise', 'remind', 'escalate']);
  });

  it('are left out when nobody could be reminded before it was overdue: then it escalates only', async () => {
    const { id } = await raise();
    clock.at += 20 * HOUR;
    await until('it escalates', async () => (await kinds(id)).includes('escalate'));
    // Another one, of which people are reminded meanwhile, shows that the timers have run.
    const other = await raise();
    clock.at += 4 * HOUR;
    await until('the other one is reminded', async () => (await kinds(other.id)).includes('remind'));
    expect(await kinds(id)).toEqual(['raise', 'escalate']);
  });
});
