/** What is compared of a detection or a planted truth. Times in epoch milliseconds. */
export interface Finding {
  readonly type: string;
  readonly subtype: string | null;
  readonly kind: string;
  /** Number where it is known, else pseudonym or id. */
  readonly subject: string;
  readonly areaId: string | null;
  readonly hotspotId: string | null;
  /** Share drops: against whom. */
  readonly party: string | null;
  readonly timeMs: number;
  /** When what was detected was over; null while it lasts or where nothing ends. */
  readonly endMs: number | null;
}

/** A line of truth; see the simulator's `Truth` for what basis and expected mean. */
export interface Truth extends Finding {
  readonly case: string;
  readonly basis: 'rule' | 'intent';
  /** Null: either answer is right. */
  readonly expected: boolean | null;
  /** Between these a detection answers to the line, epoch milliseconds; null for lines that name a moment. */
  readonly span: readonly [number, number] | null;
}

export interface Match {
  readonly truth: Truth;
  readonly detection: Finding;
  /** Detection less truth. */
  readonly delayMs: number;
}

export interface Matching {
  readonly matches: readonly Match[];
  readonly missed: readonly Truth[];
  readonly extra: readonly Finding[];
}

/**
 * Pairs truths with detections of the same type, subtype, subject and place, nearest in time first, at most
 * `toleranceMs` apart; each is used once.
 */
export function matchFindings(
  truths: readonly Truth[],
  detections: readonly Finding[],
  toleranceMs: number,
): Matching {
  const bySubject = Map.groupBy(detections, subjectKey);
  const pairs = truths.flatMap((truth) =>
    (bySubject.get(subjectKey(truth)) ?? [])
      .filter((detection) => samePlace(truth, detection))
      .map((detection) => ({ truth, detection, delayMs: detection.timeMs - truth.timeMs })),
  );
  const near = pairs.filter((pair) => Math.abs(pair.delayMs) <= toleranceMs);
  near.sort((a, b) => Math.abs(a.delayMs) - Math.abs(b.delayMs));
  const usedTruths = new Set<Truth>();
  const usedDetections = new Set<Finding>();
  const matches = near.filter(({ truth, detection }) => {
    if (usedTruths.has(truth) || usedDetections.has(detection)) return false;
    usedTruths.add(truth);
    usedDetections.add(detection);
    return true;
  });
  return {
    matches,
    missed: truths.filter((truth) => !usedTruths.has(truth)),
    extra: detections.filter((detection) => !usedDetections.has(detection)),
  };
}

/** `type` or `type/subtype`. */
export function typeName({ type, subtype }: Pick<Finding, 'type' | 'subtype'>): string {
  return subtype === null ? type : `${type}/${subtype}`;
}

function subjectKey(finding: Finding): string {
  return [finding.type, finding.subtype, finding.kind, finding.subject, finding.party].join('\n');
}

/** A place that one side does not name is no contradiction. */
function samePlace(a: Finding, b: Finding): boolean {
  const agree = (left: string | null, right: string | null): boolean =>
    left === null || right === null || left === right;
  return agree(a.areaId, b.areaId) && agree(a.hotspotId, b.hotspotId);
}
