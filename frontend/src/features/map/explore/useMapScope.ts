import { computed, type ComputedRef } from 'vue';
import type { AreaDto, HotspotDto } from '@tidewall/streams/events';
import { useAreaStore } from '../../areas/area-store.ts';
import { useSessionStore } from '../../session/session-store.ts';

interface MapScope {
  /** The area that is shown; null while nothing is known. */
  readonly area: ComputedRef<AreaDto | null>;
  /** Where one’s scope begins; null while nothing is known. */
  readonly startId: ComputedRef<string | null>;
  /** The address names an area that there is none of, or that one may not see. */
  readonly missing: ComputedRef<boolean>;
  /** From the highest area that one may see down to it. */
  readonly path: ComputedRef<readonly AreaDto[]>;
  /** What lies below it, in the order of the reference data. */
  readonly children: ComputedRef<readonly AreaDto[]>;
  readonly campuses: ComputedRef<readonly HotspotDto[]>;
  /** The child that holds an area; the area itself for what belongs to it as a whole; null: it lies elsewhere. */
  readonly holderOf: (areaId: string) => string | null;
  readonly hasChildren: (areaId: string) => boolean;
}

/** Which areas a map is about: the one of the address, or else where one’s scope begins. */
export function useMapScope(wanted: () => string | null): MapScope {
  const areas = useAreaStore();
  const session = useSessionStore();

  const start = computed(() => {
    const own = session.user?.scope?.find((areaId) => areas.tree.byId.has(areaId));
    return own ?? areas.tree.root?.areaId ?? null;
  });
  const area = computed(() => {
    const { byId } = areas.tree;
    return byId.get(wanted() ?? '') ?? byId.get(start.value ?? '') ?? null;
  });
  const path = computed(() => {
    const found: AreaDto[] = [];
    const { byId } = areas.tree;
    for (let at = area.value; at !== null && at.level !== 'country' && found.length < 12;) {
      found.unshift(at);
      at = at.parentId === null ? null : (byId.get(at.parentId) ?? null);
    }
    return found;
  });
  const children = computed(() =>
    area.value === null
      ? []
      : (areas.tree.childrenOf.get(area.value.areaId) ?? []).filter(({ covered }) => covered),
  );
  const holders = computed(() => {
    const found = new Map<string, string>();
    if (area.value === null) return found;
    found.set(area.value.areaId, area.value.areaId);
    const visit = (areaId: string, holder: string): void => {
      found.set(areaId, holder);
      for (const child of areas.tree.childrenOf.get(areaId) ?? []) visit(child.areaId, holder);
    };
    for (const child of children.value) visit(child.areaId, child.areaId);
    return found;
  });

  return {
    area,
    startId: start,
    missing: computed(() => {
      const id = wanted();
      return id !== null && start.value !== null && !areas.tree.byId.has(id);
    }),
    path,
    children,
    campuses: computed(() => areas.campuses.filter((campus) => holders.value.has(campus.areaId))),
    holderOf: (areaId) => holders.value.get(areaId) ?? null,
    hasChildren: (areaId) => (areas.tree.childrenOf.get(areaId)?.length ?? 0) > 0,
  };
}
