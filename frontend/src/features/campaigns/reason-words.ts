import { useI18n } from 'vue-i18n';

const CAP = /^(all|channel|category|scheme) (\d+) in (\d+)h$/;

/** Codes of decisions in words; a code that has none is shown as it is. */
export function useReasonWords() {
  const { t, te } = useI18n();
  const known = (key: string, otherwise: string): string => (te(key) ? t(key) : otherwise);

  function reasonWords(reason: string, rehearsed = false): string {
    const would = `campaigns.wouldBe.${reason}`;
    if (rehearsed && te(would)) return t(would);
    return known(`campaigns.reason.${reason}`, reason);
  }

  /** `condition:brand`, `all 1 in 24h`. */
  function detailWords(detail: string | null): string {
    if (detail === null || detail === '') return '';
    const [, scope, n, hours] = CAP.exec(detail) ?? [];
    if (scope !== undefined)
      return t('campaigns.capDetail.line', {
        scope: t(`campaigns.capDetail.${scope}`),
        n: n ?? '',
        hours: hours ?? '',
      });
    const [why = '', attribute] = detail.split(':');
    const words = known(`campaigns.detailOf.${why}`, why);
    return attribute === undefined
      ? words
      : `${known(`campaigns.attribute.${attribute}`, attribute)} · ${words}`;
  }

  return { reasonWords, detailWords };
}
