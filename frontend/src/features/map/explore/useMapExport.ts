import type { ComputedRef } from 'vue';
import { useI18n } from 'vue-i18n';
import { formatStamp, formatZone } from '../../../i18n/format.ts';
import type { MapPackDto } from '../../areas/boundaries.ts';
import { useAreaStore } from '../../areas/area-store.ts';
import { useLiveStore } from '../../live/live-store.ts';
import { pictureOf, type PictureInput } from './export-png.ts';
import type { LegendGroup } from './legend.ts';
import type { LayerId } from './layers.ts';
import { csvOf, type MapRow } from './rows.ts';
import { saveFile } from './save-file.ts';
import type { useMapScope } from './useMapScope.ts';
import type { useRowWords } from './useRowWords.ts';

interface ExportSources {
  readonly scope: ReturnType<typeof useMapScope>;
  readonly layer: ComputedRef<LayerId>;
  readonly at: ComputedRef<number | null>;
  readonly words: ReturnType<typeof useRowWords>;
}

type Drawn = Omit<PictureInput, 'texts'>;

interface MapExport {
  readonly png: (legend: readonly LegendGroup[], pack: MapPackDto | null, picture: Drawn) => Promise<void>;
  readonly csv: (rows: readonly MapRow[]) => void;
}

/** Pictures and tables to take along, which say by themselves what they show, of when, and how old it is. */
export function useMapExport({ scope, layer, at, words }: ExportSources): MapExport {
  const { t } = useI18n();
  const live = useLiveStore();
  const areas = useAreaStore();
  const stamp = (ms: number): string => `${formatStamp(ms, live.timeZone)} ${formatZone(ms, live.timeZone)}`;
  const momentText = (): string => stamp(at.value ?? live.systemNow ?? Date.now());
  const areaName = (): string => areas.nameOf(scope.area.value?.areaId ?? '');
  const scopeText = (): string => scope.path.value.map(({ areaId }) => areas.nameOf(areaId)).join(' › ');
  const ageText = (): string => words.ageOf({ kind: 'area', id: scope.area.value?.areaId ?? '' });
  const fileName = (): string =>
    `${areaName()}-${t(`map.layer.${layer.value}`)}-${momentText().replaceAll(/[^\d]+/g, '')}`;
  const replayText = (): string | null =>
    at.value === null
      ? null
      : `${t('map.time.replay')} ${t('map.time.replayLatin')}  ${stamp(at.value)}  ${t('map.time.known')}`;

  return {
    async png(legend, pack, picture) {
      const texts = {
        title: `${areaName()}  ${t(`map.figure.${layer.value}`)}`,
        lines: [
          [scopeText(), momentText(), ageText()],
          ...(pack === null
            ? []
            : [
                [
                  t('map.source', { source: pack.source }),
                  pack.licence,
                  t('map.review', { review: pack.reviewNumber }),
                ],
              ]),
        ],
        replay: replayText(),
        legend,
      };
      saveFile(await pictureOf({ ...picture, texts }), `${fileName()}.png`);
    },
    csv(rows) {
      const heads = [
        words.headOf(),
        t(`map.figure.${layer.value}`),
        t('map.table.usual'),
        t('map.table.state'),
        t('map.table.alerts'),
      ];
      const note = [scopeText(), t(`map.figure.${layer.value}`), momentText(), ageText(), replayText() ?? ''];
      const text = csvOf(heads, rows, note.filter((part) => part !== '').join(' · '));
      saveFile(new Blob([text], { type: 'text/csv;charset=utf-8' }), `${fileName()}.csv`);
    },
  };
}
