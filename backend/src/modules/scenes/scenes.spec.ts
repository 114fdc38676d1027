import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { HttpClient, type Answer } from '../../testing/http-client.ts';
import { startTestApp, type TestApp } from '../../testing/test-app.ts';
import { FirstStartService } from '../people/index.ts';
import { BUILT_IN_PLAN, BUILT_IN_SCENES } from './built-in.ts';
import type { SceneVersionDto, ShelfItem, WallSetDto } from './scenes.dto.ts';
import type { WallPlan } from './scenes.types.ts';

const { tide } = BUILT_IN_SCENES;
const SMALLER = { ...tide!, tiles: tide!.tiles.slice(0, 3) };

describe('scenes of walls', () => {
  let test: TestApp;
  let admin: HttpClient;
  beforeAll(async () => {
    test = await startTestApp();
    admin = new HttpClient(test.url);
    const { password } = test.app.get(FirstStartService).made!;
    await admin.signIn('administrator', '大潮起珠江 2026 rising', password);
  });
  afterAll(() => test.close());

  const wall = async (): Promise<WallSetDto> =>
    (await new HttpClient(test.url).get<WallSetDto>('/scenes')).body;
  const shownTiles = async (id: string): Promise<number | undefined> =>
    (await wall()).scenes.find((scene) => scene.id === id)?.tiles.length;
  const save = (id: string, baseVersion: number, definition: unknown): Promise<Answer> =>
    admin.send('PUT', `/api/v1/scenes/${id}`, { baseVersion, definition });
  const publish = (id: string, version: number): Promise<Answer> =>
    admin.post(`/scenes/${id}/publish`, { version });

  it('are there from the start, with a plan, for whoever hangs on the wall', async () => {
    const { scenes, plan, screen, catalogue } = await wall();
    expect(scenes.map(({ id }) => id)).toEqual(['tide', 'campuses', 'share', 'loop', 'pulse']);
    expect(plan).toEqual({ version: 0, definition: BUILT_IN_PLAN });
    expect(screen).toBeNull();
    const kinds = new Set(catalogue.map(({ kind }) => kind));
    for (const { tiles } of scenes) for (const { kind } of tiles) expect(kinds).toContain(kind);
  });

  it('are shown once a version is published, and as before when an earlier one is', async () => {
    expect((await save('tide', 0, SMALLER)).status).toBe(200);
    expect(await shownTiles('tide')).toBe(6);
    expect((await publish('tide', 1)).status).toBe(200);
    expect(await shownTiles('tide')).toBe(3);
    const { body } = await admin.get<{ items: SceneVersionDto[] }>('/scenes/tide/versions');
    expect(body.items.map(({ version, current }) => [version, current])).toEqual([
      [1, true],
      [0, false],
    ]);
    expect((await publish('tide', 0)).status).toBe(200);
    expect(await shownTiles('tide')).toBe(6);
  });

  it('are not overwritten by whoever has not seen the last version', async () => {
    expect((await save('share', 0, BUILT_IN_SCENES['share'])).status).toBe(200);
    expect((await save('share', 0, SMALLER)).body).toMatchObject({ code: 'conflict' });
    const [first, second] = await Promise.all([save('share', 1, SMALLER), save('share', 1, SMALLER)]);
    expect([first.status, second.status].sort()).toEqual([200, 409]);
  });

  it('are refused with faults that name the tile', async () => {
    const [first] = tide!.tiles;
    const broken = { ...tide!, tiles: [first, { ...first!, id: 'again', column: 11 }] };
    const answer = await save('broken', 0, broken);
    expect(answer.status).toBe(422);
    const faults = [{ code: 'leaves-grid', at: 'again' }, { code: 'same-twice' }];
    expect(answer.body).toMatchObject({ code: 'scene-faults', details: { faults } });
    expect((await admin.post('/scenes/check', broken)).body).toMatchObject({ faults });
    expect((await save('broken', 0, { ...tide!, tiles: [{ ...first, rows: 'many' }] })).status).toBe(400);
    expect((await admin.get('/scenes/broken/versions')).body).toMatchObject({ code: 'unknown-scene' });
    expect((await publish('tide', 99)).body).toMatchObject({ code: 'unknown-scene' });
  });

  it('of one’s own are shown after those that are built in', async () => {
    const own = { title: { zh: '值班', en: 'Duty' }, tiles: SMALLER.tiles };
    await save('duty', 0, own);
    expect(await shownTiles('duty')).toBeUndefined();
    await publish('duty', 1);
    expect((await wall()).scenes.at(-1)).toMatchObject({ id: 'duty', version: 1, title: own.title });
  });

  it('follow a plan that names scenes there are', async () => {
    const put = (definition: unknown, baseVersion = 0): Promise<Answer> =>
      admin.send('PUT', '/api/v1/wall-plan', { baseVersion, definition });
    const nowhere = { ...BUILT_IN_PLAN.alarms, alertScene: 'nowhere' };
    expect((await put({ ...BUILT_IN_PLAN, alarms: nowhere })).body).toMatchObject({
      details: { faults: [{ code: 'unknown-scene', at: 'alarms', other: 'nowhere' }] },
    });
    const day = { ...BUILT_IN_PLAN, theme: { ...BUILT_IN_PLAN.theme, mode: 'by-time' } };
    expect((await put(day)).body).toMatchObject({ version: 1 });
    expect((await put(day)).status).toBe(409);
    expect((await wall()).plan).toMatchObject({ version: 1, definition: { theme: { mode: 'by-time' } } });
  });

  describe('that nobody needs any more', () => {
    const archive = (id: string): Promise<Answer> => admin.send('DELETE', `/api/v1/scenes/${id}`);
    const shelved = async (id: string): Promise<ShelfItem | undefined> =>
      (await admin.get<{ items: ShelfItem[] }>('/scenes/shelf')).body.items.find((item) => item.id === id);
    const own = { title: { zh: '旧厅', en: 'Old hall' }, tiles: SMALLER.tiles };
    const inForce = async () => (await wall()).plan;
    const replan = async (change: (before: WallPlan) => WallPlan): Promise<Answer> => {
      const { version, definition } = await inForce();
      const body = { baseVersion: version, definition: change(definition) };
      return admin.send('PUT', '/api/v1/wall-plan', body);
    };

    it('are listed before they were ever published', async () => {
      await save('old-hall', 0, own);
      expect(await shelved('old-hall')).toMatchObject({ shown: null, newest: 1, tiles: 3, archivedAt: null });
      expect(await shelved('tide')).toMatchObject({ builtIn: true, uses: { playlists: [{ id: 'all' }] } });
    });

    it('stay while a playlist or an alarm names them, which is said', async () => {
      await publish('old-hall', 1);
      const before = (await inForce()).definition as WallPlan;
      const lists = [
        ...before.playlists,
        { id: 'hall', name: own.title, items: [{ sceneId: 'old-hall', seconds: 20 }] },
      ];
      await replan((plan) => ({ ...plan, playlists: lists }));
      expect((await archive('old-hall')).body).toMatchObject({
        code: 'scene-in-use',
        details: { playlists: [{ id: 'hall', name: own.title }], alarms: false },
      });
      await replan((plan) => ({
        ...plan,
        playlists: before.playlists,
        alarms: { ...plan.alarms, alertScene: 'old-hall' },
      }));
      expect((await archive('old-hall')).body).toMatchObject({ details: { playlists: [], alarms: true } });
      await replan(() => before);
    });

    it('are gone from walls and from what a plan may name, and come back when a version is published', async () => {
      expect((await archive('old-hall')).status).toBe(204);
      expect(await shownTiles('old-hall')).toBeUndefined();
      expect(await shelved('old-hall')).toMatchObject({ shown: null, archivedAt: expect.any(Number) });
      const again = await replan((plan) => ({ ...plan, alarms: { ...plan.alarms, alertScene: 'old-hall' } }));
      expect(again.body).toMatchObject({ code: 'scene-faults' });
      expect((await archive('old-hall')).body).toMatchObject({ code: 'conflict' });
      const { body } = await admin.get<{ items: SceneVersionDto[] }>('/scenes/old-hall/versions');
      expect(body.items.map(({ version, current }) => [version, current])).toEqual([[1, false]]);
      expect((await publish('old-hall', 1)).status).toBe(200);
      expect(await shownTiles('old-hall')).toBe(3);
      expect(await shelved('old-hall')).toMatchObject({ shown: 1, archivedAt: null });
    });

    it('are neither those that are built in nor those that do not exist', async () => {
      expect((await archive('tide')).status).toBe(422);
      expect((await archive('nowhere')).body).toMatchObject({ code: 'unknown-scene' });
    });
  });

  it('leave their changes in the audit trail', async () => {
    const { body } = await admin.get<{ items: { action: string }[] }>('/audit');
    const actions = new Set(body.items.map(({ action }) => action));
    for (const action of [
      'wall-scene.saved',
      'wall-scene.published',
      'wall-scene.archived',
      'wall-plan.saved',
    ])
      expect(actions).toContain(action);
  });

  it('are changed by nobody who only looks', async () => {
    const screen = new HttpClient(test.url);
    for (const [method, path] of [
      ['PUT', '/scenes/tide'],
      ['POST', '/scenes/tide/publish'],
      ['DELETE', '/scenes/tide'],
      ['PUT', '/wall-plan'],
    ] as const)
      expect((await screen.send(method, `/api/v1${path}`, {})).status).toBe(403);
  });

  it('hang as their wall’s record says, which only that wall is given', async () => {
    const screen = new HttpClient(test.url);
    const pairing = (await screen.post<{ pairingId: string; code: string }>('/walls/pairing')).body;
    const made = await admin.post<{ id: string }>('/walls', {
      code: pairing.code,
      name: '大厅',
      areaIds: null,
    });
    await screen.get(`/walls/pairing/${pairing.pairingId}`);
    const path = `/api/v1/walls/${made.body.id}/screen`;
    const record = {
      distanceM: 6,
      diagonalInch: 98,
      span: { group: 'hall', rows: 1, columns: 2, row: 0, column: 1 },
    };
    expect((await admin.send('GET', path)).body).toEqual({ distanceM: null, diagonalInch: null, span: null });
    expect((await admin.send('PUT', path, record)).status).toBe(200);
    expect((await admin.send('GET', path)).body).toEqual(record);
    expect((await screen.get<WallSetDto>('/scenes')).body.screen).toEqual(record);
    const outside = { ...record, span: { ...record.span, column: 2 } };
    expect((await admin.send('PUT', path, outside)).status).toBe(400);
    expect((await admin.send('PUT', '/api/v1/walls/none/screen', record)).body).toMatchObject({
      code: 'unknown-wall',
    });
  });
});
