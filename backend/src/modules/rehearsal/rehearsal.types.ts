import type { Reason } from '../policy/policy.types.ts';

export interface ReasonCount {
  readonly reason: Reason;
  readonly detail: string | null;
  readonly count: number;
}

export interface RehearsalFunnel {
  /** Looked at. */
  readonly detections: number;
  /** That match; each has exactly one reason. */
  readonly triggers: number;
  readonly eligible: number;
  readonly heldOut: number;
  readonly sent: number;
  /** Of those sent, put off to the end of quiet hours. */
  readonly deferred: number;
  readonly reasons: readonly ReasonCount[];
  readonly expectedWeekly: number;
}

export interface RehearsalCost {
  readonly messages: number;
  readonly segments: number;
  readonly amount: number;
  readonly currency: string;
  readonly pricePerSegment: number;
}

export interface RehearsalSample {
  /** Masked pseudonym. */
  readonly subject: string;
  readonly eventTime: string;
  readonly areaId: string | null;
  readonly reason: Reason;
  readonly language: string;
  readonly channel: string | null;
  readonly text: string | null;
  readonly segments: number;
}

export interface RehearsalResult {
  /** Detections as they were handed over, or, where these do not reach back far enough, as they are stored. */
  readonly source: 'inbox' | 'store';
  readonly funnel: RehearsalFunnel;
  readonly cost: RehearsalCost;
  readonly samples: readonly RehearsalSample[];
}

export type RehearsalState = 'queued' | 'running' | 'done' | 'failed';
