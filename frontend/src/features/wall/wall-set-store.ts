import { defineStore } from 'pinia';
import { computed, shallowRef, watch } from 'vue';
import type { SceneDto, TileTypeDto, WallSetDto } from '../../api/scenes-dto.ts';
import { useResource } from '../../composables/useResource.ts';

/** What is published is on the walls within 15 s. */
const EVERY_MS = 12_000;

/** Scenes, plan and screen of this wall, as the server has them; a draft of the editor in the place of its scene. */
export const useWallSetStore = defineStore('wall-set', () => {
  const answer = useResource<WallSetDto>('/scenes', EVERY_MS);
  const set = shallowRef<WallSetDto | null>(null);
  let known = '';
  watch(
    () => answer.value?.data,
    (data) => {
      // The same answer again is no news: nothing is laid out or drawn anew for it.
      const text = data == null ? known : JSON.stringify(data);
      if (data == null || text === known) return;
      known = text;
      set.value = data;
    },
    { immediate: true },
  );
  const draft = shallowRef<SceneDto | null>(null);

  const scenes = computed<readonly SceneDto[]>(() => {
    const published = set.value?.scenes ?? [];
    const { value } = draft;
    if (value === null) return published;
    return [...published.filter(({ id }) => id !== value.id), value];
  });
  const types = computed<ReadonlyMap<string, TileTypeDto>>(
    () => new Map((set.value?.catalogue ?? []).map((type) => [type.kind, type])),
  );
  /** The scene, or the first one: a wall has nobody to correct an address. */
  const sceneOf = (id: string): SceneDto | null =>
    scenes.value.find((scene) => scene.id === id) ?? scenes.value[0] ?? null;

  return { set, draft, scenes, types, sceneOf };
});
