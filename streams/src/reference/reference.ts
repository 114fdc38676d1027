import { ByteDictionary } from '../events/byte-dictionary.ts';
import type { ReferenceFile } from '../topology/types.ts';
import { AreaTree, type AreaRow } from './areas.ts';
import { ReferenceFaultsError, type ReferenceFault } from './csv-table.ts';
import { NumberPlan } from './number-plan.ts';
import * as read from './read-files.ts';
import { readThresholds } from './read-thresholds.ts';
import { ThresholdBook } from './thresholds.ts';

export type HotspotType = 'campus' | 'residential' | 'village' | 'transport' | 'business';

export interface HotspotRow {
  readonly hotspotId: string;
  readonly type: HotspotType;
  readonly name: string;
  readonly areaId: string;
}

/** The CSV texts of reference files by name; missing ones are empty. */
export type ReferenceTexts = Readonly<Partial<Record<ReferenceFile, string>>>;

/** Dictionaries whose indexes state may hold: they only grow, over all versions of the reference data. */
export class ReferenceIds {
  readonly cells: ByteDictionary;
  readonly areas: ByteDictionary;
  readonly channels: ByteDictionary;
  readonly operators: ByteDictionary;
  readonly hotspots: ByteDictionary;

  constructor(
    known: Partial<Record<'cells' | 'areas' | 'channels' | 'operators' | 'hotspots', readonly string[]>> = {},
  ) {
    this.cells = new ByteDictionary(known.cells);
    this.areas = new ByteDictionary(known.areas);
    this.channels = new ByteDictionary(known.channels);
    this.operators = new ByteDictionary(known.operators);
    this.hotspots = new ByteDictionary(known.hotspots);
  }

  snapshot(): Record<'cells' | 'areas' | 'channels' | 'operators' | 'hotspots', readonly string[]> {
    return {
      cells: this.cells.ids,
      areas: this.areas.ids,
      channels: this.channels.ids,
      operators: this.operators.ids,
      hotspots: this.hotspots.ids,
    };
  }
}

/** A subscriber profile row. Times in epoch milliseconds, NaN when not given; area index −1 when unknown. */
export interface SubscriberProfile {
  readonly msisdn: string;
  readonly home: number;
  readonly activatedAt: number;
}

/** One version of the reference data, resolved to indexes. Immutable. */
export interface Reference {
  readonly ids: ReferenceIds;
  readonly areas: AreaTree;
  /** Area index (lowest level) of each cell index, −1 when the cell is not known. */
  readonly cellArea: Int32Array;
  readonly hotspots: readonly HotspotRow[];
  /** Hotspot indexes of each cell index; only hotspots of type campus. */
  readonly cellCampuses: readonly (readonly number[])[];
  readonly hotspotArea: Int32Array;
  /** By channel index: area index and campus hotspot index (−1 none). */
  readonly channelArea: Int32Array;
  readonly channelCampus: Int32Array;
  /** By operator index: whether it is our own, and whether it is known now. */
  readonly operatorOwn: readonly boolean[];
  readonly operatorKnown: readonly boolean[];
  readonly plan: NumberPlan;
  readonly subscribers: readonly SubscriberProfile[];
  /** Rival numbers known before the first start: digits → last seen, epoch milliseconds. */
  readonly seenNumbers: ReadonlyMap<string, number>;
  /** Provinces whose areas have cells. */
  readonly ownProvinces: ReadonlySet<number>;
  readonly thresholds: ThresholdBook;
  /** Rows by file. */
  readonly rows: Readonly<Partial<Record<ReferenceFile, number>>>;
}

/**
 * Reads all reference files together. Throws `ReferenceFaultsError` with the first 20 faults; `ids` keeps what was
 * added, which is harmless.
 */
export function readReference(texts: ReferenceTexts, ids: ReferenceIds): Reference {
  const faults: ReferenceFault[] = [];
  const rows: Partial<Record<ReferenceFile, number>> = {};
  const source: read.Source = { texts, ids, faults, rows };
  const areaRows: AreaRow[] = read.readAreas(source);
  const areas = new AreaTree(ids.areas, areaRows);
  const operators = read.readOperators(source);
  const cellArea = read.readCells(source, areas);
  const hotspots = read.readHotspots(source, areas);
  const cellCampuses = read.readHotspotCells(source, cellArea, hotspots);
  const channels = read.readChannels(source, areas, hotspots);
  const prefixes = read.readPrefixes(source, operators.operatorKnown, areas);
  const ported = read.readPorted(source, operators.operatorKnown);
  const subscribers = read.readSubscribers(source, areas);
  const seenNumbers = read.readSeenNumbers(source);
  const thresholds = new ThresholdBook(areas, readThresholds(source, areas));
  if (faults.length > 0) throw new ReferenceFaultsError(faults);
  const hotspotArea = new Int32Array(ids.hotspots.size).fill(-1);
  for (const row of hotspots)
    hotspotArea[ids.hotspots.indexOf(row.hotspotId)] = ids.areas.indexOf(row.areaId);
  const ownProvinces = new Set<number>();
  for (const area of cellArea) if (area >= 0) ownProvinces.add(areas.province(area));
  ownProvinces.delete(-1);
  return {
    ids,
    areas,
    cellArea,
    hotspots,
    cellCampuses,
    hotspotArea,
    ...channels,
    ...operators,
    plan: new NumberPlan(prefixes, ported),
    subscribers,
    seenNumbers,
    ownProvinces,
    thresholds,
    rows,
  };
}
