import type { Detection } from '@tidewall/streams/events';

/** Evidence of `homecoming`, as far as the wall shows it. */
export interface HomecomingEvidence {
  readonly awayDays?: number;
  readonly awayAreaIds?: readonly string[];
  readonly festival?: string | null;
}

/** Evidence of `share-drop`, as far as the wall shows it. */
export interface ShareDropEvidence {
  readonly sentence?: { readonly zh: string; readonly en: string };
  readonly share?: number;
  readonly party?: string;
}

/** Entries of topic `detections` (keyed `detectionId/revision`): last revisions, none taken back, newest first. */
export function newestDetections(entries: ReadonlyMap<string, unknown>): readonly Detection[] {
  const last = new Map<string, Detection>();
  for (const value of entries.values()) {
    const detection = value as Detection;
    const known = last.get(detection.detectionId);
    if (known === undefined || detection.revision > known.revision)
      last.set(detection.detectionId, detection);
  }
  return [...last.values()].filter((detection) => detection.retracted !== true).toSorted(newestFirst);
}

function newestFirst(a: Detection, b: Detection): number {
  const byTime = Date.parse(b.eventTime) - Date.parse(a.eventTime);
  return byTime === 0 ? a.detectionId.localeCompare(b.detectionId) : byTime;
}
