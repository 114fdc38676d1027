/** Values of all rules unless something else is in force: docs/detectors.md written down once more. */
export const DEFAULT_THRESHOLDS = {
  'homecoming/own': { homeLevel: 2, minAwayDays: 7, minDwellMinutes: 30, pingPongSeconds: 120 },
  'homecoming/inbound': { minAbsentDays: 7, minDwellMinutes: 30, minContacts: 3, contactDays: 90 },
  'learned-home': {
    learnDays: 28,
    minRestDays: 5,
    minRestShare: 0.5,
    restFromHour: 22,
    restToHour: 6,
    dayStartHour: 4,
  },
  'campus-student': { minSms: 50, minCellShare: 0.5, minFellows: 2, minCommunications: 10 },
  'campus-newcomer/own': { newDays: 30 },
  'campus-newcomer/rival': { residentDays: 30, minResidentShare: 0.5 },
  'campus-rival': { minRivalCommunications: 5, minStudents: 2, rivalDays: 30, quietDays: 90 },
  'campus-activity': {
    baselineWeeks: 4,
    startScore: 4,
    endScore: 2,
    consecutiveWindows: 2,
    minComparableWindows: 5,
    minMedian: 30,
  },
  'share-drop/below-threshold': { minNew: 30, threshold: 0.7 },
  'share-drop/sudden': { minNew: 30, trailingDays: 7, minScore: 3.2905, minDrop: 0.05 },
  'rival-numbers': { seenDays: 90 },
} as const;

export type Rule = keyof typeof DEFAULT_THRESHOLDS;
export type Values<R extends Rule> = { readonly [P in keyof (typeof DEFAULT_THRESHOLDS)[R]]: number };

/** What is in force for a rule at a place (null: everywhere) and an event time. */
export interface InForce<R extends Rule> {
  readonly values: Values<R>;
  readonly version: string;
}

export type ThresholdsAt = <R extends Rule>(rule: R, areaId: string | null, time: number) => InForce<R>;
