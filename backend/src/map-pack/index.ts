/** Map packs: their format, how they are made, checked and joined. Pure. */
export { ACCEPTABLE, stops, type Fault, type FaultKind } from './import/faults.ts';
export { importMap, type Imported, type MapSource } from './import/import-map.ts';
export { makePack, type PackFiles } from './make-pack.ts';
export { MapPackError } from './map-pack-error.ts';
export { MAX_MANIFEST_BYTES, AREA_LEVELS, type Manifest } from './manifest.ts';
export type { AreaLevel, LayeredTopology, MapTopology, PackAbout, Position } from './map-pack.types.ts';
export { OpenPack, tagged, type TaggedText } from './open-pack.ts';
export { readManifest } from './read-pack.ts';
