import type { Detection } from '@tidewall/streams/events';

/** Evidence of `homecoming`, as far as the wall shows it. */
export interface HomecomingEvidence {
  readonly awayDays?: number;
  readonly awayAreaIds?: readonly string[];
  /** Of numbers that are not ours: how often their closest contact communicated with them. */
  readonly communications?: number;
}

/** Evidence of `campus-activity`, as far as the wall shows it. */
export interface ActivityEvidence {
  readonly subscribers?: number;
  readonly median?: number;
  /** RFC 3339; absent while it lasts. */
  readonly endedAt?: string;
  readonly peak?: { readonly subscribers: number };
}

/** Evidence of rivals and students on a campus, as far as the wall shows it. */
export interface CampusEvidence {
  readonly operatorId?: string;
  readonly students?: number;
  readonly communications?: number;
  /** YYYY-MM. */
  readonly month?: string;
}

/** Evidence of `source-outage`, as far as the wall shows it. */
export interface OutageEvidence {
  readonly feed?: string;
  /** RFC 3339. */
  readonly since?: string;
  readonly endedAt?: string;
  /** Of the usual volume. */
  readonly share?: number;
}

/** Evidence of `share-drop`, as far as the wall shows it. */
export interface ShareDropEvidence {
  readonly sentence?: { readonly zh: string; readonly en: string };
  readonly share?: number;
  readonly party?: string;
  /** Of one below a threshold. */
  readonly threshold?: number;
  /** Of a sudden one: the share of the days before, and how far below it. */
  readonly baseline?: { readonly share: number };
  readonly drop?: number;
}

/** Detections from several places: last revisions, none taken back, newest first. */
export function mergedDetections(...lists: readonly (readonly Detection[])[]): readonly Detection[] {
  const entries = lists.flat().map((item) => [`${item.detectionId}/${String(item.revision)}`, item] as const);
  return newestDetections(new Map(entries));
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
