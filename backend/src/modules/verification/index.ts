/** The rules computed a second time, by code that shares nothing with the streaming detectors. */
export { recompute } from './recompute.ts';
export { compareRows, type EventRow } from './rows.ts';
export { thresholdTable } from './threshold-table.ts';
export { verify, type VerifyInput, type VerifyReport } from './verify.ts';
export { worldOf, type WorldParts } from './world-of.ts';
export type { Found } from './found.ts';
export type { World } from './world.ts';
