/** Numbers come in and never go out; who has a pseudonym may give that. */
export interface Persons {
  readonly numbers: readonly string[];
  readonly pseudonyms: readonly string[];
}

export interface PersonsChange {
  /** Persons whose entry changed. */
  readonly changed: number;
  /** Numbers that are none. */
  readonly unreadable: number;
}
