export { shareOf, sum, type Share } from './share.ts';
