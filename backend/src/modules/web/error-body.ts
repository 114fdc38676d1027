import { HttpException } from '@nestjs/common';
import { AppError } from './app-error.ts';
import { codeOfStatus, type ErrorCode } from './error-codes.ts';

/** The body of every error answer. */
export interface ErrorBody {
  readonly code: ErrorCode;
  readonly message: string;
  readonly details?: unknown;
  readonly requestId: string;
}

/** Turns whatever was thrown into an expected failure; `null` when it is a fault of ours. */
export function expectedError(error: unknown): AppError | null {
  if (error instanceof AppError) return error;
  if (error instanceof HttpException && error.getStatus() < 500) {
    return new AppError(codeOfStatus(error.getStatus()), frameworkMessage(error.getStatus()), {
      cause: error,
    });
  }
  if (error instanceof URIError) return new AppError('bad-request', 'the address cannot be decoded');
  return null;
}

/** The framework's own messages repeat parts of the request, so they are replaced. */
function frameworkMessage(status: number): string {
  if (status === 404) return 'there is nothing at this address';
  if (status === 413) return 'the body is too large';
  return 'the request cannot be understood';
}
