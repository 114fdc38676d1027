import type { AccessScope, Principal } from '../access/index.ts';
import type { HeldPosition } from './people.types.ts';

interface Grants {
  readonly scope: readonly string[] | null;
  readonly positions: readonly HeldPosition[];
}

/** Whom an administrator may look after: nobody is given more than the giver has. */
export class UserScopes {
  readonly #scope: AccessScope;

  constructor(scope: AccessScope) {
    this.#scope = scope;
  }

  /** Whether somebody's scope lies within the principal's. */
  covers(principal: Principal, scope: readonly string[] | null): boolean {
    if (principal.scope === null) return true;
    return scope !== null && scope.every((areaId) => this.#scope.contains(principal, areaId));
  }

  /** Throws `outside-scope` unless it does. */
  assertCovers(principal: Principal, scope: readonly string[] | null): void {
    if (principal.scope === null) return;
    if (scope === null) this.#scope.assertEverything(principal);
    for (const areaId of scope ?? []) this.#scope.assert(principal, areaId);
  }

  /** Throws `outside-scope` when scope or positions reach beyond the principal's own. */
  assertGrants(principal: Principal, { scope, positions }: Grants): void {
    this.assertCovers(principal, scope);
    for (const { areaId } of positions) this.#scope.assert(principal, areaId);
  }
}
