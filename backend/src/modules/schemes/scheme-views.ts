import type { Principal } from '../access/index.ts';
import { hasRole } from '../access/index.ts';
import { possibleActions, type SchemeAction } from './lifecycle.ts';
import type { StoredScheme } from './schemes.repository.ts';

/** Who may do what, apart from what the life cycle says. */
export const ACTION_ROLES = {
  edit: ['campaign-manager'],
  submit: ['campaign-manager'],
  approve: ['campaign-manager', 'supervisor'],
  return: ['campaign-manager', 'supervisor'],
  schedule: ['campaign-manager'],
  start: ['campaign-manager'],
  pause: ['campaign-manager', 'supervisor'],
  resume: ['campaign-manager'],
  end: ['campaign-manager', 'supervisor'],
  rollback: ['campaign-manager', 'supervisor'],
} as const satisfies Record<SchemeAction, readonly Principal['roles'][number][]>;

export function summaryOf(scheme: StoredScheme) {
  const {
    definition,
    approvedVersions: _,
    lastVersion: __,
    validUntil: ___,
    results: ____,
    ...life
  } = scheme;
  const { name, goal, trigger, channel, category, priority, controlShare } = definition;
  return { ...life, name, goal, trigger, channel, category, priority, controlShare };
}
export type SchemeSummary = ReturnType<typeof summaryOf>;

export function schemeView(scheme: StoredScheme, principal: Principal) {
  const actions = possibleActions(scheme, principal).filter((action) =>
    hasRole(principal, ...ACTION_ROLES[action]),
  );
  return { ...summaryOf(scheme), definition: scheme.definition, actions };
}
export type SchemeView = ReturnType<typeof schemeView>;
