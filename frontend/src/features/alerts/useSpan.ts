import { useI18n } from 'vue-i18n';
import { spanParts } from './due.ts';

/** Spans of time in words: "3 小时 20 分", "2 d 5 h". */
export function useSpan(): { readonly span: (ms: number) => string } {
  const { t } = useI18n();
  return {
    span: (ms) =>
      spanParts(ms)
        .map(({ unit, n }) => t(`desk.span.${unit}`, { n }))
        .join(' '),
  };
}
