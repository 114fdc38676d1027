import type { BacktestErrorCode } from './backtest.errors.ts';
import type { BacktestResult, RawSlice, Standing } from './backtest.types.ts';

/** To the thread of a run; each is answered, in order. */
export type RunRequest =
  | { readonly type: 'numbers'; readonly bytes: Uint8Array }
  | { readonly type: 'begin' }
  | { readonly type: 'step'; readonly slice: RawSlice }
  | { readonly type: 'finish'; readonly stored: readonly Standing[] };

/** From it. */
export type RunAnswer =
  | { readonly type: 'done'; readonly result: BacktestResult | null }
  | { readonly type: 'failed'; readonly message: string; readonly code: BacktestErrorCode | null };
