/** Runs of digits this long could be a number of a subscriber. */
const LONG_DIGITS = /\d(?:[\d -]*\d){6,}/g;

/** A number as people may see it: `138******78`. Short ones are hidden whole. */
export function maskNumber(number: string): string {
  if (number.length < 9) return '*'.repeat(number.length);
  return `${number.slice(0, 3)}${'*'.repeat(number.length - 5)}${number.slice(-2)}`;
}

/** A text as it may be logged: without anything that could be a number. */
export function maskText(text: string): string {
  return text.replaceAll(LONG_DIGITS, '#');
}
