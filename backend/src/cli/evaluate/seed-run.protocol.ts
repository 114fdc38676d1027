import type { Feed, ReferenceTexts } from '@tidewall/streams';
import type { Truth } from '@tidewall/streams/simulator';

/** What a simulated run is made of. */
export interface SeedRunPlan {
  readonly seed: number;
  readonly subscribers: number;
  readonly days: number;
  /** Local midnight of the first day, epoch milliseconds; local time is UTC+8. */
  readonly startMs: number;
}

export interface FeedBytes {
  readonly feed: Feed;
  readonly bytes: Uint8Array;
}

/** Main thread → simulation: make the next hour, or, after the last one, truth. */
export type SeedRequest = 'reference' | 'hour' | 'truth';

/** Simulation → main thread, in the order of the requests. */
export type SeedAnswer =
  | { readonly type: 'reference'; readonly files: ReferenceTexts }
  | { readonly type: 'hour'; readonly feeds: readonly FeedBytes[] }
  | { readonly type: 'truth'; readonly truths: readonly Truth[] };
