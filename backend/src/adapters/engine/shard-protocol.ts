import type {
  EngineSettings,
  KnownStudent,
  MonthEvidence,
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
  | { readonly type: 'close-month'; readonly close: number }
  | { readonly type: 'students'; readonly students: readonly KnownStudent[] }
  | { readonly type: 'learned-homes' }
  | { readonly type: 'status' }
  | { readonly type: 'snapshot' }
  | { readonly type: 'restore'; readonly snapshot: Uint8Array; readonly longNumbers: readonly string[] };

type ShardValue =
  | ShardOutput
  | ShardStatus
  | readonly MonthEvidence[]
  | readonly (readonly [number: number, area: number])[]
  | Uint8Array
  | null;

export type ShardAnswer =
  { readonly ok: true; readonly value: ShardValue } | { readonly ok: false; readonly error: Error };
