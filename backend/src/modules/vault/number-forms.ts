/** Where numbers are national ones of eleven digits: China's mobile numbers. */
const COUNTRY_CODE = '86';
const NATIONAL = /^1\d{10}$/;

/**
 * The ways in which feeds and providers write one number: digits only, with and without country code. Pseudonyms are
 * made of the digits as the feed has them, so a number from elsewhere is looked for in each of its forms.
 * Empty: the text is no number.
 */
export function numberForms(text: string): readonly string[] {
  const digits = text.replaceAll(/[\s().-]/g, '').replace(/^(\+|00)/, '');
  if (!/^\d{3,20}$/.test(digits)) return [];
  if (NATIONAL.test(digits)) return [digits, COUNTRY_CODE + digits];
  const national = digits.slice(COUNTRY_CODE.length);
  return digits.startsWith(COUNTRY_CODE) && NATIONAL.test(national) ? [digits, national] : [digits];
}
