import { AppError } from '../web/app-error.ts';
import type { Proof } from './access.types.ts';
import type { Allowed } from './allow.decorator.ts';
import { hasRole } from './principal.ts';

/** Why somebody may not call a route, or null. `allowed` undefined: the route says nothing, so nobody may. */
export function decide(
  allowed: Allowed | undefined,
  proof: Proof | null,
  forLimitedKeys: boolean,
): AppError | null {
  if (allowed === 'anyone') return null;
  if (proof === null) return notSignedIn();
  if (allowed === undefined) return forbidden('nobody may do this');
  if (proof.principal.feeds !== undefined && !forLimitedKeys)
    return forbidden('this key may only deliver its feeds');
  if (allowed === 'known') return null;
  if (allowed === 'signed-in') return proof.principal.kind === 'user' ? null : notSignedIn();
  if (proof.mustChangePassword === true)
    return new AppError('password-change-needed', 'choose a password of your own first');
  return hasRole(proof.principal, ...allowed) ? null : forbidden('your roles do not allow this');
}

function notSignedIn(): AppError {
  return new AppError('not-signed-in', 'sign in first');
}

function forbidden(message: string): AppError {
  return new AppError('forbidden', message);
}
