export type { BacktestResult, Counts, Pair, ThresholdChange, TypeResult } from './backtest.types.ts';
export { engineSettings } from './engine-settings.ts';
export { runBacktest } from './run-backtest.ts';
export { changesSchema, unknownAreas } from './thresholds.ts';
