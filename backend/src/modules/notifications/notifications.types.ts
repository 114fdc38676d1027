/** Why somebody is told. */
export const NOTICE_KINDS = [
  'raised',
  'your-turn',
  'returned',
  'reminder',
  'escalated',
  'closed',
  'reopened',
  'dismissed',
  'comment',
] as const;
export type NoticeKind = (typeof NOTICE_KINDS)[number];

/** How far a notice has got by SMS. `none`: no channel is configured. `unknown`: the provider did not say, so it is not sent again. */
export const SMS_STATES = ['none', 'queued', 'sending', 'sent', 'failed', 'unknown', 'no-phone'] as const;
export type SmsState = (typeof SMS_STATES)[number];
