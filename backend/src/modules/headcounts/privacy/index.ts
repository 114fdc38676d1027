export type { AreaCount } from './count-forest.ts';
export { protectCounts, type ShownCount } from './protect-counts.ts';
export {
  bandInSteps,
  besideShown,
  shownAlone,
  shownStudents,
  stepsBetween,
  stepsOf,
  wholeSteps,
} from './steps-of.ts';
