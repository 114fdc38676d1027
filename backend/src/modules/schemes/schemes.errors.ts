import { AppError, type FieldFault } from '../web/app-error.ts';
import type { ErrorCode } from '../web/error-codes.ts';
import type { LifeFault } from './lifecycle.ts';

const FAULTS: Readonly<Record<LifeFault, readonly [ErrorCode, string]>> = {
  'illegal-transition': ['illegal-transition', 'this cannot be done in the state the scheme is in'],
  'own-work': ['own-work', 'whoever wrote or submitted a scheme does not judge it: ask somebody else'],
  'already-approved': ['own-work', 'you have approved it already: it needs somebody else as well'],
  'not-approved-version': [
    'illegal-transition',
    'only another version that was approved can be rolled back to',
  ],
  'validity-over': ['illegal-transition', 'its validity is over: edit validUntil first'],
  'in-the-past': ['illegal-transition', 'the start must lie in the future'],
};

export function unknownScheme(): AppError {
  return new AppError('unknown-scheme', 'there is no such scheme');
}

export function lifeFault(fault: LifeFault): AppError {
  const [code, message] = FAULTS[fault];
  return new AppError(code, message, { details: { fault } });
}

export function outdated(): AppError {
  return new AppError('conflict', 'somebody changed the scheme meanwhile: load it again');
}

export function schemeFaults(faults: readonly FieldFault[]): AppError {
  return new AppError('scheme-faults', 'the scheme has faults: nothing was changed', { details: faults });
}
