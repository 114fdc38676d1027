import { useI18n } from 'vue-i18n';
import { formatStamp, formatZone } from '../../../i18n/format.ts';
import type { MapPackDto } from '../../areas/boundaries.ts';
import { useLiveStore } from '../../live/live-store.ts';
import { pictureOf, type PictureInput } from './export-png.ts';
import type { LegendEntry } from './legend.ts';
import type { LayerId } from './layers.ts';
import { csvOf, type MapRow } from './rows.ts';
import { saveFile } from './save-file.ts';

interface Shown {
  readonly areaName: string;
  readonly scope: string;
  readonly layer: LayerId;
  readonly at: number | null;
  readonly age: string;
}

interface MapExport {
  readonly png: (
    shown: Shown,
    legend: readonly LegendEntry[],
    pack: MapPackDto | null,
    picture: Drawn,
  ) => Promise<void>;
  readonly csv: (shown: Shown, heads: readonly string[], rows: readonly MapRow[]) => void;
}

type Drawn = Omit<PictureInput, 'texts'>;

/** Pictures and tables to take along, which say by themselves what they show, of when, and how old it is. */
export function useMapExport(): MapExport {
  const { t } = useI18n();
  const live = useLiveStore();
  const stamp = (ms: number): string => `${formatStamp(ms, live.timeZone)} ${formatZone(ms, live.timeZone)}`;
  const momentOf = ({ at }: Shown): number => at ?? live.systemNow ?? Date.now();
  const nameOf = (shown: Shown): string =>
    `${shown.areaName}-${t(`map.layer.${shown.layer}`)}-${stamp(momentOf(shown)).replaceAll(/[^\d]+/g, '')}`;
  const replayOf = ({ at }: Shown): string | null =>
    at === null
      ? null
      : `◀◀ ${t('map.time.replay')} ${t('map.time.replayLatin')}  ${stamp(at)}  ${t('map.time.known')}`;

  return {
    async png(shown, legend, pack, picture) {
      const lines = [
        `${shown.scope}  ·  ${stamp(momentOf(shown))}  ·  ${shown.age}`,
        ...(pack === null
          ? []
          : [
              t('map.source', {
                source: pack.source,
                licence: pack.licence,
                review: pack.reviewNumber,
              }),
            ]),
      ];
      const texts = {
        title: `${shown.areaName}  ${t(`map.figure.${shown.layer}`)}`,
        lines,
        replay: replayOf(shown),
        legendTitle: t('map.legend.title'),
        legend,
      };
      saveFile(await pictureOf({ ...picture, texts }), `${nameOf(shown)}.png`);
    },
    csv(shown, heads, rows) {
      const note = [
        shown.scope,
        t(`map.figure.${shown.layer}`),
        stamp(momentOf(shown)),
        shown.age,
        replayOf(shown) ?? '',
      ]
        .filter((part) => part !== '')
        .join(' · ');
      const text = csvOf(heads, rows, note);
      saveFile(new Blob([text], { type: 'text/csv;charset=utf-8' }), `${nameOf(shown)}.csv`);
    },
  };
}
