import type { RuleName, Thresholds } from '@tidewall/streams';
import type { Bilingual, ThresholdValue } from '../thresholds/thresholds.types.ts';

/** Rules that make detections; the others only lend them what they know. */
export type ExplainedRule = Exclude<RuleName, 'learned-home' | 'rival-numbers'>;

/** Groups of stored events behind a detection. */
export const PART_NAMES = [
  'away',
  'return',
  'stay',
  'contacts',
  'month',
  'activation',
  'campus-traffic',
  'own-new',
  'rival-new',
  'windows',
  'source',
] as const;
export type PartName = (typeof PART_NAMES)[number];

/** Figures counted from what is stored. */
export const COUNT_NAMES = [
  'places',
  'contacts-by-subscriber',
  'records-by-service',
  'records-by-cell',
  'fellows',
  'contacts-by-student',
  'windows',
  'comparable-windows',
  'volumes',
] as const;
export type CountName = (typeof COUNT_NAMES)[number];

/** What texts may ask about a detection. Everything comes out in the language of the text; absent values as "–". */
export interface Teller {
  readonly subtype: string | null;
  /** When the rule became true. */
  readonly eventTime: string;
  /** The area of the detection. */
  readonly place: string;
  readonly campus: string;
  readonly subjectId: string;
  has(key: string): boolean;
  /** Whether the evidence holds exactly this value. */
  is(key: string, value: unknown): boolean;
  text(key: string): string;
  /** A figure itself; NaN when absent. */
  value(key: string): number;
  /** A figure with at most two decimals. */
  number(key: string): string;
  /** 0.6234 as "62.3 %". */
  share(key: string): string;
  time(key: string): string;
  /** A local day or month. */
  day(key: string): string;
  operator(key: string): string;
  area(key: string): string;
  /** Names of a list of areas. */
  areas(key: string): string;
  /** Both ends of an interval of shares. */
  interval(key: string): string;
  /** The same questions about an object inside the evidence. */
  inside(key: string): Teller;
}

/** A rule in one language. */
interface Words<R extends RuleName> {
  /** The rule with its thresholds filled in. */
  rule(values: Thresholds<R>, numbers: Thresholds<'rival-numbers'>): string;
  /** What was found. */
  found(teller: Teller): string;
}

/** All texts of explanations in one language: a rule that is left out does not compile. */
export interface ExplanationTexts {
  readonly rules: { readonly [R in ExplainedRule]: Words<R> };
  readonly parts: Readonly<Record<PartName, string>>;
  readonly counts: Readonly<Record<CountName, string>>;
}

/** A threshold that judged a detection. */
export interface JudgingThreshold {
  readonly rule: RuleName;
  readonly parameter: string;
  readonly label: Bilingual;
  readonly value: ThresholdValue;
  readonly unit: string;
  /** The row that says so; null: default. */
  readonly version: number | null;
  readonly areaId: string | null;
}

/** A stored event with pseudonyms; what a feed does not have is null. */
export interface StoredEvent {
  readonly part: PartName;
  readonly eventTime: string;
  readonly feed: string;
  /** Event type, or service of a usage record. */
  readonly kind: string;
  readonly subscriberId: string;
  readonly peerId: string | null;
  readonly direction: string | null;
  readonly peerOperatorId: string | null;
  readonly cellId: string | null;
  readonly areaId: string | null;
  readonly channelId: string | null;
  readonly durationSeconds: number | null;
  readonly bytes: number | null;
}

export interface EventPart {
  readonly part: PartName;
  readonly label: Bilingual;
  /** Found by the query; of these, `items` holds the first and last ones. */
  readonly total: number;
}

export interface CountList {
  readonly name: CountName;
  readonly label: Bilingual;
  readonly items: readonly {
    readonly key: string;
    readonly name: Bilingual | null;
    readonly count: number;
  }[];
}

export interface Explanation {
  readonly rule: Bilingual;
  readonly found: Bilingual;
  readonly thresholds: {
    /** The version that the detection names. */
    readonly version: string;
    /** False when the set no longer says what judged the detection. */
    readonly asJudged: boolean;
    readonly items: readonly JudgingThreshold[];
  };
  readonly events: {
    readonly total: number;
    readonly parts: readonly EventPart[];
    /** Newest last, at most 200. */
    readonly items: readonly StoredEvent[];
    readonly counts: readonly CountList[];
  };
  /** Some or all of the events are no longer kept. */
  readonly eventsExpired: boolean;
  /** Since when raw events are kept; null when there are none. */
  readonly eventsKeptFrom: string | null;
}
