/** What the server says against a field, as patterns of its own words, and the text that says it in any language. */
const WORDS = [
  [/^must not be empty$/, 'empty'],
  [/^must (?:not be longer than|be at most) (\d+) characters$/, 'tooLong'],
  [/^must have at least (\d+) characters$/, 'tooShort'],
  [/^must have at least (\d+) different characters$/, 'tooAlike'],
  [/^must not contain the login$/, 'hasLogin'],
  [/^must be at least ([\d.]+)$/, 'atLeast'],
  [/^must be at most ([\d.]+)$/, 'atMost'],
  [/^must be at most (\d+) days after the start$/, 'tooFar'],
  [/^must be (?:after the start|later than|before to)/, 'order'],
  [/^must be an e-mail address$/, 'email'],
  [/^must be 7 to 15 digits$/, 'phone'],
  [/^must be of letters, digits/, 'login'],
  [/^must be one line of text$/, 'oneLine'],
  [/^must be the code that the wall shows$/, 'code'],
  [/^must not hold the number of a subscriber$/, 'hasNumber'],
  [/^needs at least a reporter/, 'chain'],
  [/^must say (?:something|why)/, 'empty'],
  [/^must be a name of the IANA/, 'timeZone'],
  [/^must be a pseudonym/, 'pseudonym'],
  [/^must be a (?:whole )?number$/, 'number'],
  [/^is no figure of indicators$/, 'figure'],
] as const satisfies readonly (readonly [RegExp, string])[];

type FaultWord = (typeof WORDS)[number][1];

/** The text for what the server says, with the number in it; null: only its own words say it. */
export function faultWords(message: string): { readonly key: FaultWord; readonly n: string } | null {
  for (const [pattern, key] of WORDS) {
    const found = pattern.exec(message);
    if (found !== null) return { key, n: found[1] ?? '' };
  }
  return null;
}

/** Name of the field at fault: the last part of its path that is a name ("due.hours", "positions.0.areaId"). */
export function fieldName(path: string): string {
  return path.split('.').findLast((part) => !/^\d+$/.test(part)) ?? path;
}
