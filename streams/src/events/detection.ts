/** A detection as it leaves the system: one NDJSON object (docs/contract.md, Detections). */
export interface Detection {
  /** Deterministic: the same input gives the same id. */
  readonly detectionId: string;
  readonly type: DetectionType;
  readonly subtype: string | null;
  /** Event time at which the rule became true, RFC 3339 with the offset of the configured time zone. */
  readonly eventTime: string;
  readonly subject: DetectionSubject;
  readonly areaId: string | null;
  readonly hotspotId: string | null;
  readonly severity: Severity;
  readonly evidence: Readonly<Record<string, unknown>>;
  readonly revision: number;
  readonly retracted?: true;
}

export type DetectionType =
  | 'homecoming'
  | 'campus-activity'
  | 'campus-newcomer'
  | 'campus-rival'
  | 'campus-student'
  | 'share-drop'
  | 'source-outage';

export type Severity = 'info' | 'warning' | 'critical';

export interface DetectionSubject {
  readonly kind: 'subscriber' | 'number' | 'area' | 'hotspot' | 'feed';
  /** Pseudonym (16 hex digits) for subscriber and number, else the id. */
  readonly id: string;
  /** The raw number: only in replay with `--reveal-numbers`. */
  readonly msisdn?: string;
}
