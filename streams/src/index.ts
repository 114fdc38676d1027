/** Pure stream processing for Tidewall: the only door (besides `./events`, `./simulator`, `./testing`). */
export * from './events/index.ts';
export * from './topology/types.ts';
export { createEngine, Engine, type EngineParts } from './topology/engine.ts';
export { LocalShard, type ShardPort } from './topology/shard-port.ts';
export { compareDetections } from './topology/publish.ts';
export { ReferenceFaultsError, type ReferenceFault } from './reference/csv-table.ts';
export { readReference, ReferenceIds, type Reference, type ReferenceTexts } from './reference/reference.ts';
export { AREA_LEVELS, AreaTree, type AreaLevel, type AreaRow } from './reference/areas.ts';
export { NumberPlan } from './reference/number-plan.ts';
export { TimeZone } from './time/zone.ts';
export { Watermarks, type EventTimeProgress } from './time/watermarks.ts';
export { SnapshotError } from './state/snapshot.ts';
export { KeyIndex } from './state/key-index.ts';
export { FeedDecoder, MAX_LINE_BYTES, type Decoded } from './events/decoders/decode.ts';
export type { KnownIds } from './events/decoders/validate.ts';
export { tumblingWindow, type TumblingWindowSpec, type WindowStep } from './operators/tumbling-window.ts';
export { hoppingWindow, type HoppingWindowSpec } from './operators/hopping-window.ts';
export { wilsonInterval } from './detectors/share-drop/wilson.ts';
