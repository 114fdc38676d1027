import { computed, shallowRef, watch } from 'vue';
import type { WallPlanDto } from '../../api/scenes-dto.ts';
import { THEMES, type Theme } from '../../charts/palette.ts';
import { setTheme } from '../../composables/useTheme.ts';
import { useLiveStore } from '../live/live-store.ts';
import { localMoment, themeAt } from './shifts.ts';

export interface WallThemeOptions {
  readonly plan: () => WallPlanDto['theme'];
  readonly query: () => Readonly<Record<string, unknown>>;
}

/** Day or night: as the address says, else by the plan; by hand until the plan changes it the next time. */
export function useWallTheme({ plan, query }: WallThemeOptions): { toggleTheme: () => void } {
  const live = useLiveStore();
  const byHand = shallowRef<Theme | null>(null);
  const planned = computed<Theme>(() => {
    const asked = THEMES.find((name) => name === query()['theme']);
    if (asked !== undefined) return asked;
    return live.systemNow === null ? 'night' : themeAt(plan(), localMoment(live.systemNow, live.timeZone));
  });
  watch(planned, () => (byHand.value = null));
  const current = computed(() => byHand.value ?? planned.value);
  watch(current, setTheme, { immediate: true });
  return { toggleTheme: () => (byHand.value = current.value === 'night' ? 'day' : 'night') };
}
