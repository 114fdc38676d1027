import type { Detection } from '@tidewall/streams';

/**
 * Raw numbers of the subjects of one step. The engine asks for the pseudonym of each subject as it publishes it; what it
 * asked for is kept until the step's rows are made, and no longer.
 */
export class SubjectNumbers {
  readonly #digits = new Map<string, string>();

  /** Wraps what computes pseudonyms. */
  noting(pseudonym: (digits: string) => string): (digits: string) => string {
    return (digits) => {
      const id = pseudonym(digits);
      this.#digits.set(id, digits);
      return id;
    };
  }

  /** Null where the subject is no number. */
  of({ subject }: Detection): string | null {
    return subject.kind === 'subscriber' || subject.kind === 'number'
      ? (this.#digits.get(subject.id) ?? null)
      : null;
  }

  forget(): void {
    this.#digits.clear();
  }
}
