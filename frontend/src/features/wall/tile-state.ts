import {
  inject,
  onUnmounted,
  provide,
  shallowReactive,
  watch,
  computed,
  type ComputedRef,
  type InjectionKey,
} from 'vue';

/** `empty`: loaded, and there is nothing to show yet. */
export type TileState = 'loading' | 'ready' | 'empty' | 'failed';

type States = Map<string, TileState>;
const KEY: InjectionKey<States> = Symbol('tile states');

/** On the wall: true once each of its tiles has its data, so that a picture of it is a picture of something. */
export function provideTileStates(expected: () => readonly string[]): ComputedRef<boolean> {
  const states: States = shallowReactive(new Map());
  provide(KEY, states);
  return computed(() =>
    expected().every((kind) => {
      const state = states.get(kind);
      return state === 'ready' || state === 'empty';
    }),
  );
}

/** In a tile: tells the wall how far it is. */
export function reportTileState(kind: string, state: () => TileState): void {
  const states = inject(KEY, null);
  if (states === null) return;
  watch(state, (now) => states.set(kind, now), { immediate: true });
  onUnmounted(() => states.delete(kind));
}
