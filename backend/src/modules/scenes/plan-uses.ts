import type { Bilingual, WallPlan } from './scenes.types.ts';

/** What of a plan names a scene. */
export interface PlanUses {
  readonly playlists: { readonly id: string; readonly name: Bilingual }[];
  /** Alerts or share drops bring it. */
  readonly alarms: boolean;
}

/** Playlists with the scene in their order, and whether an alarm brings it. */
export function planUses({ playlists, alarms }: WallPlan, sceneId: string): PlanUses {
  const naming = playlists.filter(({ items }) => items.some((item) => item.sceneId === sceneId));
  return {
    playlists: naming.map(({ id, name }) => ({ id, name })),
    alarms: alarms.alertScene === sceneId || alarms.shareDropScene === sceneId,
  };
}

export function isUsed({ playlists, alarms }: PlanUses): boolean {
  return playlists.length > 0 || alarms;
}
