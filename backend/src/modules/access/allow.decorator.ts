import { SetMetadata } from '@nestjs/common';
import type { Role } from './principal.ts';

/** Who a route is for: roles, people who are signed in, whoever is known, or anyone at all. */
export type Allowed = readonly Role[] | 'signed-in' | 'known' | 'anyone';

export const ALLOWED = 'tidewall:allowed';
export const LIMITED_KEYS = 'tidewall:limited-keys';

/**
 * Says which roles may call a route; one of them is enough. On a class it holds for all routes that say nothing
 * themselves. A route without it is refused to everybody.
 */
export function Allow(first: Role, ...more: readonly Role[]): ClassDecorator & MethodDecorator {
  return SetMetadata(ALLOWED, [first, ...more] satisfies Allowed);
}

/** People who are signed in, whatever their roles: what they do with their own account. */
export function AllowSignedIn(): ClassDecorator & MethodDecorator {
  return SetMetadata(ALLOWED, 'signed-in' satisfies Allowed);
}

/** Whoever is known, whatever they are: people, walls, keys, this machine. */
export function AllowKnown(): ClassDecorator & MethodDecorator {
  return SetMetadata(ALLOWED, 'known' satisfies Allowed);
}

/** Nobody needs to be signed in: health, and signing in itself. */
export function AllowAnyone(): ClassDecorator & MethodDecorator {
  return SetMetadata(ALLOWED, 'anyone' satisfies Allowed);
}

/** Keys that are limited to feeds may call the route, which looks at the feed itself. Nothing else is open to them. */
export function ForLimitedKeys(): ClassDecorator & MethodDecorator {
  return SetMetadata(LIMITED_KEYS, true);
}

/** Everybody who may look at figures. */
export const READERS = [
  'viewer',
  'reporter',
  'reviewer',
  'supervisor',
  'campaign-manager',
  'administrator',
  'wall',
  'integrator',
] as const satisfies readonly Role[];
