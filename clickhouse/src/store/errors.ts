/** What can go wrong with a store: a bounded list. */
export type StoreErrorCode =
  | 'store-open-failed'
  | 'store-closed'
  | 'store-unavailable'
  | 'insert-refused'
  | 'query-failed'
  | 'migration-changed'
  | 'migration-missing'
  | 'migration-failed'
  | 'not-an-identifier'
  | 'writer-closed';

/** Every failure of this package. `details` never holds row values. */
export class StoreError extends Error {
  readonly code: StoreErrorCode;
  readonly details: Readonly<Record<string, unknown>>;

  constructor(
    code: StoreErrorCode,
    message: string,
    options: { readonly cause?: unknown; readonly details?: Readonly<Record<string, unknown>> } = {},
  ) {
    super(message, options.cause === undefined ? {} : { cause: options.cause });
    this.name = 'StoreError';
    this.code = code;
    this.details = options.details ?? {};
  }
}

/**
 * ClickHouse error codes that say that the rows or the statement themselves are wrong: sending them again cannot help.
 * Everything else (network, memory, disk, read-only, too many parts, restarts) may pass and is retried.
 */
const PERMANENT_CODES: ReadonlySet<number> = new Set([
  6, 8, 16, 20, 26, 27, 33, 36, 38, 41, 46, 47, 53, 60, 62, 69, 70, 72, 81, 115, 117, 131, 190, 349, 441, 469,
  691,
]);

/** The ClickHouse exception code of an error of the client or of the embedded engine, when it has one. */
export function clickhouseCodeOf(error: unknown): number | undefined {
  if (typeof error !== 'object' || error === null) return undefined;
  if ('clickhouseCode' in error && typeof error.clickhouseCode === 'number') return error.clickhouseCode;
  const code = 'code' in error ? Number(error.code) : Number.NaN;
  if (Number.isInteger(code)) return code;
  return 'cause' in error ? clickhouseCodeOf(error.cause) : undefined;
}

/** True when sending the same again cannot help. */
export function isPermanent(error: unknown): boolean {
  const code = clickhouseCodeOf(error);
  return code !== undefined && PERMANENT_CODES.has(code);
}

/**
 * The message without the engine's excerpt of the faulty row, which would carry stored values into logs: its first
 * line, bounded.
 */
export function safeMessage(error: unknown): string {
  const text = error instanceof Error ? error.message : String(error);
  return (text.split('\n', 1)[0] ?? '').slice(0, 300);
}
