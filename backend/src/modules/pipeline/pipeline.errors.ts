import type { ReferenceFault } from '@tidewall/streams';

/** Nothing was taken: try again later. */
export class BusyError extends Error {
  readonly code = 'busy';
  readonly retryAfterSeconds: number;

  constructor(retryAfterSeconds: number, why: string) {
    super(`${why}: send it again in ${retryAfterSeconds} s`);
    this.name = 'BusyError';
    this.retryAfterSeconds = retryAfterSeconds;
  }
}

/** A reference file was refused whole; the one before it stays in force. */
export class ReferenceFaultsError extends Error {
  readonly code = 'reference-faults';
  /** The first 20. */
  readonly faults: readonly ReferenceFault[];

  constructor(faults: readonly ReferenceFault[]) {
    super('the reference file has faults: the old one stays in force');
    this.name = 'ReferenceFaultsError';
    this.faults = faults;
  }
}
