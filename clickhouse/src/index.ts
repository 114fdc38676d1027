export { createStore, type Block, type Store } from './store/store.ts';
export {
  DEFAULT_DATABASE,
  type ClusterStoreOptions,
  type EmbeddedStoreOptions,
  type ServerStoreOptions,
  type StoreKind,
  type StoreOptions,
} from './store/options.ts';
export { StoreError, type StoreErrorCode } from './store/errors.ts';
export type { EventTable, InsertTable, ResultTable } from './store/tables.ts';
export type { MigrationProgress } from './migrate/migrate.ts';
export { applyRetention, DEFAULT_RETENTION, type Retention } from './migrate/retention.ts';
export { applyDurability, type Durability } from './migrate/durability.ts';
export { createWriter } from './writer/writer.ts';
export type { Writer, WriterLog, WriterOptions, WriterStatus } from './writer/types.ts';
export * from './rows/index.ts';
export {
  STEP_SECONDS,
  type QueryCatalog,
  type QueryName,
  type QueryParams,
  type QueryRow,
  type SeriesStep,
} from './queries/catalog.ts';
export { detectionsPage, type DetectionFilter, type DetectionPage } from './queries/detections.ts';
