import { useI18n } from 'vue-i18n';
import { formatBytes, formatCount, formatShare } from '../../i18n/format.ts';

const THIN = '\u202f';
/** Before a unit that is a word of letters. */
const SPACE = '\u00a0';
/** Units that have a word among the texts. */
const WORDED = ['subscribers', 'numbers', 'events', 'calls', 'messages', 'seconds'];

/**
 * Figures with their units: 0.624 ratio → "62.4 %", 1284 subscribers → "1 284 人"; in whole steps of 10, what is below one:
 * "<10 人".
 */
export function useFigure(): {
  readonly figure: (value: number | null, unit: string, stepsOf?: number) => string;
} {
  const { t, locale } = useI18n();
  const figure = (value: number | null, unit: string, stepsOf = 1): string => {
    if (value === null) return '—';
    if (stepsOf > 1 && value < stepsOf) return `<${figure(stepsOf, unit)}`;
    if (unit === 'ratio') return `${formatShare(value)}${THIN}%`;
    if (unit === 'bytes') return formatBytes(value);
    const text = Number.isInteger(value) ? formatCount(value) : String(Math.round(value * 100) / 100);
    if (unit === '') return text;
    if (!WORDED.includes(unit)) return `${text}${THIN}${unit}`;
    return `${text}${locale.value === 'en' ? SPACE : THIN}${t(`desk.unit.${unit}`)}`;
  };
  return { figure };
}
