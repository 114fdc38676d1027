import type { Detection } from '../events/detection.ts';
import { hashId } from '../events/hash-id.ts';
import { numberDigits, type LongNumbers } from '../events/number-key.ts';
import type { DetectionDraft } from '../detectors/detector.ts';
import type { Reference } from '../reference/reference.ts';
import type { TimeZone } from '../time/zone.ts';
import type { LearnedHome } from './types.ts';

/** What turns drafts into detections. */
export interface Publisher {
  readonly zone: TimeZone;
  readonly long: LongNumbers;
  readonly revealNumbers: boolean;
  /** Keyed pseudonym of a number: 16 hex digits. */
  pseudonym(digits: string): string;
}

/** A detection with pseudonym, text times and a deterministic id; `revealNumbers` adds the raw number. */
export function publish(draft: DetectionDraft, reference: Reference, publisher: Publisher): Detection {
  const { key, kind } = draft.subject;
  const digits = typeof key === 'number' ? numberDigits(key, publisher.long) : null;
  const id = digits === null ? String(key) : publisher.pseudonym(digits);
  const identity = [draft.type, draft.subtype ?? '', kind, id, draft.identity].join('|');
  return {
    detectionId: hashId(identity),
    type: draft.type,
    subtype: draft.subtype,
    eventTime: publisher.zone.format(draft.time),
    subject: { kind, id, ...(digits !== null && publisher.revealNumbers ? { msisdn: digits } : {}) },
    areaId: draft.area < 0 ? null : reference.ids.areas.idOf(draft.area),
    hotspotId: draft.hotspot < 0 ? null : reference.ids.hotspots.idOf(draft.hotspot),
    severity: draft.severity,
    evidence: draft.evidence,
    revision: draft.revision,
  };
}

/** Learned homes by number, in order of it. */
export function publishHomes(
  homes: readonly (readonly [number: number, area: number])[],
  reference: Reference,
  publisher: Publisher,
): LearnedHome[] {
  const found = homes.map(([key, area]) => ({ digits: numberDigits(key, publisher.long), area }));
  found.sort((a, b) => (a.digits < b.digits ? -1 : 1));
  return found.map(({ digits, area }) => ({
    subscriberId: publisher.pseudonym(digits),
    ...(publisher.revealNumbers ? { msisdn: digits } : {}),
    areaId: reference.ids.areas.idOf(area),
  }));
}

const text = (a: string | null, b: string | null): number =>
  (a ?? '') < (b ?? '') ? -1 : (a ?? '') > (b ?? '') ? 1 : 0;

/** Order of detections: event time, type, subtype, subject, then place, id and revision. */
export function compareDetections(a: Detection, b: Detection): number {
  return (
    Date.parse(a.eventTime) - Date.parse(b.eventTime) ||
    text(a.type, b.type) ||
    text(a.subtype, b.subtype) ||
    text(a.subject.kind, b.subject.kind) ||
    text(a.subject.id, b.subject.id) ||
    text(a.hotspotId, b.hotspotId) ||
    text(a.detectionId, b.detectionId) ||
    a.revision - b.revision
  );
}
