import { Inject, Injectable } from '@nestjs/common';
import { ReferenceService } from '../reference/reference.service.ts';
import { AppError } from '../web/app-error.ts';
import type { Principal } from './principal.ts';

/** Where a principal may look and act: the subtrees of the areas of its scope. */
@Injectable()
export class AccessScope {
  constructor(@Inject(ReferenceService) private readonly reference: ReferenceService) {}

  /** Whether an area lies in the scope. What belongs to no area (null) is seen by those who see everything. */
  contains({ scope }: Pick<Principal, 'scope'>, areaId: string | null): boolean {
    if (scope === null) return true;
    if (areaId === null) return false;
    if (scope.includes(areaId)) return true;
    return this.reference.model.areas.chain(areaId).some((area) => scope.includes(area.areaId));
  }

  /** Throws `outside-scope` when the area does not lie in the scope. */
  assert(principal: Principal, areaId: string | null): void {
    if (!this.contains(principal, areaId)) throw outsideScope();
  }

  /** Throws `outside-scope` when the hotspot does not lie in the scope, `unknown-hotspot` when there is none. */
  assertHotspot(principal: Principal, hotspotId: string): void {
    this.assert(principal, this.reference.hotspot(hotspotId).areaId);
  }

  /** Throws `outside-scope` unless the principal sees everything. */
  assertEverything(principal: Principal): void {
    if (principal.scope !== null) throw outsideScope();
  }

  /** All areas of the scope with everything below them, never none; null: everything. */
  areaIds({ scope }: Principal): readonly string[] | null {
    if (scope === null) return null;
    const { areas } = this.reference.model;
    // Areas that the reference data no longer has stay: an empty list means everything to some queries.
    return [...new Set(scope.flatMap((areaId) => [areaId, ...areas.subtree(areaId)]))];
  }
}

function outsideScope(): AppError {
  return new AppError('outside-scope', 'this lies outside the areas you are responsible for');
}
