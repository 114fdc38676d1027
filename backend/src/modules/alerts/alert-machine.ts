import type { AlertAction, AlertState, SystemAction } from './alerts.types.ts';
import { isOnChain, roleOf, stepRefusal, type Chain, type ChainActor } from './chain.ts';

/** What the report says. */
export interface ReportText {
  readonly cause: string;
  readonly action: string;
  readonly evidence: string | null;
}

/** As much of an alert as its rules need. */
export interface AlertCore {
  readonly state: AlertState;
  /** Index of the step that is waited for; null: none. */
  readonly step: number | null;
  readonly round: number;
  readonly chain: Chain;
  readonly report: ReportText | null;
  /** Who wrote the report of this round. */
  readonly reportedBy: string | null;
  readonly acknowledged: boolean;
  readonly trackingDays: number;
}

/** What somebody, or the system, wants. Comments need no machine: everyone on the chain may, at any time. */
export type Command =
  | { readonly do: 'report'; readonly report: ReportText }
  | { readonly do: 'amend'; readonly changes: Partial<ReportText> }
  | { readonly do: 'approve' | 'close' | 'acknowledge'; readonly note?: string | undefined }
  | { readonly do: 'return' | 'reopen' | 'dismiss'; readonly reason: string }
  | { readonly do: SystemAction };
export type Transition = Command['do'];

/** Why something is not possible. Bounded: shown to people, and tested one by one. */
export const REFUSALS = [
  'wrong-state',
  'not-on-chain',
  'not-your-step',
  'wrong-step',
  'own-report',
  'supervisor-only',
  'reason-required',
  'already-acknowledged',
] as const;
export type Refusal = (typeof REFUSALS)[number];

/** What a transition changes; what is left out stays. */
export interface Next {
  readonly state: AlertState;
  readonly step: number | null;
  readonly round: number;
  readonly report: ReportText | null;
  readonly reportedBy: string | null;
  readonly acknowledged: boolean;
}
export type Decision =
  { readonly ok: true; readonly next: Next } | { readonly ok: false; readonly refusal: Refusal };

/** States from which something is possible. */
const FROM: Readonly<Record<Transition, readonly AlertState[]>> = {
  report: ['raised', 'reopened', 'returned'],
  amend: ['returned', 'reopened'],
  approve: ['reported', 'approved'],
  return: ['reported', 'approved'],
  close: ['reported', 'approved'],
  reopen: ['closed', 'tracking'],
  dismiss: ['raised', 'reported', 'approved', 'returned', 'reopened'],
  acknowledge: ['raised', 'reported', 'approved', 'returned', 'reopened'],
  track: ['closed'],
  finish: ['closed', 'tracking'],
  relapse: ['tracking'],
  withdraw: ['raised'],
};

/** What comes of a command by somebody; `null` is the system, which alone tracks, finishes, relapses and withdraws. */
export function decide(alert: AlertCore, command: Command, actor: ChainActor | null): Decision {
  const refusal = refusalOf(alert, command, actor);
  return refusal === null ? { ok: true, next: nextOf(alert, command, actor) } : { ok: false, refusal };
}

/** What somebody may do now. */
export function mayDo(alert: AlertCore, actor: ChainActor): AlertAction[] {
  const tries: readonly Command[] = [
    { do: 'report', report: BLANK },
    { do: 'amend', changes: {} },
    { do: 'approve' },
    { do: 'return', reason: '-' },
    { do: 'close' },
    { do: 'reopen', reason: '-' },
    { do: 'dismiss', reason: '-' },
    { do: 'acknowledge' },
  ];
  const may = tries.filter((command) => refusalOf(alert, command, actor) === null);
  const actions = may.map((command) => command.do as AlertAction);
  return mayComment(alert.chain, actor) ? [...actions, 'comment'] : actions;
}

/** Everyone on the chain and its supervisors, at any time. */
export function mayComment(chain: Chain, actor: ChainActor): boolean {
  return actor.supervisor || isOnChain(chain, actor.id);
}

const BLANK: ReportText = { cause: '', action: '', evidence: null };

function refusalOf(alert: AlertCore, command: Command, actor: ChainActor | null): Refusal | null {
  if (actor === null) return systemRefusal(alert, command);
  const person = personRefusal(alert, command, actor);
  if (person !== null) return person;
  return 'reason' in command && command.reason.trim() === '' ? 'reason-required' : null;
}

function systemRefusal(alert: AlertCore, command: Command): Refusal | null {
  if (!['track', 'finish', 'relapse', 'withdraw'].includes(command.do)) return 'not-on-chain';
  if (!FROM[command.do].includes(alert.state)) return 'wrong-state';
  // What is not tracked at all ends as soon as it would be tracked.
  const untracked = alert.trackingDays === 0;
  if (command.do === 'track' && untracked) return 'wrong-state';
  return command.do === 'finish' && alert.state === 'closed' && !untracked ? 'wrong-state' : null;
}

function personRefusal(alert: AlertCore, command: Command, actor: ChainActor): Refusal | null {
  const stranger = !mayComment(alert.chain, actor);
  switch (command.do) {
    case 'report':
    case 'amend':
    case 'approve':
    case 'return':
    case 'close':
      if (stranger) return 'not-on-chain';
      return stateRefusal(alert, command.do) ?? ownStepRefusal(alert, command.do, actor);
    case 'reopen':
      return stranger ? 'not-on-chain' : stateRefusal(alert, command.do);
    case 'acknowledge':
      if (stranger) return 'not-on-chain';
      return stateRefusal(alert, command.do) ?? (alert.acknowledged ? 'already-acknowledged' : null);
    case 'dismiss':
      return actor.supervisor ? stateRefusal(alert, command.do) : 'supervisor-only';
    default:
      return 'not-on-chain';
  }
}

function stateRefusal({ state, report }: AlertCore, wanted: Transition): Refusal | null {
  if (!FROM[wanted].includes(state)) return 'wrong-state';
  return wanted === 'amend' && report === null ? 'wrong-state' : null;
}

/** Reviewers approve, the closer closes, both may return; and only whose turn it is. */
function ownStepRefusal(alert: AlertCore, wanted: Transition, actor: ChainActor): Refusal | null {
  const { chain, step, reportedBy } = alert;
  if (step === null) return 'wrong-state';
  const role = roleOf(chain, step);
  if (wanted === 'approve' && role !== 'reviewer') return 'wrong-step';
  if (wanted === 'close' && role !== 'closer') return 'wrong-step';
  return stepRefusal(chain, step, reportedBy, actor);
}

function nextOf(alert: AlertCore, command: Command, actor: ChainActor | null): Next {
  const { state, step, round, report, reportedBy, acknowledged } = alert;
  const same: Next = { state, step, round, report, reportedBy, acknowledged };
  switch (command.do) {
    case 'report':
      return { ...same, ...reported(command.report, actor) };
    case 'amend':
      return { ...same, ...reported({ ...BLANK, ...report, ...given(command.changes) }, actor) };
    case 'approve':
      return { ...same, state: 'approved', step: (step ?? 0) + 1 };
    case 'return':
      return { ...same, state: 'returned', step: 0 };
    case 'close':
      return { ...same, state: 'closed', step: null };
    case 'reopen':
    case 'relapse':
      return { ...same, state: 'reopened', step: 0, round: round + 1, reportedBy: null, acknowledged: false };
    case 'dismiss':
    case 'withdraw':
      return { ...same, state: 'dismissed', step: null };
    case 'acknowledge':
      return { ...same, acknowledged: true };
    case 'track':
      return { ...same, state: 'tracking' };
    case 'finish':
      return { ...same, state: 'done' };
  }
}

function reported(report: ReportText, actor: ChainActor | null) {
  return { state: 'reported', step: 1, report, reportedBy: actor?.id ?? null } as const;
}

function given(changes: Partial<ReportText>): Partial<ReportText> {
  return Object.fromEntries(Object.entries(changes).filter(([, value]) => value !== undefined));
}
