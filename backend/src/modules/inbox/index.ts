export { HandoverWrites } from './handover-writes.ts';
