import { useI18n } from 'vue-i18n';
import type { Bilingual } from '../../api/alerts-dto.ts';

/** Texts that the server gives in both languages, in that of the screen; the other one where it is empty. */
export function useText(): { readonly text: (value: Bilingual) => string } {
  const { locale } = useI18n();
  return { text: ({ zh, en }) => (locale.value === 'en' ? en || zh : zh || en) };
}
