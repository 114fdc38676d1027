const PSEUDONYM = /^[0-9a-f]{16}$/;
/** What the server takes at a time. */
export const MOST_PERSONS = 10_000;

/** What people typed, pasted or chose as a file. */
export interface PersonsDraft {
  by: 'numbers' | 'pseudonyms';
  text: string;
}

export function emptyPersons(): PersonsDraft {
  return { by: 'numbers', text: '' };
}

/** The entries of a list: one a line, or between commas; each once. */
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

/** Why the list cannot be sent as it is; null: it can, or it is empty. */
export function personsFault({ by, text }: PersonsDraft): 'too-many' | 'no-pseudonyms' | null {
  const entries = entriesOf(text);
  if (entries.length > MOST_PERSONS) return 'too-many';
  return by === 'pseudonyms' && !entries.every((entry) => PSEUDONYM.test(entry)) ? 'no-pseudonyms' : null;
}

/** Whether there is something to send, and nothing wrong with it. */
export function isReady(draft: PersonsDraft): boolean {
  return entriesOf(draft.text).length > 0 && personsFault(draft) === null;
}

/** As the server takes it. */
export function personsBody({ by, text }: PersonsDraft): Readonly<Record<string, readonly string[]>> {
  return { [by]: entriesOf(text) };
}
