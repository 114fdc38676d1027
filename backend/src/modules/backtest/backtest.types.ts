import type { Detection, EngineSettings, Feed, ReferenceTexts, RuleName } from '@tidewall/streams';

/** One threshold with another value, in force over the whole span. */
export interface ThresholdChange {
  readonly rule: RuleName;
  readonly parameter: string;
  /** Null: everywhere that has no value of its own. */
  readonly areaId: string | null;
  /** As in thresholds.csv: levels by name. */
  readonly value: string;
}

/** Event times in epoch milliseconds. */
export interface BacktestSpan {
  /** Detections from here on are compared. */
  readonly fromMs: number;
  readonly toMs: number;
  /** Events from here on are read, so that the detectors know what came before. */
  readonly warmUpFromMs: number;
}

export interface Counts {
  /** Detections with the thresholds in force. */
  readonly now: number;
  readonly withChange: number;
  readonly same: number;
  readonly more: number;
  readonly less: number;
  /** The same thing at another event time. */
  readonly otherTime: number;
  /** The same thing at the same time with other evidence (other than the version of the thresholds) or severity. */
  readonly otherEvidence: number;
}

/** A detection with either set of thresholds. */
export interface Pair {
  readonly now: Detection;
  readonly withChange: Detection;
}

export interface PlaceCounts extends Counts {
  /** A county; what lies above counties stands for itself; null for what has no place. */
  readonly areaId: string | null;
  readonly name: string;
  readonly nameEn: string;
}

export interface TypeResult extends Counts {
  readonly type: string;
  readonly subtype: string | null;
  readonly places: readonly PlaceCounts[];
  /** The first `EXAMPLES` of each by event time. */
  readonly examples: {
    readonly more: readonly Detection[];
    readonly less: readonly Detection[];
    readonly otherTime: readonly Pair[];
    readonly otherEvidence: readonly Pair[];
  };
}

/** How well the run with the thresholds in force repeats what is stored. */
export interface Fidelity {
  readonly stored: number;
  readonly rerun: number;
  /** Found again at the same event time. */
  readonly same: number;
  readonly otherTime: number;
  readonly onlyStored: number;
  readonly onlyRerun: number;
  /** same ÷ all of both; 1 when there are none. */
  readonly share: number;
}

export interface BacktestResult {
  /** Times with the offset of the time zone. */
  readonly from: string;
  readonly to: string;
  readonly warmUpFrom: string;
  readonly events: number;
  /** Numbers in the events that the store does not know the plan of: they have neither operator nor home. */
  readonly unknownNumbers: number;
  /** Version that the changed thresholds would get. */
  readonly version: string;
  readonly changes: readonly ThresholdChange[];
  readonly totals: Counts;
  readonly types: readonly TypeResult[];
  readonly fidelity: Fidelity;
}

/** What the thread of a run is started with. */
export interface RunSetup {
  readonly span: BacktestSpan;
  readonly settings: EngineSettings;
  /** All that events come from. */
  readonly sources: readonly { readonly source: string; readonly feed: Feed }[];
  readonly pseudonymKey: Uint8Array;
  readonly reference: ReferenceTexts;
  readonly changes: readonly ThresholdChange[];
}

/** A detection that stands, and its event time. */
export type Standing = readonly [detectionId: string, eventMs: number];

/** Events up to `toMs` as `queries/raw-*.sql` give them. */
export interface RawSlice {
  readonly toMs: number;
  readonly lifecycle: Uint8Array;
  readonly signalling: Uint8Array;
  readonly usage: Uint8Array;
}
