import { map, type OperatorFunction } from 'rxjs';
import type { EventBatch } from '../events/event-batch.ts';
import { FLAG_FOREIGN, type EventColumns } from '../state/event-columns.ts';
import type { ReorderBuffer } from '../state/reorder-buffer.ts';
import type { EventTimeProgress } from '../time/watermarks.ts';

/** What a shard is given at a step. */
export interface ShardInput {
  /** New events of the shard's subscribers; null when there are none. */
  readonly batch: EventBatch | null;
  /** Porting events of other shards' numbers. */
  readonly foreign: EventBatch | null;
  readonly progress: EventTimeProgress;
}

/**
 * Holds events until the watermark passes and emits them in processing order (event time, feed, identity). Events that
 * arrive behind the watermark are emitted at the next step with `FLAG_LATE`. Emits once a step, perhaps no rows; the
 * columns are valid until the next step.
 */
export function reorder(buffer: ReorderBuffer): OperatorFunction<ShardInput, EventColumns> {
  return map(({ batch, foreign, progress }) => {
    if (batch) buffer.add(batch, 0);
    if (foreign) buffer.add(foreign, FLAG_FOREIGN);
    return buffer.release(progress);
  });
}
