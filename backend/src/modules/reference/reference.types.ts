import type { HotspotDto, ReferenceFile } from '@tidewall/streams';
import type { AreaTree } from './area-tree.ts';

export type ReferenceTexts = Readonly<Partial<Record<ReferenceFile, string>>>;

export interface Operator {
  readonly name: string;
  readonly own: boolean;
}

/** What screens need of the reference data. */
export interface ReferenceModel {
  readonly areas: AreaTree;
  readonly hotspots: readonly HotspotDto[];
  readonly hotspotById: ReadonlyMap<string, HotspotDto>;
  /** By hotspotId. */
  readonly cellsOf: ReadonlyMap<string, readonly string[]>;
  readonly operators: ReadonlyMap<string, Operator>;
}
