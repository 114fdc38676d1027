import type { AlertAction, ReportDto } from '../../api/alerts-dto.ts';

/** One text that an action asks for, by the name the server knows it by. */
export interface ActionField {
  readonly name: 'cause' | 'action' | 'evidence' | 'note' | 'reason';
  readonly required: boolean;
  readonly rows: number;
  readonly max: number;
}

const NOTE: ActionField = { name: 'note', required: false, rows: 2, max: 1_000 };
const REASON: ActionField = { name: 'reason', required: true, rows: 3, max: 1_000 };
const REPORT: readonly ActionField[] = [
  { name: 'cause', required: true, rows: 3, max: 2_000 },
  { name: 'action', required: true, rows: 3, max: 2_000 },
  { name: 'evidence', required: false, rows: 2, max: 4_000 },
];

/** What each action asks for. */
export const FIELDS: Readonly<Record<Exclude<AlertAction, 'comment'>, readonly ActionField[]>> = {
  report: REPORT,
  amend: REPORT,
  approve: [NOTE],
  close: [NOTE],
  acknowledge: [NOTE],
  return: [REASON],
  reopen: [REASON],
  dismiss: [REASON],
};

export type FormAction = keyof typeof FIELDS;

/**
 * In the order of the buttons; the first that may be done is what is waited for. What was returned is amended rather than
 * reported anew: nothing that was written is written twice.
 */
const ORDER: readonly FormAction[] = [
  'amend',
  'report',
  'approve',
  'close',
  'return',
  'acknowledge',
  'reopen',
  'dismiss',
];

/** The actions that may be done, the expected one first. */
export function offered(may: readonly AlertAction[]): readonly FormAction[] {
  return ORDER.filter((action) => may.includes(action));
}

export type Texts = Record<ActionField['name'], string>;

/** What the form begins with: an amendment with the report that was returned, everything else empty. */
export function beginningOf(action: FormAction, report: ReportDto | null): Texts {
  const empty: Texts = { cause: '', action: '', evidence: '', note: '', reason: '' };
  if (action !== 'amend' || report === null) return empty;
  return { ...empty, cause: report.cause, action: report.action, evidence: report.evidence ?? '' };
}

/** The body of the command; texts that are empty are left out. */
export function bodyOf(action: FormAction, texts: Texts): Record<string, string> {
  const filled = FIELDS[action]
    .map(({ name }) => [name, texts[name].trim()] as const)
    .filter(([, value]) => value !== '');
  return Object.fromEntries(filled);
}

/** Whether a text that the action needs is missing. */
export function isIncomplete(action: FormAction, texts: Texts): boolean {
  return FIELDS[action].some(({ name, required }) => required && texts[name].trim() === '');
}
