import type { MetricName } from '../indicators/definition.dto.ts';
import type { Bilingual } from '../indicators/index.ts';
import type { Person } from './chain.ts';

/** How far an alert has got. */
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

/** What people do; `comment` changes neither state nor version. */
export const ALERT_ACTIONS = [
  'report',
  'amend',
  'approve',
  'return',
  'close',
  'reopen',
  'dismiss',
  'acknowledge',
  'comment',
] as const;
export type AlertAction = (typeof ALERT_ACTIONS)[number];

/** What happens by itself: at the due date, after tracking, on a relapse, when detections are taken back. */
export const SYSTEM_ACTIONS = ['track', 'finish', 'relapse', 'withdraw'] as const;
export type SystemAction = (typeof SYSTEM_ACTIONS)[number];

/** Lines of the timeline: transitions, and what is only noted. */
export const EVENT_KINDS = [
  'raise',
  ...ALERT_ACTIONS,
  ...SYSTEM_ACTIONS,
  'join',
  'recover',
  'told',
  'remind',
  'escalate',
  'unmute',
] as const;
export type EventKind = (typeof EVENT_KINDS)[number];

export type Severity = 'info' | 'warning' | 'critical';

/** States in which an alert is over. */
export const OVER: ReadonlySet<AlertState> = new Set(['done', 'dismissed']);

/** The report as it stands. */
export interface ReportNow {
  readonly cause: string;
  readonly action: string;
  readonly evidence: string | null;
  readonly by: Person;
  /** Epoch milliseconds of the system. */
  readonly at: number;
  /** Of an earlier round: it is there to be amended, but nobody has reported in this one. */
  readonly round: number;
}

export interface Link {
  readonly label: Bilingual;
  readonly href: string;
}

/** Why nobody is told. */
export interface Muted {
  readonly by: 'silence' | 'outage';
  readonly id: string;
}

/** The figure whose curve belongs to an alert. */
export interface WatchedMetric {
  readonly metric: MetricName;
  readonly step: '1m' | '15m' | '1h' | '1d';
  readonly operatorId?: string | undefined;
}

/** Where something was found. */
export interface SignalPlace {
  readonly areaId: string;
  readonly hotspotId: string | null;
}

/** What was found, waiting to be made an alert of. Times are event times, epoch milliseconds. */
export type Signal =
  | {
      readonly kind: 'detection';
      readonly indicatorId: string;
      readonly version: number;
      readonly detection: SignalDetection;
    }
  | ({
      /** `holds`: it does at a window, `began`: since this window, `over`: not any more. */
      readonly kind: 'began' | 'holds' | 'over';
      readonly indicatorId: string;
      readonly version: number;
      readonly at: number;
      readonly value: number | null;
      readonly reference: number | null;
    } & SignalPlace)
  | { readonly kind: 'outage-over'; readonly detectionId: string };

/** As much of a detection as an alert keeps. */
export interface SignalDetection extends SignalPlace {
  readonly detectionId: string;
  readonly revision: number;
  readonly retracted: boolean;
  readonly at: number;
  readonly evidence: Readonly<Record<string, unknown>>;
  readonly endedAt: number | null;
  /** Happened long before it was found: no alert begins with it. */
  readonly old: boolean;
}
