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
