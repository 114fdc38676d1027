import { map, type OperatorFunction } from 'rxjs';
import type { DetectionDraft, SubscriberDetector } from '../detectors/detector.ts';
import type { OrderedBatch } from '../state/ordered-batch.ts';
import type { EventTimeProgress } from '../time/watermarks.ts';

/** Runs a detector over ordered batches; emits its drafts of each step, perhaps none. */
export function detect(
  detector: SubscriberDetector,
  progress: () => EventTimeProgress,
): OperatorFunction<OrderedBatch, DetectionDraft[]> {
  return map((batch) => {
    const drafts: DetectionDraft[] = [];
    detector.process(batch, progress(), (draft) => drafts.push(draft));
    return drafts;
  });
}
