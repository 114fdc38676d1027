/** What a person, wall or key may do. */
export type Role =
  | 'viewer'
  | 'reporter'
  | 'reviewer'
  | 'supervisor'
  | 'campaign-manager'
  | 'administrator'
  | 'wall'
  | 'integrator';

/** The roles that people are given, in the order in which they are offered. */
export const PERSON_ROLES = [
  'viewer',
  'reporter',
  'reviewer',
  'supervisor',
  'campaign-manager',
  'administrator',
  'integrator',
] as const satisfies readonly Role[];
