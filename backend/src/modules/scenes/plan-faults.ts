import type { SceneFault, WallPlan } from './scenes.types.ts';

/** What is wrong with a plan: scenes or playlists that do not exist, playlists of one id, shifts without a length. */
export function planFaults(
  { playlists, shifts, alarms }: WallPlan,
  isScene: (sceneId: string) => boolean,
): readonly SceneFault[] {
  const unknownScene = (at: string, sceneId: string): SceneFault[] =>
    isScene(sceneId) ? [] : [{ code: 'unknown-scene', at, other: sceneId }];
  const ids = playlists.map(({ id }) => id);
  return [
    ...playlists.flatMap(({ id, items }) => items.flatMap(({ sceneId }) => unknownScene(id, sceneId))),
    ...ids
      .filter((id, index) => ids.indexOf(id) !== index)
      .map((id) => ({ code: 'same-playlist' as const, at: id, other: null })),
    ...shifts.flatMap(({ playlistId, from, to }, index): SceneFault[] => [
      ...(ids.includes(playlistId)
        ? []
        : [{ code: 'unknown-playlist' as const, at: String(index + 1), other: playlistId }]),
      ...(from === to ? [{ code: 'no-length' as const, at: String(index + 1), other: null }] : []),
    ]),
    ...unknownScene('alarms', alarms.alertScene),
    ...(alarms.shareDropScene === null ? [] : unknownScene('alarms', alarms.shareDropScene)),
  ];
}
