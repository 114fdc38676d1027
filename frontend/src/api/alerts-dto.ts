/** The contract of the alert loop, as the server describes it in its OpenAPI document. Times are epoch milliseconds. */
export interface Bilingual {
  readonly zh: string;
  readonly en: string;
}

export interface PersonDto {
  readonly id: string;
  readonly name: string;
}

export const ALERT_STATES = [
  'raised',
  'reported',
  'approved',
  'returned',
  'closed',
  'tracking',
  'reopened',
  'done',
  'dismissed',
] as const;
export type AlertState = (typeof ALERT_STATES)[number];

export type Severity = 'info' | 'warning' | 'critical';

export type AlertAction =
  'report' | 'amend' | 'approve' | 'return' | 'close' | 'reopen' | 'dismiss' | 'acknowledge' | 'comment';

/** As in lists and in the live topic `alerts`. */
export interface AlertDto {
  readonly id: string;
  readonly number: number;
  /** Null: raised by hand. */
  readonly indicatorId: string | null;
  readonly indicatorVersion: number | null;
  readonly title: Bilingual;
  /** The sentence that everyone on the chain was told. */
  readonly message: Bilingual;
  readonly severity: Severity;
  readonly areaId: string | null;
  readonly areaName: Bilingual;
  readonly hotspotId: string | null;
  readonly state: AlertState;
  /** Index of the step that is waited for. */
  readonly step: number | null;
  /** To be said with every action. */
  readonly version: number;
  readonly round: number;
  readonly waitingFor: readonly PersonDto[];
  readonly parentId: string | null;
  readonly children: number;
  readonly eventTime: number;
  readonly raisedAt: number;
  readonly dueAt: number | null;
  readonly overdue: boolean;
  readonly escalatedAt: number | null;
  readonly acknowledgedBy: PersonDto | null;
  readonly acknowledgedAt: number | null;
  readonly closedAt: number | null;
  readonly trackingUntil: number | null;
  readonly endedAt: number | null;
  readonly recoveredAt: number | null;
  readonly occurrences: number;
  readonly value: number | null;
  readonly threshold: number | null;
  /** Figures below this are told as 0, which means fewer than this: numbers of people. 1: to the unit. */
  readonly fewBelow: number;
  readonly unit: string;
  readonly muted: { readonly by: 'silence' | 'outage'; readonly id: string } | null;
}

export interface ChainStepDto {
  /** 0 is the reporter, the last one the closer. */
  readonly index: number;
  readonly role: 'reporter' | 'reviewer' | 'closer';
  /** Null: named by person. */
  readonly position: string | null;
  readonly people: readonly PersonDto[];
  readonly done: { readonly by: PersonDto; readonly at: number; readonly action: string } | null;
  readonly current: boolean;
}

export interface ReportDto {
  readonly cause: string;
  readonly action: string;
  readonly evidence: string | null;
  readonly by: PersonDto;
  readonly at: number;
}

export interface TimelineDto {
  readonly id: number;
  readonly at: number;
  readonly eventTime: number | null;
  readonly kind: string;
  /** Null: by itself. */
  readonly actor: PersonDto | null;
  readonly from: AlertState | null;
  readonly to: AlertState | null;
  readonly step: number | null;
  readonly text: string | null;
  readonly data: Readonly<Record<string, unknown>>;
}

/** GET /alerts/{id}. */
export interface AlertDetailDto extends AlertDto {
  readonly chain: readonly ChainStepDto[];
  readonly report: ReportDto | null;
  readonly facts: Readonly<Record<string, unknown>>;
  readonly detections: readonly string[];
  readonly links: readonly { readonly label: Bilingual; readonly href: string }[];
  /** Those grouped under it. */
  readonly siblings: readonly AlertDto[];
  readonly timeline: readonly TimelineDto[];
  /** What the one who asks may do now. */
  readonly may: readonly AlertAction[];
}

export type PointDto = readonly [number, number];

/** GET /alerts/{id}/curve. */
export interface AlertCurveDto {
  readonly metric: string;
  readonly unit: string;
  readonly step: string;
  readonly threshold: number | null;
  readonly since: number;
  /** Figures are in whole steps of this, 0 is fewer: numbers of people. 1: to the unit. */
  readonly stepsOf: number;
  readonly own: readonly PointDto[];
  readonly others: readonly {
    /** Null: the median of like places, some of which lie outside one's scope. */
    readonly areaId: string | null;
    readonly name: Bilingual;
    readonly points: readonly PointDto[];
  }[];
}

/** GET /alerts/mine. */
export interface MyWorkDto {
  readonly waiting: readonly AlertDto[];
  readonly watching: readonly AlertDto[];
  readonly counts: {
    readonly waiting: number;
    readonly overdue: number;
    readonly watching: number;
    readonly tracking: number;
  };
}

/** POST /alerts/bulk. */
export interface BulkAnswerDto {
  readonly done: readonly string[];
  readonly refused: readonly { readonly id: string; readonly code: string; readonly message: string }[];
}
