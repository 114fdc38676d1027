/** What was stored cannot be worked with as it is; the message says what to do. */
export class StoredWorldError extends Error {
  readonly code = 'stored-world';

  constructor(message: string, cause?: unknown) {
    super(message, cause === undefined ? undefined : { cause });
    this.name = 'StoredWorldError';
  }
}
