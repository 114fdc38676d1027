import { ERROR_STATUS, type ErrorCode } from './error-codes.ts';

/** What is wrong with one field of a request. Never carries the value. */
export interface FieldFault {
  readonly field: string;
  readonly message: string;
}

export interface AppErrorOptions {
  readonly details?: unknown;
  readonly cause?: unknown;
  /** Headers that belong to the answer, such as `Retry-After`. */
  readonly headers?: Readonly<Record<string, string>>;
}

/** The one error that modules throw for expected failures; the filter turns it into an answer. */
export class AppError extends Error {
  readonly code: ErrorCode;
  readonly details: unknown;
  readonly headers: Readonly<Record<string, string>>;

  constructor(code: ErrorCode, message: string, options: AppErrorOptions = {}) {
    super(message, options.cause === undefined ? undefined : { cause: options.cause });
    this.name = 'AppError';
    this.code = code;
    this.details = options.details;
    this.headers = options.headers ?? {};
  }

  get status(): number {
    return ERROR_STATUS[this.code];
  }
}

/** The fields that a schema found at fault. */
export function faultsOf(issues: readonly { path: readonly PropertyKey[]; message: string }[]): FieldFault[] {
  return issues.map(({ path, message }) => ({ field: path.map(String).join('.'), message }));
}

/** A request whose parameters are at fault. */
export function invalidParameters(faults: readonly FieldFault[]): AppError {
  const names = faults.map((fault) => fault.field).join(', ');
  return new AppError('invalid-parameter', `invalid parameter: ${names}`, { details: faults });
}
