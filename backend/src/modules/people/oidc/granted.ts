import type { Role } from '../../access/index.ts';

/** What a group at the provider may do here. */
export interface GroupRule {
  readonly value: string;
  readonly roles: readonly Role[];
  /** Null: everywhere. */
  readonly areas: readonly string[] | null;
}

export interface Granted {
  readonly roles: readonly Role[];
  readonly scope: readonly string[] | null;
}

/** What somebody may who is in these groups: all that any of them may, in all places of any of them. Null: nothing. */
export function grantedTo(groups: readonly string[], rules: readonly GroupRule[]): Granted | null {
  const fitting = rules.filter(({ value }) => groups.includes(value));
  if (fitting.length === 0) return null;
  const roles = [...new Set(fitting.flatMap((rule) => rule.roles))];
  const everywhere = fitting.some(({ areas }) => areas === null);
  return { roles, scope: everywhere ? null : [...new Set(fitting.flatMap(({ areas }) => areas ?? []))] };
}

/** The groups in a claim: a list, or one text. `a.b` looks into objects. */
export function groupsIn(claims: Readonly<Record<string, unknown>>, claim: string): readonly string[] {
  let found: unknown = claims[claim];
  if (found === undefined) found = claim.split('.').reduce<unknown>(memberOf, claims);
  const list = Array.isArray(found) ? (found as unknown[]) : [found];
  return list.filter((value) => typeof value === 'string');
}

function memberOf(value: unknown, name: string): unknown {
  return typeof value === 'object' && value !== null ? (value as Record<string, unknown>)[name] : undefined;
}
