import type {
  EngineSettings,
  ReferenceIds,
  ReferenceTexts,
  ShardInput,
  ShardOutput,
  ShardStatus,
} from '@tidewall/streams';

/** What a shard thread is started with. */
export interface ShardThreadData {
  readonly shard: number;
  readonly settings: EngineSettings;
}

/** To the shard. Long numbers and ids are given as lists, so that indexes mean the same on both sides. */
export type ShardRequest =
  | {
      readonly type: 'reference';
      readonly texts: ReferenceTexts;
      readonly ids: ReturnType<ReferenceIds['snapshot']>;
    }
  | { readonly type: 'step'; readonly input: ShardInput; readonly longNumbers: readonly string[] }
  | { readonly type: 'status' }
  | { readonly type: 'snapshot' }
  | { readonly type: 'restore'; readonly snapshot: Uint8Array; readonly longNumbers: readonly string[] };

export type ShardAnswer =
  | { readonly ok: true; readonly value: ShardOutput | ShardStatus | Uint8Array | null }
  | { readonly ok: false; readonly error: Error };
