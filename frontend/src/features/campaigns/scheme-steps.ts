import type { SchemeAction, SchemeDto, SchemeState } from '../../api/schemes-dto.ts';

/** What a scheme goes through, in order; returned is a draft again, paused is a running one at rest. */
export const LIFE = ['draft', 'submitted', 'approved', 'scheduled', 'running', 'ended'] as const;

const PLACE: Readonly<Record<SchemeState, number>> = {
  draft: 0,
  returned: 0,
  submitted: 1,
  approved: 2,
  scheduled: 3,
  running: 4,
  paused: 4,
  ended: 5,
};

/** Index in `LIFE` of where a scheme is. */
export function placeInLife(state: SchemeState): number {
  return PLACE[state];
}

/** Commands of the page, the one that is waited for first. Rolling back is done where versions are seen. */
const ORDER = [
  'submit',
  'approve',
  'start',
  'resume',
  'schedule',
  'return',
  'pause',
  'edit',
  'end',
] as const satisfies readonly SchemeAction[];
export type SchemeCommand = (typeof ORDER)[number];

export function commandsOf(actions: readonly SchemeAction[]): readonly SchemeCommand[] {
  return ORDER.filter((action) => actions.includes(action));
}

/** Whether an action asks why: always, if somebody likes, or not at all. */
export function reasonFor(action: SchemeAction): 'required' | 'optional' | 'none' {
  if (action === 'return') return 'required';
  return action === 'schedule' ? 'none' : 'optional';
}

type WhyNot = 'own' | 'already' | 'role';

/** Why somebody does not find the approval of a submitted scheme; null when they do, or nothing is to be approved. */
export function whyNotApprove(
  scheme: Pick<SchemeDto, 'state' | 'actions' | 'authors' | 'approvals'>,
  userId: string,
): WhyNot | null {
  if (scheme.state !== 'submitted' || scheme.actions.includes('approve')) return null;
  if (scheme.authors.some(({ id }) => id === userId)) return 'own';
  return scheme.approvals.some(({ id }) => id === userId) ? 'already' : 'role';
}
