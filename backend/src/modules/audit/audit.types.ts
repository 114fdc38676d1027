import type { Actor } from '../access/principal.ts';

/** A change to be written down. Values are what JSON can hold, and never a subscriber's number or a secret. */
export interface AuditNote {
  readonly actor: Actor;
  /** What was done, like `alert.returned`. */
  readonly action: string;
  /** What kind of thing it was done to, like `alert`. */
  readonly subjectType: string;
  readonly subjectId: string;
  readonly reason?: string;
  readonly before?: unknown;
  readonly after?: unknown;
}

export interface AuditFilter {
  readonly subjectType?: string | undefined;
  readonly subjectId?: string | undefined;
  readonly actor?: string | undefined;
  /** Epoch milliseconds, included. */
  readonly from?: number | undefined;
  /** Epoch milliseconds, not included. */
  readonly to?: number | undefined;
}
