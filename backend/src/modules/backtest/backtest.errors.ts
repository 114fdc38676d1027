export type BacktestErrorCode = 'too-many-detections' | 'no-events' | 'cancelled' | 'thread-ended';

/** A backtest that cannot be done, for a reason people can do something about. */
export class BacktestError extends Error {
  readonly code: BacktestErrorCode;

  constructor(code: BacktestErrorCode, message: string) {
    super(message);
    this.name = 'BacktestError';
    this.code = code;
  }
}
