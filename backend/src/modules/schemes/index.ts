export { isEligible } from './is-eligible.ts';
export { matchesTrigger } from './matches-trigger.ts';
