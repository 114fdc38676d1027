import type { Judgement, Words } from './judge-effect.ts';
import type { SampleRatio } from './sample-ratio.ts';
import type { SuccessEvent } from '../schemes/schemes.types.ts';

/** What a scheme did, as far as it can be told. */
export interface Effect extends Judgement {
  readonly schemeId: string;
  readonly at: number;
  readonly successEvent: SuccessEvent;
  /** Decided too lately for their days to be over: not counted yet. */
  readonly maturing: number;
  readonly method: 'newcombe-wilson';
  readonly sampleRatio: SampleRatio & { readonly expectedControlShare: number; readonly words: Words };
}

/** An effect with what the live funnel needs of it. */
export interface Measured {
  readonly effect: Effect;
  /** First triggers of those meant to be contacted who have converted so far, epoch milliseconds. */
  readonly converted: readonly number[];
}
