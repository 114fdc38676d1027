/** What somebody may do. `wall` and `integrator` are what machines are; a person may be an integrator too. */
export const ROLES = [
  'viewer',
  'reporter',
  'reviewer',
  'supervisor',
  'campaign-manager',
  'administrator',
  'wall',
  'integrator',
] as const;
export type Role = (typeof ROLES)[number];

/** Roles that a person can be given. */
export const PEOPLE_ROLES = ROLES.filter((role) => role !== 'wall');

/** Who asks: a person, a paired wall, the holder of an ingest key, or this very machine. */
export interface Principal {
  readonly kind: 'user' | 'wall' | 'key' | 'local';
  /** User id, `wall:…`, `key:…` or `local`. */
  readonly id: string;
  readonly name: string;
  readonly roles: readonly Role[];
  /** Areas whose subtrees are seen and touched; null: everything. */
  readonly scope: readonly string[] | null;
  /** Feeds that the key of an ingest may deliver, and nothing else; absent: not limited so. */
  readonly feeds?: readonly string[];
}

/** Who did something: somebody, or a part of the system. */
export type Actor = Principal | `system:${string}`;

export function hasRole(principal: Principal, ...roles: readonly Role[]): boolean {
  return principal.roles.some((role) => roles.includes(role));
}
