import { useEventListener, useIntervalFn } from '@vueuse/core';
import { computed, ref, watch, type ComputedRef } from 'vue';
import { useRoute, useRouter } from 'vue-router';
import { isSceneId, sceneAfter, SCENES, type SceneId } from './scenes.ts';

const DEFAULT_SECONDS = 20;
const MIN_SECONDS = 5;

export interface Rotation {
  /** Seconds a scene stays; null when the wall stays where it is. */
  readonly seconds: ComputedRef<number | null>;
  /** 0…1 of the scene's time. */
  readonly progress: ComputedRef<number>;
}

/** Goes from scene to scene: by itself every 20 s (`?rotate=SECONDS` or `off`), by hand with the arrow keys. */
export function useRotation(): Rotation {
  const route = useRoute();
  const router = useRouter();
  const elapsed = ref(0);

  const scene = computed<SceneId>(() => {
    const id = route.params['scene'];
    return isSceneId(id) ? id : SCENES[0].id;
  });
  const seconds = computed(() => secondsOf(route.query['rotate']));

  function go(step: number): void {
    void router.replace({
      name: 'wall',
      params: { scene: sceneAfter(scene.value, step).id },
      query: route.query,
    });
  }

  watch(scene, () => (elapsed.value = 0));
  useIntervalFn(() => {
    if (seconds.value === null || document.hidden) return;
    elapsed.value += 1;
    if (elapsed.value >= seconds.value) go(1);
  }, 1_000);
  useEventListener('keydown', (event) => {
    if (event.key === 'ArrowRight' || event.key === 'ArrowDown') go(1);
    if (event.key === 'ArrowLeft' || event.key === 'ArrowUp') go(-1);
  });

  return { seconds, progress: computed(() => (seconds.value === null ? 0 : elapsed.value / seconds.value)) };
}

/** `off` or 0 stops the rotation; nonsense is the default. */
export function secondsOf(query: unknown): number | null {
  if (query === 'off' || query === '0') return null;
  const seconds = typeof query === 'string' ? Number(query) : NaN;
  return Number.isFinite(seconds) ? Math.max(MIN_SECONDS, seconds) : DEFAULT_SECONDS;
}
