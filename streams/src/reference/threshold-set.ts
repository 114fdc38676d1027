import { AreaTree } from './areas.ts';
import { ReferenceFaultsError, type ReferenceFault } from './csv-table.ts';
import { readAreas, type Source } from './read-files.ts';
import { readThresholds } from './read-thresholds.ts';
import { ReferenceIds, type ReferenceTexts } from './reference.ts';
import { ThresholdBook, type ThresholdRow } from './thresholds.ts';

/** The thresholds of all areas and times, for those who have no engine to ask. */
export interface ThresholdSet {
  readonly areas: AreaTree;
  readonly rows: readonly ThresholdRow[];
  /** As the set was at a version: rows of later ones left out. Without one, as it is. */
  book(upTo?: number): ThresholdBook;
}

/** Reads areas and thresholds alone. Throws `ReferenceFaultsError` when either has faults. */
export function readThresholdSet(texts: ReferenceTexts): ThresholdSet {
  const faults: ReferenceFault[] = [];
  const ids = new ReferenceIds();
  const source: Source = { texts, ids, faults, rows: {} };
  const areas = new AreaTree(ids.areas, readAreas(source));
  const rows = readThresholds(source, areas);
  if (faults.length > 0) throw new ReferenceFaultsError(faults);
  return {
    areas,
    rows,
    book: (upTo = Number.POSITIVE_INFINITY) =>
      new ThresholdBook(
        areas,
        rows.filter(({ version }) => version <= upTo),
      ),
  };
}
