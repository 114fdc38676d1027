import type { MapRow } from './rows.ts';

/** What is said of what a pointer rests on; empty texts are left out. */
export interface TipContent {
  readonly name: string;
  readonly figure: string;
  readonly unit: string;
  readonly lines: readonly { readonly text: string; readonly signal: MapRow['signal'] | 'soft' }[];
}
