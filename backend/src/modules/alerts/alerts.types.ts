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
