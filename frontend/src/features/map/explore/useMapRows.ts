import { computed, type ComputedRef } from 'vue';
import { useI18n } from 'vue-i18n';
import type { Classes } from '../classes.ts';
import { useAreaStore } from '../../areas/area-store.ts';
import type { CellLayer } from './cell-layer.ts';
import { alertSums, classesOf, fillOf, type AlertSum, type LayerId } from './layers.ts';
import type { PlacedCampus } from './marks.ts';
import { areaRow, campusRow, campusSum, cellRow, type MapRow, type RowContext } from './rows.ts';
import type { Painted } from './scene.ts';
import { useMapAge } from './useMapAge.ts';
import type { MapFigures } from './useMapFigures.ts';
import type { useMapScope } from './useMapScope.ts';
import type { Pick } from './useMapAddress.ts';

interface RowSources {
  readonly scope: ReturnType<typeof useMapScope>;
  readonly figures: MapFigures;
  readonly layer: ComputedRef<LayerId>;
  readonly k: ComputedRef<number>;
  readonly cells: ComputedRef<CellLayer | null>;
}

interface MapRows {
  /** Everything that the layer shows of the area: children, campuses or cells. */
  readonly rows: ComputedRef<readonly MapRow[]>;
  readonly own: ComputedRef<MapRow | null>;
  readonly rowOf: (pick: Pick) => MapRow | null;
  readonly childRows: (areaId: string, figures: MapFigures) => readonly MapRow[];
  readonly classes: ComputedRef<Classes>;
  readonly painted: ComputedRef<ReadonlyMap<string, Painted>>;
  readonly campusMarks: ComputedRef<readonly PlacedCampus[]>;
}

/** One row for each thing on the map, from which map, tips, cards, tables and exports take what they show. */
export function useMapRows({ scope, figures, layer, k, cells }: RowSources): MapRows {
  const { t } = useI18n();
  const areas = useAreaStore();
  const { stamp } = useMapAge();
  const context = computed<RowContext>(() => ({
    t: (key, values) => t(key, values ?? {}),
    k: k.value,
    timeOf: stamp,
  }));
  const sums = computed(() => alertSums(figures.alerts.value, scope.holderOf));

  const named = (areaId: string, alerts: AlertSum | null) => ({
    id: areaId,
    name: areas.nameOf(areaId),
    alerts,
  });
  const rowOfArea = (areaId: string): MapRow =>
    areaRow(layer.value, named(areaId, sums.value.get(areaId) ?? null), figures.area(areaId), context.value);
  const campusAlerts = (hotspotId: string): AlertSum | null =>
    alertSums(
      figures.alerts.value.filter((alert) => alert.hotspotId === hotspotId),
      () => hotspotId,
    ).get(hotspotId) ?? null;
  const rowOfCampus = (hotspotId: string): MapRow => {
    const name = areas.hotspotName(hotspotId);
    return campusRow(
      { id: hotspotId, name, alerts: campusAlerts(hotspotId) },
      figures.campus(hotspotId),
      context.value,
    );
  };

  const areaRows = computed(() => scope.children.value.map(({ areaId }) => rowOfArea(areaId)));
  const rows = computed(() => {
    if (layer.value === 'campus') return scope.campuses.value.map(({ hotspotId }) => rowOfCampus(hotspotId));
    if (areaRows.value.length > 0 || cells.value === null) return areaRows.value;
    return cells.value.cells.map(({ cellId, count }) => cellRow(cellId, count, context.value));
  });
  const own = computed(() => {
    const { value: area } = scope.area;
    if (area === null) return null;
    const alerts = figures.alerts.value;
    const all = alertSums(alerts, (areaId) => (scope.holderOf(areaId) === null ? null : area.areaId));
    const shown = named(area.areaId, all.get(area.areaId) ?? null);
    if (layer.value === 'campus') return campusSum(shown, rows.value, context.value);
    return areaRow(layer.value, shown, figures.area(area.areaId), context.value);
  });
  const classes = computed(() =>
    classesOf(
      layer.value,
      scope.children.value.map(({ areaId }) => figures.area(areaId)),
    ),
  );
  const painted = computed(() => {
    const found = new Map<string, Painted>();
    for (const row of areaRows.value) {
      const isFigure = layer.value !== 'campus' && layer.value !== 'alerts';
      found.set(row.id, {
        fill:
          cells.value === null ? fillOf(layer.value, figures.area(row.id), classes.value) : { kind: 'bare' },
        name: row.name,
        figure: isFigure && row.figure !== '—' ? row.figure : '',
        alerts: row.alerts,
      });
    }
    return found;
  });
  const campusMarks = computed(() => {
    if (layer.value !== 'campus') return [];
    return scope.campuses.value.flatMap(({ hotspotId, longitude, latitude }) => {
      if (longitude === null || latitude === null) return [];
      const { name, figure, state } = rowOfCampus(hotspotId);
      const mark = state.startsWith('▼')
        ? 'below'
        : state.startsWith('▲')
          ? 'above'
          : state === ''
            ? 'unknown'
            : 'within';
      return [{ hotspotId, longitude, latitude, name, figure, state: mark } as const];
    });
  });

  return {
    rows,
    own,
    rowOf({ kind, id }) {
      if (kind === 'hotspot') return rowOfCampus(id);
      const isWhole = id === scope.area.value?.areaId && layer.value !== 'campus';
      if (kind === 'area') return isWhole ? own.value : rowOfArea(id);
      const cell = cells.value?.cells.find(({ cellId }) => cellId === id);
      return cell === undefined ? null : cellRow(id, cell.count, context.value);
    },
    childRows(areaId, from) {
      const children = (areas.tree.childrenOf.get(areaId) ?? []).filter(({ covered }) => covered);
      const below = layer.value === 'alerts' || layer.value === 'campus' ? 'present' : layer.value;
      return children
        .map((child) => areaRow(below, named(child.areaId, null), from.area(child.areaId), context.value))
        .toSorted((a, b) => b.rank - a.rank);
    },
    classes,
    painted,
    campusMarks,
  };
}
