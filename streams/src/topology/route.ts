import { selectRows } from '../events/batch-rows.ts';
import type { EventBatch } from '../events/event-batch.ts';
import { PORTED_IN, PORTED_OUT } from '../events/feeds.ts';
import type { ShardInput } from '../operators/reorder.ts';
import type { EventTimeProgress } from '../time/watermarks.ts';
import { shardOf } from './shard.ts';

/** Gives each shard the events of its subscribers, and every shard the porting events of all numbers. */
export function route(batch: EventBatch | null, shards: number, progress: EventTimeProgress): ShardInput[] {
  if (batch === null || shards === 1)
    return Array.from({ length: shards }, () => ({ batch, foreign: null, progress }));
  const rows = Array.from({ length: shards }, (): number[] => []);
  const ported: number[] = [];
  for (let row = 0; row < batch.length; row++) {
    rows[shardOf(batch.msisdn[row]!, shards)]!.push(row);
    const porting = batch.kind[row] === PORTED_IN || batch.kind[row] === PORTED_OUT;
    if (batch.feed === 'lifecycle' && porting) ported.push(row);
  }
  return rows.map((own, shard) => {
    const foreign = ported.filter((row) => shardOf(batch.msisdn[row]!, shards) !== shard);
    return { batch: pick(batch, own), foreign: pick(batch, foreign), progress };
  });
}

function pick(batch: EventBatch, rows: number[]): EventBatch | null {
  return rows.length === 0 ? null : selectRows(batch, rows);
}
