import type { AreaLevel, Parameter, RuleName, Thresholds } from '@tidewall/streams';

/** A text in both languages of the screens. */
export interface Bilingual {
  readonly zh: string;
  readonly en: string;
}

/** Names of all rules and their parameters in one language: a rule or parameter that is left out does not compile. */
export type RuleLabels = {
  readonly [R in RuleName]: {
    readonly name: string;
    readonly parameters: { readonly [P in keyof Thresholds<R>]: string };
  };
};

/** A value as people write it: levels of areas by name. */
export type ThresholdValue = number | AreaLevel;

/** Which row of thresholds.csv says a value. */
export interface ThresholdOrigin {
  readonly version: number;
  /** Null for everywhere. */
  readonly areaId: string | null;
  /** Epoch milliseconds; null when it has always been so. */
  readonly effectiveFrom: number | null;
}

/** A parameter of a rule with its value at a place and time. */
export interface ParameterInForce {
  readonly name: string;
  readonly label: Bilingual;
  readonly unit: Parameter['unit'];
  readonly default: ThresholdValue;
  readonly min: ThresholdValue;
  readonly max: ThresholdValue;
  /** The same in every area and at all times. */
  readonly everywhere: boolean;
  readonly value: ThresholdValue;
  /** Null while nothing but the default is in force. */
  readonly from: ThresholdOrigin | null;
}

export interface RuleInForce {
  readonly rule: RuleName;
  readonly label: Bilingual;
  /** The highest version with a part in the values; "defaults" when there is none. */
  readonly version: string;
  readonly parameters: readonly ParameterInForce[];
}

/** What one version of the set changed. */
export interface ThresholdVersion {
  readonly version: number;
  readonly changes: readonly (Omit<ThresholdOrigin, 'version'> & {
    readonly rule: RuleName;
    readonly parameter: string;
    readonly value: ThresholdValue;
  })[];
}

/** Everything about thresholds at a place and time. */
export interface ThresholdsAnswer {
  readonly areaId: string | null;
  readonly at: number;
  /** The newest version of the set; 0 while there is none. */
  readonly version: number;
  readonly rules: readonly RuleInForce[];
  /** Newest version first. */
  readonly history: readonly ThresholdVersion[];
}
