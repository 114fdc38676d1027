import { describe, expect, it } from '@jest/globals';
import { SCHEME_STATES } from '../../api/schemes-dto.ts';
import { commandsOf, LIFE, placeInLife, reasonFor, whyNotApprove } from './scheme-steps.ts';

const SUBMITTED = {
  state: 'submitted',
  actions: [],
  authors: [{ id: 'author', name: 'A' }],
  approvals: [{ id: 'first', name: 'F', at: 0 }],
} as const;

describe('the life of a scheme on the desk', () => {
  it('has a place for every state', () => {
    for (const state of SCHEME_STATES) expect(LIFE[placeInLife(state)]).toBeDefined();
    expect(placeInLife('returned')).toBe(placeInLife('draft'));
    expect(placeInLife('paused')).toBe(placeInLife('running'));
  });

  it('offers what is waited for first, and rolling back only beside the versions', () => {
    expect(commandsOf(['edit', 'return', 'approve', 'rollback'])).toEqual(['approve', 'return', 'edit']);
    expect(commandsOf([])).toEqual([]);
  });

  it('asks why only where somebody is turned down', () => {
    expect([reasonFor('return'), reasonFor('end'), reasonFor('schedule')]).toEqual([
      'required',
      'optional',
      'none',
    ]);
  });

  it('explains who may not approve', () => {
    expect(whyNotApprove(SUBMITTED, 'author')).toBe('own');
    expect(whyNotApprove(SUBMITTED, 'first')).toBe('already');
    expect(whyNotApprove(SUBMITTED, 'viewer')).toBe('role');
    expect(whyNotApprove({ ...SUBMITTED, actions: ['approve'] }, 'second')).toBeNull();
    expect(whyNotApprove({ ...SUBMITTED, state: 'draft' }, 'author')).toBeNull();
  });
});
