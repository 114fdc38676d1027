import type { Feed, ReferenceTexts } from '@tidewall/streams';
import type { Topology } from '@tidewall/streams/simulator';
import type { SimulationPlan } from './simulation-plan.ts';

/** What the simulation's thread is started with. */
export interface SimulationThreadData {
  readonly plan: SimulationPlan;
}

export type SimulationRequest =
  | { readonly type: 'hour'; readonly id: number; readonly index: number }
  | { readonly type: 'reference'; readonly id: number };

/** One feed of an hour as CSV, in order of arrival. */
export interface FeedHour {
  readonly feed: Feed;
  /** A header line, then one line an event. */
  readonly bytes: Uint8Array;
  /** When each event is handed over, epoch milliseconds, ascending. */
  readonly arrival: Float64Array;
  /** Where the line of each event begins; one more entry for the end. */
  readonly lineStart: Uint32Array;
}

export interface SimulationHour {
  readonly from: number;
  /** Exclusive. */
  readonly to: number;
  /** Lifecycle, signalling, usage. */
  readonly feeds: readonly FeedHour[];
}

export type SimulationEvent =
  | { readonly type: 'ready'; readonly boundaries: Topology }
  | { readonly type: 'hour'; readonly id: number; readonly hour: SimulationHour }
  | { readonly type: 'reference'; readonly id: number; readonly files: ReferenceTexts };
