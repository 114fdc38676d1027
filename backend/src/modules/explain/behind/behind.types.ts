import type { Detection, Thresholds } from '@tidewall/streams';
import type { LocalTime } from '../../calendar/index.ts';
import type { HotspotHistoryService } from '../../history/hotspot-history.service.ts';
import type { ReferenceModel } from '../../reference/reference.types.ts';
import type { CountList, ExplainedRule, PartName } from '../explain.types.ts';
import type { ExplainRepository, FoundEvents } from '../explain.repository.ts';
import type { Names } from '../names.ts';

export const DAY_MS = 86_400_000;
/** Most events that are shown of one detection. */
export const MAX_EVENTS = 200;

/** What is asked. */
export interface Sources {
  readonly events: ExplainRepository;
  readonly hotspots: HotspotHistoryService;
  readonly model: ReferenceModel;
  readonly names: Names;
  readonly local: LocalTime;
}

/** A detection and the thresholds that judged it. */
export interface Case<R extends ExplainedRule> {
  readonly detection: Detection;
  readonly eventMs: number;
  readonly values: Thresholds<R>;
  /** Silence after which a number of a rival appears again. */
  readonly seenDays: number;
  /** A time of the evidence, epoch milliseconds; else the event time. */
  time(key: string): number;
  text(key: string): string | null;
}

export interface Part extends FoundEvents {
  readonly part: PartName;
}
export type Counts = Omit<CountList, 'label'>;

/** What is stored behind a detection. */
export interface Behind {
  /** Where the span begins that the rule looks at, epoch milliseconds. */
  readonly from: number;
  readonly parts: readonly Part[];
  readonly counts: readonly Counts[];
}

/** Finds what is stored behind a detection of a rule. */
export type FindBehind<R extends ExplainedRule> = (sources: Sources, found: Case<R>) => Promise<Behind>;
