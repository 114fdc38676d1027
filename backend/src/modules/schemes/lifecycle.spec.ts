import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import {
  FROM,
  possibleActions,
  step,
  type SchemeAction,
  type SchemeLife,
  type SchemeStep,
} from './lifecycle.ts';
import type { SchemeState } from './schemes.types.ts';

const NOW = 1_000;
const [WANG, LI, CHEN] = ['wang', 'li', 'chen'].map((id) => ({ id, name: id })) as [
  { id: string; name: string },
  { id: string; name: string },
  { id: string; name: string },
];
const STATES: readonly SchemeState[] = [
  'draft',
  'submitted',
  'approved',
  'returned',
  'scheduled',
  'running',
  'paused',
  'ended',
];

function lifeIn(state: SchemeState, over: Partial<SchemeLife> = {}): SchemeLife {
  return {
    state,
    version: 2,
    lastVersion: 2,
    approvedVersions: [1, 2],
    authors: [WANG],
    approvals: [],
    approvalsNeeded: 1,
    returnReason: null,
    scheduledFor: null,
    startedAt: null,
    endedAt: null,
    validUntil: null,
    ...over,
  };
}

const STEPS: Readonly<Record<SchemeAction, SchemeStep>> = {
  edit: { action: 'edit', validUntil: null },
  submit: { action: 'submit', approvalsNeeded: 1 },
  approve: { action: 'approve' },
  return: { action: 'return', reason: 'why' },
  schedule: { action: 'schedule', startAt: NOW + 1 },
  start: { action: 'start' },
  pause: { action: 'pause' },
  resume: { action: 'resume' },
  end: { action: 'end' },
  rollback: { action: 'rollback', toVersion: 1, validUntil: null },
};

/** Where each action leads to from each state; what is not listed is illegal. */
const TABLE: Readonly<Record<SchemeAction, Partial<Record<SchemeState, SchemeState>>>> = {
  edit: {
    draft: 'draft',
    submitted: 'draft',
    returned: 'draft',
    approved: 'draft',
    scheduled: 'draft',
    paused: 'draft',
  },
  submit: { draft: 'submitted', returned: 'submitted' },
  approve: { submitted: 'approved' },
  return: { submitted: 'returned' },
  schedule: { approved: 'scheduled', scheduled: 'scheduled' },
  start: { approved: 'running', scheduled: 'running' },
  pause: { running: 'paused' },
  resume: { paused: 'running' },
  end: { approved: 'ended', scheduled: 'ended', running: 'ended', paused: 'ended' },
  rollback: {
    draft: 'approved',
    submitted: 'approved',
    returned: 'approved',
    approved: 'approved',
    scheduled: 'scheduled',
    running: 'running',
    paused: 'approved',
  },
};
const CELLS = (Object.keys(TABLE) as SchemeAction[]).flatMap((action) =>
  STATES.map((state) => [action, state, TABLE[action][state] ?? 'illegal'] as const),
);

describe('life cycle of a scheme', () => {
  it.each(CELLS)('%s from %s leads to %s', (action, state, target) => {
    const outcome = step(lifeIn(state), STEPS[action], LI, NOW);
    expect(outcome.ok ? outcome.life.state : outcome.fault).toBe(
      target === 'illegal' ? 'illegal-transition' : target,
    );
    expect(FROM[action].includes(state)).toBe(target !== 'illegal');
  });

  it('lets no author approve or return, nor anybody approve twice', () => {
    const submitted = lifeIn('submitted', { approvalsNeeded: 2 });
    expect(step(submitted, STEPS.approve, WANG, NOW)).toEqual({ ok: false, fault: 'own-work' });
    expect(step(submitted, STEPS.return, WANG, NOW)).toEqual({ ok: false, fault: 'own-work' });
    const once = lifeAfter(submitted, STEPS.approve, LI);
    expect(once).toMatchObject({ state: 'submitted', approvals: [{ id: 'li', at: NOW }] });
    expect(step(once, STEPS.approve, LI, NOW)).toEqual({ ok: false, fault: 'already-approved' });
    expect(lifeAfter(once, STEPS.approve, CHEN).state).toBe('approved');
  });

  it('counts whoever edits or submits as an author', () => {
    const edited = lifeAfter(lifeIn('returned'), STEPS.edit, LI);
    const submitted = lifeAfter(edited, STEPS.submit, CHEN);
    expect(submitted.authors.map(({ id }) => id)).toEqual(['wang', 'li', 'chen']);
  });

  it('makes a new version of an edit, and voids approval and schedule', () => {
    const scheduled = lifeIn('scheduled', {
      approvals: [{ ...LI, at: 1 }],
      scheduledFor: NOW + 5,
      authors: [],
    });
    expect(lifeAfter(scheduled, STEPS.edit, LI)).toMatchObject({
      state: 'draft',
      version: 3,
      lastVersion: 3,
      approvals: [],
      scheduledFor: null,
      authors: [LI],
      approvedVersions: [1, 2],
    });
  });

  it('rolls back only to another version that was approved', () => {
    const life = lifeIn('running', { version: 3, lastVersion: 3, approvedVersions: [1, 3] });
    const to = (toVersion: number): SchemeStep => ({ action: 'rollback', toVersion, validUntil: null });
    expect(step(life, to(2), LI, NOW)).toEqual({ ok: false, fault: 'not-approved-version' });
    expect(step(life, to(3), LI, NOW)).toEqual({ ok: false, fault: 'not-approved-version' });
    expect(lifeAfter(life, to(1), LI)).toMatchObject({ state: 'running', version: 1, lastVersion: 3 });
    const draft = lifeIn('draft', { startedAt: 5 });
    expect(lifeAfter(draft, to(1), LI).state).toBe('paused');
  });

  it('neither starts nor is submitted when its validity is over, and starts only in the future', () => {
    const over = { validUntil: NOW };
    for (const [state, action] of [
      ['draft', 'submit'],
      ['approved', 'start'],
      ['paused', 'resume'],
      ['approved', 'schedule'],
    ] as const)
      expect(step(lifeIn(state, over), STEPS[action], LI, NOW)).toEqual({
        ok: false,
        fault: 'validity-over',
      });
    const now: SchemeStep = { action: 'schedule', startAt: NOW };
    expect(step(lifeIn('approved'), now, LI, NOW)).toEqual({ ok: false, fault: 'in-the-past' });
  });

  it('keeps the first start over pauses', () => {
    const paused = lifeAfter(lifeIn('running', { startedAt: 7 }), STEPS.pause, LI);
    expect(lifeAfter(paused, STEPS.resume, LI)).toMatchObject({ state: 'running', startedAt: 7 });
  });
});

const STEP = fc.oneof(
  fc.constantFrom(STEPS.approve, STEPS.start, STEPS.pause, STEPS.resume, STEPS.return),
  fc.constantFrom(STEPS.edit, STEPS.schedule),
  fc
    .integer({ min: 1, max: 2 })
    .map((approvalsNeeded): SchemeStep => ({ action: 'submit', approvalsNeeded })),
  fc
    .integer({ min: 1, max: 5 })
    .map((toVersion): SchemeStep => ({ action: 'rollback', toVersion, validUntil: null })),
  fc.record({ action: fc.constant('end' as const), rarely: fc.integer({ min: 0, max: 3 }) }),
);

describe('any history of a scheme', () => {
  it('sends only versions that enough people approved who did not write them', () => {
    fc.assert(
      fc.property(fc.array(fc.tuple(STEP, fc.constantFrom(WANG, LI, CHEN)), { maxLength: 60 }), (history) => {
        let life = lifeIn('draft', { version: 1, lastVersion: 1, approvedVersions: [] });
        // What an onlooker writes down: who wrote since the last approval, and who approved what is submitted.
        let writers = new Set(['wang']);
        let needed = 1;
        let approvers = new Set<string>();
        const sendable = new Set<number>();
        for (const [action, by] of history) {
          const before = life;
          const outcome = step(life, action, by, NOW);
          if (!outcome.ok) {
            expect(possibleActions(before, by)).not.toContain(
              outcome.fault === 'own-work' ? action.action : '',
            );
            continue;
          }
          life = outcome.life;
          if (action.action === 'edit' || action.action === 'submit') writers.add(by.id);
          if (action.action === 'submit') [needed, approvers] = [action.approvalsNeeded, new Set()];
          if (action.action === 'approve') {
            expect(writers.has(by.id)).toBe(false);
            approvers.add(by.id);
            if (approvers.size >= needed) {
              sendable.add(life.version);
              writers = new Set();
            }
          }
          if (action.action === 'rollback') writers = new Set();
          expect(life.lastVersion).toBeGreaterThanOrEqual(before.lastVersion);
          expect(before.state).not.toBe('ended');
          if (life.state === 'running' || life.state === 'scheduled')
            expect(sendable).toContain(life.version);
        }
      }),
      { numRuns: 500 },
    );
  });
});

function lifeAfter(life: SchemeLife, action: SchemeStep, by: { id: string; name: string }): SchemeLife {
  const outcome = step(life, action, by, NOW);
  if (!outcome.ok) throw new Error(outcome.fault);
  return outcome.life;
}
