import { useI18n } from 'vue-i18n';
import type {
  CatalogDto,
  ConditionDto,
  DefinitionDto,
  PlaceDto,
  SourceDto,
} from '../../api/indicators-dto.ts';
import { useText } from '../desk/useText.ts';
import { useAreaStore } from '../areas/area-store.ts';
import { useFigure } from './useFigure.ts';

/** Names of more places than these are counted instead. */
const NAMED = 3;

/** An indicator's definition in words, for lists and versions. */
export function useIndicatorWords(catalog: () => CatalogDto | null) {
  const { t } = useI18n();
  const { text } = useText();
  const { figure } = useFigure();
  const areas = useAreaStore();

  const metricOf = (metric: string) => catalog()?.metrics.find((found) => found.metric === metric);
  const unitOf = (source: SourceDto): string =>
    source.kind === 'metric' ? (metricOf(source.metric)?.unit ?? '') : '';
  const percent = (ratio: number): string => figure(ratio, 'ratio');

  function sourceWords(source: SourceDto): string {
    if (source.kind === 'detection') {
      const type = t(`desk.detection.${source.type}`);
      return source.subtype === undefined
        ? type
        : `${type} · ${t(`desk.subtype.${source.subtype}`, source.subtype)}`;
    }
    const metric = metricOf(source.metric);
    return `${metric === undefined ? source.metric : text(metric.label)} · ${t(`desk.step.${source.step}`)}`;
  }

  function placeWords(place: PlaceDto): string {
    if (place.kind === 'areas') {
      const names = place.areaIds.slice(0, NAMED).map((areaId) => areas.nameOf(areaId));
      const rest = place.areaIds.length - names.length;
      const listed = names.join(t('desk.separator')) + (rest > 0 ? ` +${String(rest)}` : '');
      return place.below ? t('desk.place.below', { areas: listed }) : listed;
    }
    if (place.kind === 'levels') {
      // Every level there is needs no list.
      const all = place.levels.length > NAMED;
      const levels = place.levels.map((level) => t(`desk.level.${level}`)).join(t('desk.separator'));
      const every = all ? t('desk.place.all') : t('desk.place.every', { levels });
      return place.under === undefined
        ? every
        : `${every} · ${t('desk.place.below', { areas: areas.nameOf(place.under) })}`;
    }
    const n = place.hotspotIds?.length ?? 0;
    const type = t(`desk.hotspot.${place.type}`, place.type);
    return n === 0 ? t('desk.place.every', { levels: type }) : t('desk.place.some', { n, type });
  }

  function conditionWords({ condition, source, forMinutes }: DefinitionDto): string {
    const what =
      condition === undefined ? t('desk.condition.detection') : oneCondition(condition, unitOf(source));
    return forMinutes === 0 ? what : `${what} · ${t('desk.condition.lasting', { n: forMinutes })}`;
  }

  function oneCondition(condition: ConditionDto, unit: string): string {
    switch (condition.kind) {
      case 'below':
      case 'above':
        return t(`desk.condition.${condition.kind}`, { value: figure(condition.threshold, unit) });
      case 'change':
        return t(`desk.condition.change.${condition.direction}`, {
          against: t(`desk.condition.against.${condition.against}`),
          value: percent(condition.ratio),
        });
      case 'robust-z':
        return t(`desk.condition.robust.${condition.direction}`, { value: condition.score });
    }
  }

  return { sourceWords, placeWords, conditionWords, unitOf };
}
