import { isLocale, setLocale, type Locale } from '../../i18n/i18n.ts';

const KEY = 'tidewall.language';

/** Switches the language and remembers it for this browser. */
export function chooseLocale(locale: Locale): void {
  setLocale(locale);
  localStorage.setItem(KEY, locale);
}

/** The language that was last chosen in this browser; null before any was. */
export function rememberedLocale(): Locale | null {
  const kept = localStorage.getItem(KEY);
  return isLocale(kept) ? kept : null;
}
