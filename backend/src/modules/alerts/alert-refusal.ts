import { AppError } from '../web/app-error.ts';
import type { ErrorCode } from '../web/error-codes.ts';
import type { Refusal } from './alert-machine.ts';

const ANSWERS: Readonly<Record<Refusal, readonly [ErrorCode, string]>> = {
  'wrong-state': ['illegal-transition', 'this is not possible in the state that the alert is in'],
  'wrong-step': ['illegal-transition', 'reviewers approve and the closer closes: this step is another one'],
  'own-report': ['illegal-transition', 'nobody judges their own report'],
  'already-acknowledged': ['illegal-transition', 'somebody has acknowledged this alert already'],
  'not-on-chain': ['forbidden', 'you are not on the chain of this alert'],
  'not-your-step': ['forbidden', 'somebody else on the chain is waited for'],
  'supervisor-only': ['forbidden', 'only a supervisor of the area can do this'],
  'reason-required': ['unprocessable', 'say why'],
};

/** What somebody is answered whose action is not possible. */
export function refused(refusal: Refusal): AppError {
  const [code, message] = ANSWERS[refusal];
  return new AppError(code, message, { details: { refusal } });
}

export function conflict(version: number): AppError {
  const message = 'somebody else was faster: look at the alert again';
  return new AppError('conflict', message, { details: { version } });
}

export function unknownAlert(): AppError {
  return new AppError('unknown-alert', 'there is no such alert');
}
