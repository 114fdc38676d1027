import type { Bench } from './figure.ts';
import { decode } from './suite/decode.ts';
import { replay } from './suite/replay.ts';
import { subscriberTable } from './suite/subscriber-table.ts';

/** All benchmarks in the order in which they run. */
export const BENCHES: readonly Bench[] = [decode, subscriberTable, replay];
