import { useI18n } from 'vue-i18n';
import type { ComputedRef } from 'vue';
import { useAreaStore } from '../../areas/area-store.ts';
import type { CellLayer } from './cell-layer.ts';
import type { LayerId } from './layers.ts';
import type { MapAlert } from './map-dto.ts';
import type { MapRow } from './rows.ts';
import { useMapAge } from './useMapAge.ts';
import type { Pick } from './useMapAddress.ts';
import type { MapFigures } from './useMapFigures.ts';
import type { useMapScope } from './useMapScope.ts';

interface WordSources {
  readonly scope: ReturnType<typeof useMapScope>;
  readonly figures: MapFigures;
  readonly layer: ComputedRef<LayerId>;
  readonly at: ComputedRef<number | null>;
  readonly k: ComputedRef<number>;
  readonly cells: ComputedRef<CellLayer | null>;
}

/** What is said around figures: units, ages, why a figure is not shown, and the same for those who listen. */
export function useRowWords({ scope, figures, layer, at, k, cells }: WordSources) {
  const { t } = useI18n();
  const areas = useAreaStore();
  const { ageText, endOf, stamp, timeOf } = useMapAge();

  function ageOf({ kind, id }: Pick): string {
    if (kind === 'cell') return ageText(endOf(cells.value?.startMs ?? null, 'quarter'), at.value);
    if (kind === 'hotspot') return ageText(endOf(figures.campus(id)?.quarter ?? null, 'quarter'), at.value);
    if (layer.value === 'share') {
      const day = figures.area(id)?.share?.day;
      return day === undefined ? t('map.noData') : at.value === null ? day : t('map.share.of', { day });
    }
    return ageText(endOf(figures.area(id)?.minute ?? null, 'minute'), at.value);
  }

  function noteOf({ kind, id, figure }: MapRow): string {
    if (figure.startsWith('<')) return t('map.hidden.few', { k: k.value });
    if (figure.startsWith('≥')) return t('map.hidden.withheld', { k: k.value });
    if (kind !== 'area') return '';
    const area = figures.area(id);
    if (layer.value === 'homecomings') return t('map.hidden.stepped', { k: k.value });
    if (layer.value === 'share' && area?.share != null)
      return t('map.share.counts', { own: area.share.ownNew, rival: area.share.rivalNew });
    return layer.value === 'present' && area?.revised === true ? t('map.revised') : '';
  }

  function holds({ kind, id }: Pick, areaId: string): boolean {
    if (kind !== 'area') return false;
    return id === scope.area.value?.areaId ? scope.holderOf(areaId) !== null : scope.holderOf(areaId) === id;
  }

  return {
    stamp,
    timeOf,
    ageOf,
    noteOf,
    holds,
    unitOf: (kind: Pick['kind']): string =>
      kind === 'area' ? t(`map.unit.${layer.value}`) : t(`map.unit.${kind === 'cell' ? 'cell' : 'campus'}`),
    /** What the figure of something on the map counts. */
    whatOf: (kind: Pick['kind']): string =>
      t(`map.figure.${kind === 'area' ? layer.value : kind === 'cell' ? 'cell' : 'campus'}`),
    levelOf({ kind, id }: Pick): string {
      return t(`map.level.${kind === 'area' ? (areas.tree.byId.get(id)?.level ?? 'area') : kind}`);
    },
    /** What the figure of the whole area counts. */
    ownFigure: (): string => t(layer.value === 'campus' ? 'map.campuses.n' : `map.figure.${layer.value}`),
    /** What the first column of the table names. */
    headOf(): string {
      if (layer.value === 'campus') return t('map.table.campus');
      return t(
        scope.children.value.length === 0 && cells.value !== null ? 'map.table.cell' : 'map.table.name',
      );
    },
    caption: (area: string): string => {
      const age = ageOf({ kind: 'area', id: scope.area.value?.areaId ?? '' });
      const time = at.value === null ? age : `${t('map.time.replay')} ${stamp(at.value)}`;
      return t('map.table.caption', { area, layer: t(`map.layer.${layer.value}`), time });
    },
    areaIdOf({ kind, id }: Pick): string | null {
      if (kind === 'area') return id;
      return kind === 'hotspot'
        ? (areas.hotspots.find(({ hotspotId }) => hotspotId === id)?.areaId ?? null)
        : null;
    },
    alertsOf(pick: Pick): readonly MapAlert[] {
      const own = figures.alerts.value.filter(({ areaId, hotspotId }) =>
        pick.kind === 'hotspot' ? hotspotId === pick.id : holds(pick, areaId),
      );
      return own.toSorted((a, b) => b.raisedAt - a.raisedAt);
    },
    spoken({ name, figure, usual, alerts }: MapRow): string {
      return t('map.aria.focus', {
        name,
        figure: `${figure} ${t(`map.figure.${layer.value}`)}`,
        usual: usual === '' ? '' : `, ${usual}`,
        alerts: alerts === null ? '' : `, ${t('map.alerts.n', { n: alerts.n })}`,
      });
    },
    entered(own: MapRow | null, n: number): string {
      const { value: area } = scope.area;
      if (area === null) return '';
      return t('map.aria.entered', {
        area: areas.nameOf(area.areaId),
        level: t(`map.level.${area.level}`),
        layer: t(`map.layer.${layer.value}`),
        n,
        figure: own === null ? '' : `${own.figure} ${this.ownFigure()}`,
      });
    },
  };
}
