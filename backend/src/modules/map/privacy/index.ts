export type { AreaCount } from './count-forest.ts';
export { protectCounts, type ShownCount } from './protect-counts.ts';
export { shownAlone, stepsOf } from './steps-of.ts';
