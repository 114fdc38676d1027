import { describe, expect, it } from '@jest/globals';
import { BUILT_IN_PLAN, BUILT_IN_SCENES } from './built-in.ts';
import { planFaults } from './plan-faults.ts';
import { sceneFaults } from './scene-faults.ts';
import type { TileDefinition, WallPlan } from './scenes.types.ts';

const isArea = (areaId: string): boolean => areaId === '990101';
const tile = (part: Partial<TileDefinition> = {}): TileDefinition => ({
  id: 'a',
  kind: 'presence',
  column: 0,
  row: 0,
  columns: 3,
  rows: 6,
  options: {},
  ...part,
});
const faultsOf = (...tiles: readonly TileDefinition[]): string[] =>
  sceneFaults({ tiles }, isArea).map(({ code, at, other }) => [code, at, other].filter(Boolean).join(' '));

describe('a scene', () => {
  it('that is built in has no faults', () => {
    for (const scene of Object.values(BUILT_IN_SCENES)) expect(sceneFaults(scene, isArea)).toEqual([]);
  });

  it('needs at least one tile', () => expect(faultsOf()).toEqual(['no-tiles']));

  it('has its tiles on the grid, of kinds that exist', () => {
    expect(faultsOf(tile({ column: 10 }))).toEqual(['leaves-grid a']);
    expect(faultsOf(tile({ row: 19 }))).toEqual(['leaves-grid a']);
    expect(faultsOf(tile({ columns: 0 }))).toEqual(['leaves-grid a']);
    expect(faultsOf(tile({ row: -1 }))).toEqual(['leaves-grid a']);
    expect(faultsOf(tile({ kind: 'weather' }))).toEqual(['unknown-kind a weather']);
  });

  it('gives each tile the room that its text needs', () => {
    expect(faultsOf(tile({ rows: 3 }))).toEqual(['too-small a']);
    expect(faultsOf(tile({ columns: 2 }))).toEqual(['too-small a']);
  });

  it('has no tile on another, and names both', () => {
    expect(faultsOf(tile(), tile({ id: 'b', kind: 'campus-newcomers', column: 2, row: 5 }))).toEqual([
      'covers b a',
    ]);
    expect(faultsOf(tile(), tile({ id: 'b', kind: 'campus-newcomers', column: 3 }))).toEqual([]);
  });

  it('shows the same figures once, another area beside them', () => {
    const curve = tile({ kind: 'homecoming-curve', columns: 6, rows: 8 });
    expect(faultsOf(curve, { ...curve, id: 'b', column: 6 })).toEqual(['same-twice b a']);
    expect(faultsOf(curve, { ...curve, id: 'b', column: 6, options: { areaId: '990101' } })).toEqual([]);
    expect(faultsOf(curve, { ...curve, column: 6, options: { areaId: '990101' } })).toEqual(['same-id a']);
  });

  it('gives tiles options that they take, and areas that there are', () => {
    expect(faultsOf(tile({ options: { limit: 3 } }))).toEqual(['option-not-taken a limit']);
    const curve = tile({ kind: 'homecoming-curve', columns: 6, rows: 8, options: { areaId: 'gone' } });
    expect(faultsOf(curve)).toEqual(['unknown-area a gone']);
  });
});

describe('a plan', () => {
  const isScene = (id: string): boolean => Object.hasOwn(BUILT_IN_SCENES, id);
  const judged = (part: Partial<WallPlan>): string[] =>
    planFaults({ ...BUILT_IN_PLAN, ...part }, isScene).map(({ code, at }) => `${code} ${at ?? ''}`);

  it('that is built in has no faults', () => expect(judged({})).toEqual([]));

  it('names scenes and playlists that there are', () => {
    const [all] = BUILT_IN_PLAN.playlists;
    const broken = { ...all!, items: [{ sceneId: 'gone', seconds: 20 }] };
    expect(judged({ playlists: [broken] })).toEqual(['unknown-scene all']);
    expect(judged({ playlists: [all!, all!] })).toEqual(['same-playlist all']);
    const shift = { playlistId: 'night', days: [1], from: '20:00', to: '08:00' };
    expect(judged({ shifts: [shift] })).toEqual(['unknown-playlist 1']);
    expect(judged({ alarms: { ...BUILT_IN_PLAN.alarms, shareDropScene: 'gone' } })).toEqual([
      'unknown-scene alarms',
    ]);
  });

  it('has shifts that last', () => {
    const shift = { playlistId: 'all', days: [1], from: '08:00', to: '08:00' };
    expect(judged({ shifts: [shift] })).toEqual(['no-length 1']);
  });
});
