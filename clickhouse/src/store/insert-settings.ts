import type { InsertSettings } from './door.ts';
import type { StoreKind } from './options.ts';

/** Larger than any block that is sent, so that one insert becomes one part a partition. */
const BLOCK_ROWS = 4_000_000;
const BLOCK_BYTES = 2_000_000_000;

/**
 * Settings that make an insert effectively once: synchronous, one block, named by its token, also in the tables that
 * materialised views feed. The deduplication window itself is a setting of each table (see migrations).
 */
export function insertSettings(kind: StoreKind, token: string): InsertSettings {
  return {
    async_insert: 0,
    insert_deduplicate: 1,
    insert_deduplication_token: token,
    deduplicate_blocks_in_dependent_materialized_views: 1,
    max_insert_block_size: BLOCK_ROWS,
    min_insert_block_size_rows: BLOCK_ROWS,
    min_insert_block_size_bytes: BLOCK_BYTES,
    max_partitions_per_insert_block: 0,
    ...(kind === 'cluster' ? { distributed_foreground_insert: 1 } : {}),
  };
}
