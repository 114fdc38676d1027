/** `Intl.Locale` of ECMA-402 2024, which the compiler does not know yet: days from 1 Monday to 7 Sunday. */
interface WeekInfo {
  getWeekInfo?(): { readonly weekend: readonly number[] };
}

/** Days of the week without work in a country, 0 Sunday to 6 Saturday. */
export function weekendOf(country: string): readonly number[] {
  const locale: Intl.Locale & WeekInfo = new Intl.Locale(`und-${country}`);
  return (locale.getWeekInfo?.().weekend ?? [6, 7]).map((day) => day % 7).sort((a, b) => a - b);
}
