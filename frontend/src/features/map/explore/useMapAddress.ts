import { computed, type ComputedRef } from 'vue';
import { useRoute, useRouter } from 'vue-router';
import { isLayer, type LayerId } from './layers.ts';
import { THEME_IDS, type ThemeId } from './map-theme.ts';

export type PickKind = 'area' | 'hotspot' | 'cell';

/** What is looked at closely. */
export interface Pick {
  readonly kind: PickKind;
  readonly id: string;
}

interface MapAddress {
  /** Null: where one’s own scope begins. */
  readonly areaId: ComputedRef<string | null>;
  readonly layer: ComputedRef<LayerId>;
  /** Epoch milliseconds of a moment that has passed; null: now. */
  readonly at: ComputedRef<number | null>;
  readonly pick: ComputedRef<Pick | null>;
  readonly asTable: ComputedRef<boolean>;
  /** Null: the browser's usual one. */
  readonly theme: ComputedRef<ThemeId | null>;
  /** Another area: a step that Back takes back. */
  readonly enter: (areaId: string) => void;
  /** Anything else, in place. Undefined takes a part out of the address. */
  readonly change: (
    parts: Partial<Record<'layer' | 'at' | 'pick' | 'view' | 'theme', string | undefined>>,
  ) => void;
}

/** The address of a map says all of it: area, layer, time, what is picked, and how it is shown. */
export function useMapAddress(): MapAddress {
  const route = useRoute();
  const router = useRouter();
  const given = (name: string): string | null => {
    const value = route.query[name];
    return typeof value === 'string' && value !== '' ? value : null;
  };
  const change: MapAddress['change'] = (parts) => {
    void router.replace({ query: { ...route.query, ...parts } });
  };
  return {
    areaId: computed(() => {
      const value = route.params['areaId'];
      return typeof value === 'string' && value !== '' ? value : null;
    }),
    layer: computed(() => {
      const layer = given('layer');
      return isLayer(layer) ? layer : 'present';
    }),
    at: computed(() => momentOf(given('at'))),
    pick: computed(() => pickOf(given('pick'))),
    asTable: computed(() => given('view') === 'table'),
    theme: computed(() => THEME_IDS.find((theme) => theme === given('theme')) ?? null),
    enter(areaId) {
      const { pick: _, ...query } = route.query;
      void router.push({ name: 'map', params: { areaId }, query });
    },
    change,
  };
}

/** Reads `2026-11-22T08:30:00.000Z`, the form in which moments stand in addresses. */
export function momentOf(text: string | null): number | null {
  const ms = text === null ? Number.NaN : Date.parse(text);
  return Number.isFinite(ms) ? ms : null;
}

export function momentText(ms: number): string {
  return new Date(ms).toISOString();
}

/** Reads `area:990101`. */
export function pickOf(text: string | null): Pick | null {
  const [, kind, id] = /^(area|hotspot|cell):(.{1,64})$/s.exec(text ?? '') ?? [];
  return kind === undefined || id === undefined ? null : { kind: kind as PickKind, id };
}
