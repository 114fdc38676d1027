import type { EngineSettings, Judged, LiveCounters, ReferenceFault, Step } from '@tidewall/streams';
import type { EngineBlock } from './handover-rows.ts';
import type { HostSettings } from './host-settings.ts';
import type { LogLevel } from './host-ports.ts';
import type { EngineRecord, ReferenceTexts } from './records.ts';

/** What the engine's thread is started with. */
export interface EngineThreadData {
  /** Holds `journal/` and `snapshots/`. */
  readonly dataDir: string;
  readonly pseudonymKey: Uint8Array;
  readonly fsync: boolean;
  readonly engine: EngineSettings;
  readonly host: HostSettings;
}

/** To the engine's thread. */
export type EngineRequest =
  | { readonly type: 'submit'; readonly id: number; readonly record: EngineRecord; readonly patient: boolean }
  | { readonly type: 'acknowledge'; readonly blockId: number }
  | { readonly type: 'checkpoint'; readonly id: number }
  | { readonly type: 'stop'; readonly timeoutMs: number };

/** What became of a submitted record. */
export interface Answer {
  /** Null for records that read nothing. Rejections: the first `MAX_REJECTIONS`. */
  readonly judged: Judged | null;
  /** Why a reference file was refused. */
  readonly faults: readonly ReferenceFault[] | null;
}

/** As many as an answer over HTTP shows. */
export const MAX_REJECTIONS = 20;

/** The part of a step that people see live. */
export type StepOutput = Pick<Step, 'detections' | 'windows' | 'shareDays' | 'watermark'>;

export interface JournalStatus {
  readonly bytes: number;
  readonly seq: number;
  readonly snapshotSeq: number;
  readonly snapshotAt: number | null;
}

/** From the engine's thread. */
export type EngineEvent =
  | {
      readonly type: 'ready';
      readonly reference: ReferenceTexts;
      readonly positions: Readonly<Record<string, number>>;
    }
  | { readonly type: 'answer'; readonly id: number; readonly answer: Answer }
  | { readonly type: 'failed'; readonly id: number; readonly message: string }
  | { readonly type: 'block'; readonly id: number; readonly block: EngineBlock }
  | { readonly type: 'output'; readonly output: StepOutput }
  | { readonly type: 'counters'; readonly counters: LiveCounters; readonly journal: JournalStatus }
  | { readonly type: 'pressure'; readonly paused: boolean }
  | { readonly type: 'reference'; readonly reference: ReferenceTexts }
  | {
      readonly type: 'log';
      readonly level: LogLevel;
      readonly message: string;
      readonly fields: Readonly<Record<string, unknown>>;
    }
  | { readonly type: 'fatal'; readonly message: string; readonly code: string | null }
  | { readonly type: 'stopped' };
