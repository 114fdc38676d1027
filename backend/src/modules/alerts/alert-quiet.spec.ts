import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { Detection } from '@tidewall/streams';
import { NOON } from '../../testing/samples.ts';
import type { Notice } from '../notifications/notifications.service.ts';
import type { BulkAnswer } from './alert-actions.service.ts';
import type { AlertView } from './alert-view.ts';
import { fastClock, openAlertScene, shareDrop, until, type AlertScene } from './testing/alert-scene.ts';

const HOUR = 3_600_000;

describe('alerts of which nobody is told, or not again', () => {
  let scene: AlertScene;
  beforeAll(async () => {
    scene = await openAlertScene({ clock: fastClock(3_600) });
  });
  afterAll(() => scene.close());

  const told = async (name: string, alertId: string): Promise<string[]> => {
    const { body } = await scene.as(name)<{ items: Notice[] }>('GET', '/notifications');
    return body.items.filter((notice) => notice.alertId === alertId).map(({ kind }) => kind);
  };
  const at = (areaId: string): AlertView => {
    const found = shown.find((alert) => alert.areaId === areaId);
    if (found === undefined) throw new Error(`no alert of ${areaId}`);
    return found;
  };
  let shown: readonly AlertView[] = [];
  const look = async (): Promise<void> => {
    shown = await scene.open();
  };
  const endAll = async (): Promise<void> => {
    const ids = (await scene.open()).map(({ id }) => id);
    await scene.as('root')<BulkAnswer>('POST', '/alerts/bulk', { action: 'dismiss', ids, note: 'next test' });
  };
  const drop = (id: string, areaId: string): Detection =>
    shareDrop(id, { areaId, subject: { kind: 'area', id: areaId } });

  it('a silence keeps them quiet until it ends, then people are told of what still stands', async () => {
    const ask = scene.as('root');
    const preview = await ask<{ total: number }>('POST', '/silences/preview', { areaIds: ['9901'] });
    expect(preview).toMatchObject({ status: 200, body: { total: 0 } });
    const asked = {
      match: { areaIds: ['9901'] },
      endsAt: NOON + 1_000 * HOUR,
      reason: 'a known promotion',
    };
    const silence = await ask<{ id: string; state: string }>('POST', '/silences', asked);
    expect(silence).toMatchObject({ status: 201, body: { state: 'active' } });
    await scene.find(drop('s1', '990101'));
    await look();
    const quiet = at('990101');
    expect(quiet.muted).toEqual({ by: 'silence', id: silence.body.id });
    expect(await told('head', quiet.id)).toEqual([]);
    expect((await ask('POST', `/silences/${silence.body.id}/expire`)).status).toBe(200);
    await until('the head is told', async () => (await told('head', quiet.id)).includes('raised'));
    expect((await scene.detail(quiet.id)).muted).toBeNull();
    expect((await ask('POST', `/silences/${silence.body.id}/expire`)).status).toBe(409);
    await endAll();
  });

  it('cannot be silenced outside of one’s own areas, or all of them', async () => {
    const endsAt = NOON + 1_000 * HOUR;
    const answer = async (match: object) =>
      (await scene.as('elsewhere')('POST', '/silences', { match, endsAt, reason: 'x' })).status;
    expect(await answer({ areaIds: ['990101'] })).toBe(403);
    expect(await answer({ severities: ['info'] })).toBe(403);
    expect(await answer({})).toBe(400);
  });

  it('a source that is out inhibits alerts of what it covers; when it is back, those that have recovered are withdrawn', async () => {
    const outage: Detection = {
      ...shareDrop('o1'),
      type: 'source-outage',
      subtype: null,
      subject: { kind: 'feed', id: 'http:usage' },
      areaId: '990101',
      evidence: {
        feed: 'usage',
        since: new Date(NOON - HOUR).toISOString(),
        volume: 3,
        baseline: 900,
        areaIds: ['990101'],
        counties: 1,
      },
    };
    await scene.find(outage, lull('c1'), drop('w1', '990102'));
    await look();
    const feed = shown.find(({ title }) => title.en === 'Feed outage');
    expect(feed).toMatchObject({ areaId: '990101', value: 3, threshold: 900, unit: 'events', muted: null });
    const campus = shown.find(({ hotspotId }) => hotspotId === 'h1');
    expect(campus).toMatchObject({ muted: { by: 'outage', id: 'o1' } });
    expect(await told('head', campus!.id)).toEqual([]);
    expect(at('990102').muted).toBeNull();
    const endedAt = new Date(NOON).toISOString();
    await scene.find({ ...lull('c1'), revision: 1, evidence: { ...lull('c1').evidence, endedAt } });
    await scene.find({ ...outage, revision: 1, evidence: { ...outage.evidence, endedAt } });
    expect(await scene.detail(campus!.id)).toMatchObject({ state: 'dismissed', muted: { by: 'outage' } });
    expect(await told('head', campus!.id)).toEqual([]);
    expect((await scene.detail(feed!.id)).recoveredAt).toBe(NOON);
    await endAll();
  });

  it('those of one day below an alert are grouped under it, whichever came first; nobody is told twice', async () => {
    const root = scene.as('root');
    const { body } = await root<{ version: number; definition: object }>(
      'GET',
      '/indicators/ready-share-drop',
    );
    const definition = { ...body.definition, place: { kind: 'levels', levels: ['city', 'county'] } };
    const changed = await root('PUT', '/indicators/ready-share-drop', { version: body.version, definition });
    expect(changed.status).toBe(200);
    await scene.find(drop('g1', '990101'), drop('g2', '9901'), drop('g3', '990102'));
    await look();
    const city = at('9901');
    expect(city).toMatchObject({ parentId: null, children: 2 });
    expect([at('990101').parentId, at('990102').parentId]).toEqual([city.id, city.id]);
    // The channel supervisor of the city is on all three chains: told of the first, which came alone, and of the group.
    expect(await told('city', at('990101').id)).toEqual(['raised']);
    expect(await told('city', city.id)).toEqual(['raised']);
    expect(await told('city', at('990102').id)).toEqual([]);
    const grouped = await root<{ items: AlertView[] }>('GET', '/alerts?grouped=true');
    expect(grouped.body.items.map(({ id }) => id)).toEqual([city.id]);
    const detail = await scene.detail(city.id);
    expect(detail.siblings.map(({ areaId }) => areaId).sort()).toEqual(['990101', '990102']);
    await endAll();
  });

  it('what was taken back before anybody did anything is withdrawn', async () => {
    await scene.find(drop('t1', '990102'));
    await look();
    await scene.find({ ...drop('t1', '990102'), revision: 1, retracted: true });
    expect((await scene.detail(at('990102').id)).state).toBe('dismissed');
  });

  it('what is raised by hand goes up or down the hierarchy, within one’s own areas', async () => {
    const asked = {
      areaId: '990101',
      title: '投诉增多',
      message: '东县投诉较多，请核实。',
      indicatorId: 'ready-share-drop',
      value: 12,
    };
    const made = await scene.as('boss')<AlertView>('POST', '/alerts', asked);
    expect(made).toMatchObject({ status: 201, body: { state: 'raised', indicatorId: null, value: 12 } });
    expect(await told('head', made.body.id)).toEqual(['raised']);
    expect((await scene.as('boss')('POST', '/alerts', { ...asked, areaId: '9801' })).status).toBe(403);
    expect((await scene.as('head')('POST', '/alerts', asked)).status).toBe(403);
    const number = { ...asked, message: 'call 138 0013 8000 please, 138-0013-8000' };
    expect((await scene.as('boss')('POST', '/alerts', number)).status).toBe(400);
    const curve = (name: string) => scene.as(name)('GET', `/alerts/${made.body.id}/curve`);
    const drawn = { metric: 'share-three-party', step: '1d' };
    expect(await curve('boss')).toMatchObject({
      status: 200,
      body: { ...drawn, others: [{ areaId: '990102' }] },
    });
    // The head of one county sees nothing of the other.
    expect(await curve('head')).toMatchObject({ status: 200, body: { ...drawn, others: [] } });
    const csv = await fetch(`${scene.test.url}/api/v1/alerts/export?q=${encodeURIComponent('投诉')}`, {
      headers: { authorization: 'Bearer root' },
    });
    expect((await csv.text()).split('\r\n')[1]).toContain('东县投诉较多，请核实。');
  });

  it('many are acknowledged with a note; what is not possible is said for each', async () => {
    const ids = (await scene.open()).flatMap(({ id, areaId }) => (areaId === '990101' ? [id] : []));
    const answer = await scene.as('head')<BulkAnswer>('POST', '/alerts/bulk', {
      action: 'acknowledge',
      ids: [...ids, 'none'],
      note: '收到',
    });
    expect(answer.body).toMatchObject({ done: ids, refused: [{ id: 'none', code: 'unknown-alert' }] });
    const again = await scene.as('head')<BulkAnswer>('POST', '/alerts/bulk', {
      action: 'close',
      ids,
      note: 'x',
    });
    expect(again.body.refused.map(({ code }) => code)).toEqual(ids.map(() => 'illegal-transition'));
    const mine = await scene.as('head')<{ counts: object }>('GET', '/alerts/mine');
    expect(mine.body.counts).toMatchObject({ waiting: ids.length, tracking: 0 });
    const [id] = ids;
    const comment = await scene.as('city')<AlertView>('POST', `/alerts/${id}/comment`, { text: '请附照片' });
    expect(comment).toMatchObject({ status: 200, body: { version: 2 } });
    expect(await told('head', id!)).toContain('comment');
  });
});

function lull(id: string): Detection {
  return {
    ...shareDrop(id),
    type: 'campus-activity',
    subtype: 'lull',
    subject: { kind: 'hotspot', id: 'h1' },
    hotspotId: 'h1',
    evidence: { subscribers: 12, median: 310 },
  };
}
