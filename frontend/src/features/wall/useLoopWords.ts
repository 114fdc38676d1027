import type { AlertNow } from '@tidewall/streams/events';
import { useI18n } from 'vue-i18n';
import { formatBytes, formatCount, formatShare } from '../../i18n/format.ts';
import { useAreaStore } from '../areas/area-store.ts';
import { useSpan } from './useLoop.ts';

/** Thin, not breaking. */
const THIN = '\u202f';

/** What the scene Loop says of an alert, in words of the language that is shown. */
export function useLoopWords() {
  const i18n = useI18n();
  const { t, locale } = i18n;
  const areas = useAreaStore();
  const span = useSpan();

  const title = ({ title: { zh, en } }: AlertNow): string => (locale.value === 'zh-CN' ? zh : en);

  /** The area, with its city when it is not one itself. */
  function place({ areaId }: AlertNow): string {
    const city = areas.cityOf(areaId);
    const name = areas.nameOf(areaId);
    return city === null || city.areaId === areaId ? name : `${areas.nameOf(city.areaId)} ${name}`;
  }

  /** "62.4 % 低于 70 %"; empty when it is about no figure. */
  function figure({ value, threshold, unit, fewBelow }: AlertNow): string {
    if (value === null) return '';
    const text = amount(value, unit, fewBelow);
    if (threshold === null) return text;
    return `${text} ${t(value < threshold ? 'loop.under' : 'loop.over', { threshold: amount(threshold, unit, fewBelow) })}`;
  }

  function amount(value: number, unit: string | null, fewBelow = 1): string {
    if (fewBelow > 1 && value < fewBelow) return `<${amount(fewBelow, unit)}`;
    if (unit === 'ratio') return `${formatShare(value).replace(/\.0$/, '')}${THIN}%`;
    if (unit === 'bytes') return formatBytes(value);
    const known = unit !== null && i18n.te(`loop.unit.${unit}`);
    return known ? `${formatCount(value)}${THIN}${t(`loop.unit.${unit}`)}` : formatCount(value);
  }

  const position = (id: string): string => (i18n.te(`loop.position.${id}`) ? t(`loop.position.${id}`) : id);

  /** Whom it waits for; empty when it waits for nobody. */
  function holder({ assignees, position: held }: AlertNow): string {
    const [first] = assignees;
    if (first !== undefined)
      return assignees.length === 1 ? first : t('loop.others', { name: first, more: assignees.length - 1 });
    return held === null ? '' : t('loop.vacant', { position: position(held) });
  }

  /** How long it has, by how much it is late, or how long it has been as it is. */
  function due({ dueAt, since, overdue }: AlertNow, now: number): string {
    if (dueAt === null) return t('loop.since', { age: span(now - since) });
    // The clock of a screen moves once a second: the server may know before it.
    const left = Math.max(0, dueAt - now);
    return overdue ? t('loop.late', { age: span(now - dueAt) }) : t('loop.left', { age: span(left) });
  }

  /** How long ago it was raised. */
  const raised = ({ raisedAt }: AlertNow, now: number): string =>
    t('age.ago', { age: span(Math.max(0, now - raisedAt)) });

  return { title, place, figure, position, holder, due, raised };
}
