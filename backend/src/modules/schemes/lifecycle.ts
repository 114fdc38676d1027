import type { SchemeState } from './schemes.types.ts';

export type SchemeAction =
  'edit' | 'submit' | 'approve' | 'return' | 'schedule' | 'start' | 'pause' | 'resume' | 'end' | 'rollback';

/** Somebody as they were called when they acted. */
export interface Person {
  readonly id: string;
  readonly name: string;
}

/** A scheme as its life cycle sees it. */
export interface SchemeLife {
  readonly state: SchemeState;
  /** Of the definition. */
  readonly version: number;
  /** The highest there is: versions are never changed, and a number is never used again. */
  readonly lastVersion: number;
  /** Versions that have been approved: only these are ever sent, and only to these is rolled back. */
  readonly approvedVersions: readonly number[];
  /** Who wrote since the last approval. */
  readonly authors: readonly Person[];
  readonly approvals: readonly (Person & { readonly at: number })[];
  readonly approvalsNeeded: number;
  readonly returnReason: string | null;
  readonly scheduledFor: number | null;
  readonly startedAt: number | null;
  readonly endedAt: number | null;
  /** Of the definition. */
  readonly validUntil: number | null;
}

export type SchemeStep =
  | { readonly action: 'edit'; readonly validUntil: number | null }
  | { readonly action: 'submit'; readonly approvalsNeeded: number }
  | { readonly action: 'return'; readonly reason: string }
  | { readonly action: 'schedule'; readonly startAt: number }
  | { readonly action: 'rollback'; readonly toVersion: number; readonly validUntil: number | null }
  | { readonly action: 'approve' | 'start' | 'pause' | 'resume' | 'end' };

export type LifeFault =
  | 'illegal-transition'
  | 'own-work'
  | 'already-approved'
  | 'not-approved-version'
  | 'validity-over'
  | 'in-the-past';

export type LifeOutcome =
  { readonly ok: true; readonly life: SchemeLife } | { readonly ok: false; readonly fault: LifeFault };

/** From where an action is possible at all. */
export const FROM: Readonly<Record<SchemeAction, readonly SchemeState[]>> = {
  // What is running is paused first: nobody changes a message while it is being sent.
  edit: ['draft', 'submitted', 'returned', 'approved', 'scheduled', 'paused'],
  submit: ['draft', 'returned'],
  approve: ['submitted'],
  return: ['submitted'],
  schedule: ['approved', 'scheduled'],
  start: ['approved', 'scheduled'],
  pause: ['running'],
  resume: ['paused'],
  end: ['approved', 'scheduled', 'running', 'paused'],
  rollback: ['draft', 'submitted', 'returned', 'approved', 'scheduled', 'running', 'paused'],
};

/**
 * draft → submitted → approved | returned → scheduled → running ⇄ paused → ended. Whoever wrote any of it since the last
 * approval does not approve; nobody approves twice; an edit makes a new version and voids the approval.
 */
export function step(life: SchemeLife, action: SchemeStep, by: Person, at: number): LifeOutcome {
  if (!FROM[action.action].includes(life.state)) return fault('illegal-transition');
  switch (action.action) {
    case 'edit':
      return edited(life, by, action.validUntil);
    case 'submit':
      return isOver(life, at)
        ? fault('validity-over')
        : to({
            ...life,
            state: 'submitted',
            approvals: [],
            approvalsNeeded: action.approvalsNeeded,
            authors: withPerson(life.authors, by),
            returnReason: null,
          });
    case 'approve':
      return approved(life, by, at);
    case 'return':
      return isAuthor(life, by)
        ? fault('own-work')
        : to({ ...life, state: 'returned', approvals: [], returnReason: action.reason });
    case 'schedule':
      return scheduled(life, action.startAt, at);
    case 'start':
    case 'resume':
      return isOver(life, at)
        ? fault('validity-over')
        : to({ ...life, state: 'running', scheduledFor: null, startedAt: life.startedAt ?? at });
    case 'pause':
      return to({ ...life, state: 'paused' });
    case 'end':
      return to({ ...life, state: 'ended', scheduledFor: null, endedAt: at });
    case 'rollback':
      return rolledBack(life, action.toVersion, action.validUntil);
  }
}

/** What somebody may do now, apart from roles and scope. */
export function possibleActions(life: SchemeLife, by: Person): readonly SchemeAction[] {
  return (Object.keys(FROM) as SchemeAction[]).filter((action) => {
    if (!FROM[action].includes(life.state)) return false;
    if (action === 'return') return !isAuthor(life, by);
    if (action === 'approve') return !isAuthor(life, by) && !life.approvals.some(({ id }) => id === by.id);
    if (action === 'rollback') return life.approvedVersions.some((version) => version !== life.version);
    return true;
  });
}

function edited(life: SchemeLife, by: Person, validUntil: number | null): LifeOutcome {
  const version = life.lastVersion + 1;
  return to({
    ...life,
    state: 'draft',
    version,
    lastVersion: version,
    validUntil,
    authors: withPerson(life.authors, by),
    approvals: [],
    scheduledFor: null,
  });
}

function approved(life: SchemeLife, by: Person, at: number): LifeOutcome {
  if (isAuthor(life, by)) return fault('own-work');
  if (life.approvals.some(({ id }) => id === by.id)) return fault('already-approved');
  const approvals = [...life.approvals, { ...by, at }];
  if (approvals.length < life.approvalsNeeded) return to({ ...life, approvals });
  return to({
    ...life,
    state: 'approved',
    approvals,
    approvedVersions: [...new Set([...life.approvedVersions, life.version])],
    authors: [],
  });
}

function scheduled(life: SchemeLife, startAt: number, at: number): LifeOutcome {
  if (startAt <= at) return fault('in-the-past');
  if (isOver(life, startAt)) return fault('validity-over');
  return to({ ...life, state: 'scheduled', scheduledFor: startAt });
}

/** To what was approved once, which needs no new approval: a running scheme goes on running with it. */
function rolledBack(life: SchemeLife, toVersion: number, validUntil: number | null): LifeOutcome {
  if (toVersion === life.version || !life.approvedVersions.includes(toVersion))
    return fault('not-approved-version');
  const state =
    life.state === 'running' || life.state === 'scheduled'
      ? life.state
      : life.startedAt === null
        ? 'approved'
        : 'paused';
  return to({ ...life, state, version: toVersion, validUntil, authors: [], returnReason: null });
}

function isOver({ validUntil }: SchemeLife, at: number): boolean {
  return validUntil !== null && validUntil <= at;
}

function isAuthor({ authors }: SchemeLife, { id }: Person): boolean {
  return authors.some((author) => author.id === id);
}

function withPerson(people: readonly Person[], person: Person): readonly Person[] {
  return people.some(({ id }) => id === person.id)
    ? people
    : [...people, { id: person.id, name: person.name }];
}

function to(life: SchemeLife): LifeOutcome {
  return { ok: true, life };
}

function fault(code: LifeFault): LifeOutcome {
  return { ok: false, fault: code };
}
