/** The contract of the audit trail, as the server describes it in its OpenAPI document. */
export interface AuditEntryDto {
  readonly seq: number;
  /** Epoch milliseconds. */
  readonly at: number;
  readonly actor: string;
  /** At that time; empty for the system. */
  readonly actorName: string;
  readonly action: string;
  readonly subjectType: string;
  readonly subjectId: string;
  readonly reason: string | null;
  readonly before: unknown;
  readonly after: unknown;
  readonly hash: string;
}

/** GET /audit/verify. */
export interface ChainReportDto {
  readonly ok: boolean;
  readonly entries: number;
  readonly head: { readonly seq: number; readonly hash: string };
  readonly fault: { readonly seq: number; readonly why: string } | null;
}
