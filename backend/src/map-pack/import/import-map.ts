import type { AreaDto } from '@tidewall/streams/events';
import { makePack, type PackFiles } from '../make-pack.ts';
import type { PackAbout, Position } from '../map-pack.types.ts';
import { buildLayers } from './build-layers.ts';
import { checkCover } from './check-cover.ts';
import { stops, type Fault, type FaultKind } from './faults.ts';
import { fromGcj02 } from './gcj02.ts';
import { matchAreas } from './match-areas.ts';
import { readSource } from './read-source.ts';
import type { SourceFeature } from './source.types.ts';

export interface MapSource {
  /** For messages. */
  readonly file: string;
  readonly bytes: Uint8Array;
}

export interface ImportOptions {
  readonly about: PackAbout;
  /** What the coordinates are in. */
  readonly datum: 'gcj02' | 'wgs84';
  /** Metres by which a border may move; 0 leaves it as it is. */
  readonly simplify: number;
  /** Part of an area that its children may leave free, cover twice or reach beyond. */
  readonly tolerance: number;
  readonly areas: ReadonlyMap<string, AreaDto>;
  /** areaId by code; empty for features that are left out. */
  readonly mapping: ReadonlyMap<string, string>;
  readonly accepted: ReadonlySet<FaultKind>;
  readonly onStep: (step: string) => void;
}

export interface Imported {
  readonly faults: readonly Fault[];
  readonly features: number;
  readonly leftOut: number;
  /** Null when a fault stops the import. */
  readonly pack: PackFiles | null;
  readonly points: readonly [number, number];
}

/** Makes a map pack of map files, and says everything that is wrong with them at once. */
export function importMap(sources: Iterable<MapSource>, options: ImportOptions): Imported {
  const { areas, accepted, onStep } = options;
  const { features, faults } = readAll(sources, options);
  onStep(`${features.length} features: finding their areas`);
  const matching = matchAreas(features, areas, options.mapping);
  faults.push(...matching.faults);
  const isBroken = (): boolean => faults.some((fault) => stops(fault, accepted));
  if (matching.matched.size > 0 && !faults.some(({ kind }) => kind === 'duplicate')) {
    onStep('comparing areas with what is below them');
    faults.push(...checkCover(matching, areas, options.tolerance));
  }
  const none = { faults, features: features.length, leftOut: matching.leftOut, points: [0, 0] as const };
  if (isBroken()) return { ...none, pack: null };
  onStep('sharing and simplifying borders');
  const { layered, points, vanished } = buildLayers(matching, areas, options.simplify);
  faults.push(...vanished.map(vanishedFault));
  const pack = isBroken() ? null : makePack(layered, options.about);
  if (pack?.manifest.files.length !== 0) return { ...none, pack, points };
  faults.push({
    kind: 'nothing-below',
    where: matching.rootId ?? 'all files',
    message: 'no area has another below it: a pack needs a parent with its children',
  });
  return { ...none, pack: null };
}

function readAll(sources: Iterable<MapSource>, { datum, onStep }: ImportOptions) {
  const place = datum === 'gcj02' ? fromGcj02 : (point: Position): Position => point;
  const features: SourceFeature[] = [];
  const faults: Fault[] = [];
  for (const { file, bytes } of sources) {
    onStep(`reading ${file}`);
    const read = readSource(file, bytes, place);
    features.push(...read.features);
    faults.push(...read.faults);
  }
  return { features, faults };
}

function vanishedFault(areaId: string): Fault {
  return {
    kind: 'invalid-ring',
    where: areaId,
    message: 'nothing of it is left: it is smaller than a metre',
  };
}
