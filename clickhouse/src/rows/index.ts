/** Turning events and results into blocks: loads no database engine, so that workers may use it alone. */
export { EventRows, type RowContext } from './event-rows.ts';
export { createEventRows, RAW_TABLE } from './feed-rows.ts';
export { createPseudonyms, type PseudonymOptions, type Pseudonyms } from './pseudonyms.ts';
export {
  activeShareBlock,
  detectionBlock,
  numberBlock,
  rejectionBlock,
  shareDayBlock,
  windowBlocks,
  type NumberRow,
  type ActiveShareRow,
  type RejectionRow,
  type ShareDayRow,
} from './results.ts';
