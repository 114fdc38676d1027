import type { Detection } from '@tidewall/streams';
import { differentFields, type Difference, type Lines } from './difference.ts';
import type { Found } from './found.ts';

/** What a comparison needs besides both sides. */
export interface DetectionScope {
  formatTime(time: number): string;
  /** What makes a difference no fault; null when nothing does. */
  explain(detection: Comparable): Difference['explainedBy'];
  /** Later ones that are not stored may still come. */
  readonly settledUntil: number;
}

/** A detection as both sides can say it. */
export interface Comparable {
  readonly type: string;
  readonly subtype: string | null;
  readonly time: number;
  readonly subject: { readonly kind: string; readonly id: string };
  readonly areaId: string | null;
  readonly hotspotId: string | null;
  readonly severity: string;
  readonly revision: number;
  readonly evidence: Readonly<Record<string, unknown>>;
}

/** A stored detection in the same words. */
export function comparableOf(detection: Detection): Comparable {
  return { ...detection, time: Date.parse(detection.eventTime) };
}

/**
 * Compares by type, subject, place and occasion (day and party, month): first those of the same event time, then what is
 * left, the nearest times first.
 */
export function compareDetections(
  recomputed: readonly Found[],
  stored: readonly Comparable[],
  scope: DetectionScope,
  lines: Lines,
): void {
  const left = Map.groupBy(stored, occasionOf);
  const unmatched: Found[] = [];
  for (const found of recomputed) {
    const candidates = left.get(occasionOf(found)) ?? [];
    const at = candidates.findIndex(({ time }) => time === found.time);
    if (at < 0) unmatched.push(found);
    else compareTwo(found, candidates.splice(at, 1)[0]!, scope, lines);
  }
  for (const found of unmatched) {
    const candidates = left.get(occasionOf(found)) ?? [];
    candidates.sort((a, b) => Math.abs(a.time - found.time) - Math.abs(b.time - found.time));
    const nearest = candidates.shift();
    if (nearest !== undefined) compareTwo(found, nearest, scope, lines);
    else if (found.time < scope.settledUntil) report('missing', found, [], scope, lines);
  }
  for (const extra of [...left.values()].flat()) report('extra', extra, [], scope, lines);
}

function compareTwo(found: Found, stored: Comparable, scope: DetectionScope, lines: Lines): void {
  const outer = (of: Comparable) => ({
    eventTime: scope.formatTime(of.time),
    areaId: of.areaId,
    severity: of.severity,
    revision: of.revision,
  });
  const fields = [
    ...differentFields(outer(found), outer(stored)),
    ...differentFields(found.evidence, stored.evidence, 'evidence.'),
  ];
  if (fields.length === 0) lines.same(lineOf(found));
  else report('different', found, fields, scope, lines);
}

function report(
  kind: Difference['kind'],
  detection: Comparable,
  fields: Difference['fields'],
  scope: DetectionScope,
  lines: Lines,
): void {
  const { subject, areaId, hotspotId, evidence } = detection;
  lines.differs(lineOf(detection), {
    kind,
    about: { eventTime: scope.formatTime(detection.time), subject, areaId, hotspotId, evidence },
    fields,
    explainedBy: scope.explain(detection),
  });
}

function lineOf({ type, subtype }: Comparable): string {
  return subtype === null ? type : `${type}/${subtype}`;
}

/** What there is at most one of at a time. */
function occasionOf({ type, subtype, subject, hotspotId, evidence }: Comparable): string {
  const occasion = ['day', 'party', 'operatorId', 'month'].map((field) =>
    type === 'share-drop' || type === 'campus-student' ? (evidence[field] ?? null) : null,
  );
  return JSON.stringify([type, subtype, subject.kind, subject.id, hotspotId, ...occasion]);
}
