export type JournalErrorCode =
  'key-invalid' | 'key-mismatch' | 'journal-damaged' | 'journal-gap' | 'version-unknown';

/** What keeps a data directory from being opened. The message says what to do; no value of a record is ever in it. */
export class JournalError extends Error {
  readonly code: JournalErrorCode;

  constructor(code: JournalErrorCode, message: string, options?: ErrorOptions) {
    super(message, options);
    this.name = 'JournalError';
    this.code = code;
  }
}

export function keyMismatch(file: string): JournalError {
  return new JournalError(
    'key-mismatch',
    `${file} was written with another pseudonym key: set pseudonymKey (or restore pseudonym.key) to the one this data directory was made with`,
  );
}
