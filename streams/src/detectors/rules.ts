import { AREA_LEVELS } from '../reference/areas.ts';

/** A threshold of a rule: its value unless an area or a time has another, and what it may be. */
export interface Parameter {
  readonly default: number;
  readonly min: number;
  readonly max: number;
  readonly unit: 'days' | 'weeks' | 'minutes' | 'seconds' | 'hour' | 'share' | 'count' | 'score' | 'level';
  /** The length of what is kept: the same in every area and at all times. */
  readonly everywhere?: true;
}

const days = (value: number, max = 366): Parameter => ({ default: value, min: 0, max, unit: 'days' });
const kept = (value: number, max: number): Parameter => ({ ...days(value, max), min: 1, everywhere: true });
const count = (value: number, max = 1_000_000): Parameter => ({
  default: value,
  min: 1,
  max,
  unit: 'count',
});
const share = (value: number): Parameter => ({ default: value, min: 0, max: 1, unit: 'share' });
const score = (value: number): Parameter => ({ default: value, min: 0, max: 100, unit: 'score' });
const minutes = (value: number): Parameter => ({ default: value, min: 0, max: 10_080, unit: 'minutes' });
const hour = (value: number): Parameter => ({
  default: value,
  min: 0,
  max: 23,
  unit: 'hour',
  everywhere: true,
});

/**
 * All rules and their thresholds with defaults (docs/detectors.md). A threshold is in force for the area of the place;
 * for subscribers of ours, for their home area.
 */
export const RULES = {
  'homecoming/own': {
    /** Level of the area that counts as home, an index into AREA_LEVELS. */
    homeLevel: {
      default: AREA_LEVELS.indexOf('city'),
      min: AREA_LEVELS.indexOf('province'),
      max: AREA_LEVELS.indexOf('township'),
      unit: 'level',
    },
    /** Shortest trip that counts, from the first observation away to the first at home. */
    minAwayDays: days(7),
    /** How long after the first observation at home another one confirms the return. */
    minDwellMinutes: minutes(30),
    /** Observations on the other side between two on this side are left out when these are so close. */
    pingPongSeconds: { default: 120, min: 0, max: 3_600, unit: 'seconds' },
    /** How near a festival a return must be to be called festive. */
    festivalWindowDays: days(10),
  },
  'homecoming/inbound': {
    /** Absence after which an observation begins another visit. */
    minAbsentDays: days(7),
    minDwellMinutes: minutes(30),
    /** Communications with the closest subscriber of ours. */
    minContacts: count(3),
    /** How far back communications count. */
    contactDays: kept(90, 180),
  },
  'learned-home': {
    learnDays: kept(28, 31),
    /** Distinct days of rest hours in the area. */
    minRestDays: { ...count(5, 31), everywhere: true },
    /** Share of the observed days of rest hours. */
    minRestShare: { ...share(0.5), everywhere: true },
    /** Rest hours of a workday, from and to. */
    restFromHour: hour(22),
    restToHour: hour(6),
    /** Hour at which the day that counts begins. */
    dayStartHour: hour(4),
  },
  'campus-student': {
    minSms: count(50),
    minCellShare: share(0.5),
    minFellows: count(2, 1_000),
    minCommunications: count(10, 250),
  },
  'campus-newcomer/own': {
    /** How old an activation may be at the first traffic. */
    newDays: days(30),
  },
  'campus-newcomer/rival': {
    /** Records of how many days say who lives on a campus. */
    residentDays: kept(30, 45),
    minResidentShare: share(0.5),
  },
  'campus-rival': {
    minRivalCommunications: count(5),
    minStudents: count(2, 10_000),
    rivalDays: kept(30, 45),
    /** Not again before so many days. */
    quietDays: days(90),
  },
  'campus-activity': {
    baselineWeeks: { default: 4, min: 1, max: 8, unit: 'weeks', everywhere: true },
    startScore: score(4),
    endScore: score(2),
    /** Windows in a row that start or end it. */
    consecutiveWindows: count(2, 96),
    minComparableWindows: count(5, 56),
    minMedian: count(30),
  },
  'share-drop/below-threshold': {
    /** Fewest new customers to judge. */
    minNew: count(30),
    threshold: share(0.7),
  },
  'share-drop/sudden': {
    minNew: count(30),
    trailingDays: kept(7, 31),
    /** Two-sided p < 0.001. */
    minScore: score(3.2905),
    minDrop: share(0.05),
  },
  'rival-numbers': {
    /** Silence after which a number of a rival appears again. */
    seenDays: kept(90, 366),
  },
  'source-outage': {
    /** Below this share of its baseline a source is out. */
    minVolumeShare: { ...share(0.5), everywhere: true },
    /** Fewest events that a baseline must have to say anything. */
    minEvents: { ...count(100), everywhere: true },
    baselineWeeks: { default: 4, min: 1, max: 8, unit: 'weeks', everywhere: true },
    minComparableWindows: { ...count(5, 56), everywhere: true },
  },
} as const satisfies Record<string, Record<string, Parameter>>;

export type RuleName = keyof typeof RULES;

/** Thresholds of a rule by name. */
export type Thresholds<R extends RuleName> = { readonly [P in keyof (typeof RULES)[R]]: number };

/** The defaults of a rule. */
export function defaultsOf<R extends RuleName>(rule: R): Thresholds<R> {
  const parameters = Object.entries(RULES[rule] as Record<string, Parameter>);
  return Object.fromEntries(parameters.map(([name, { default: value }]) => [name, value])) as Thresholds<R>;
}
