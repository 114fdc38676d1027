/** The rules computed a second time, by code that shares nothing with the streaming detectors. */
export { compareRows, type EventRow } from './rows.ts';
export type { Found } from './found.ts';
export { recompute, Recompute } from './recompute.ts';
export { defaultThresholds, DEFAULT_THRESHOLDS, type Rule, type ThresholdsAt } from './thresholds.ts';
export { verify, type VerifyInput, type VerifyReport } from './verify.ts';
export { thresholdTable } from './threshold-table.ts';
export { worldOf, type WorldParts } from './world-of.ts';
export type { Level, Planned, World } from './world.ts';
