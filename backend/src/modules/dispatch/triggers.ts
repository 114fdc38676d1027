import type { InboxDetection } from '../inbox/inbox.types.ts';
import { matchesTrigger } from '../schemes/index.ts';
import type { RunningScheme } from '../schemes/schemes.types.ts';

/** A detection that is a trigger of a scheme. */
export interface Trigger {
  readonly scheme: RunningScheme;
  readonly received: InboxDetection;
}

/** All triggers among detections, each scheme and occurrence once: revisions of a detection are one occurrence. */
export function triggersOf(
  detections: readonly InboxDetection[],
  schemes: readonly RunningScheme[],
): readonly Trigger[] {
  const found = new Map<string, Trigger>();
  for (const received of detections) {
    for (const scheme of schemes) {
      if (!matchesTrigger(scheme, received.detection)) continue;
      const key = triggerKey(scheme.schemeId, received.detection.detectionId);
      if (!found.has(key)) found.set(key, { scheme, received });
    }
  }
  return [...found.values()];
}

export function triggerKey(schemeId: string, triggerId: string): string {
  return `${schemeId} ${triggerId}`;
}
