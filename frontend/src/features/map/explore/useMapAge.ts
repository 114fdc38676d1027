import { useI18n } from 'vue-i18n';
import { ageParts, formatStamp, formatTime } from '../../../i18n/format.ts';
import { useLiveStore } from '../../live/live-store.ts';
import { wallAge } from '../../live/system-time.ts';

const MINUTE_MS = 60_000;
const QUARTER_MS = 15 * MINUTE_MS;

interface MapAge {
  /** “data to 12:04:00 (40 seconds ago)”; of a moment that has passed without how long ago. */
  readonly ageText: (completeTo: number | null, at: number | null) => string;
  /** End of a minute or of a quarter of an hour. */
  readonly endOf: (start: number | null, kind: 'minute' | 'quarter') => number | null;
  readonly stamp: (ms: number) => string;
  /** Of the day. */
  readonly timeOf: (ms: number) => string;
}

/** How old figures are, in the words of the screen. */
export function useMapAge(): MapAge {
  const { t } = useI18n();
  const live = useLiveStore();
  return {
    ageText(completeTo, at) {
      if (completeTo === null) return t('map.noData');
      const time = formatTime(completeTo, live.timeZone);
      if (at !== null || live.systemNow === null) return t('map.ageThen', { time });
      const { unit, n } = ageParts(wallAge(live.systemNow, completeTo, live.speed));
      return t('map.age', { time, age: t(`age.${unit}`, { n }) });
    },
    endOf: (start, kind) => (start === null ? null : start + (kind === 'minute' ? MINUTE_MS : QUARTER_MS)),
    stamp: (ms) => formatStamp(ms, live.timeZone),
    timeOf: (ms) => formatTime(ms, live.timeZone),
  };
}
