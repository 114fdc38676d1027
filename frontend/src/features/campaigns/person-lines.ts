const PSEUDONYM = /^[0-9a-f]{16}$/;

/** The entries of a list that people typed or chose as a file: one a line, or between commas; each once. */
export function entriesOf(text: string): readonly string[] {
  return [
    ...new Set(
      text
        .split(/[\n\r,;，；\t]+/)
        .map((entry) => entry.trim())
        .filter((entry) => entry !== ''),
    ),
  ];
}

export function arePseudonyms(entries: readonly string[]): boolean {
  return entries.every((entry) => PSEUDONYM.test(entry));
}
