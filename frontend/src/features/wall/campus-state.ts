import type { TileState } from './tile-state.ts';

/** Whether the store has answered, well or not, for every campus. */
export type HistoryState = 'pending' | 'answered';

export interface CampusesKnown {
  /** The areas and the live topic are there. */
  readonly known: boolean;
  readonly campuses: number;
  /** Campuses that have been active. */
  readonly rows: number;
  readonly history: HistoryState;
}

/**
 * No row before the store has answered: what is running would stand under the name of the last whole quarter-hour,
 * and a usual range that is on its way would read as one that does not exist.
 */
export function tileStateOf({ known, campuses, rows, history }: CampusesKnown): TileState {
  if (!known) return 'loading';
  if (campuses === 0) return 'empty';
  if (history === 'pending') return 'loading';
  return rows === 0 ? 'empty' : 'ready';
}
