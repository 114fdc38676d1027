/** What the client stands on. Browsers give it a socket and frames; tests give it a network of their own. */

/** One connection at a time to the live namespace. It never connects by itself. */
export interface LiveLink {
  readonly connected: boolean;
  listen(listener: LinkListener): void;
  /**
   * Begins one attempt. It ends in `up`, `down` or `refused`, or is ended by `close`.
   *
   * @param attempt how many attempts have failed since the link was up
   */
  open(attempt: number): void;
  /** Ends a connection or an attempt at once. Nothing is heard of it any more. */
  close(): void;
  /** Sends a message, or drops it while there is no connection. */
  send(event: string, payload: object): void;
  /** Sends a message that is answered; null when no answer came in time. */
  ask(event: string, payload: object, timeoutMs: number, answered: (answer: unknown) => void): void;
}

export interface LinkListener {
  /** The server can be reached: what is left is letting us in, which may take it longer. */
  reached(): void;
  up(): void;
  /** A connection is lost, or an attempt has failed. */
  down(): void;
  /** The server does not let us in, and says why. */
  refused(code: string): void;
  message(message: unknown): void;
}

export type Cancel = () => void;

/** The screen's own means. Times are milliseconds of a clock that no one sets. */
export interface Screen {
  readonly hidden: boolean;
  now(): number;
  /** 0 ≤ x < 1. */
  random(): number;
  /** Runs once before the next paint; never while hidden. */
  frame(run: () => void): Cancel;
  after(delayMs: number, run: () => void): Cancel;
}
