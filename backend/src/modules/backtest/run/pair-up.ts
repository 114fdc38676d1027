import type { Detection } from '@tidewall/streams';
import type { Pair } from '../backtest.types.ts';

const DAY_MS = 86_400_000;

/** Evidence that names the trip, visit, day or surge that a detection is about: the same there, the same thing. */
const OCCASIONS = ['awaySince', 'visitSince', 'firstSeen', 'day', 'month', 'startedAt'] as const;

export interface PairedUp {
  readonly pairs: readonly Pair[];
  readonly less: readonly Detection[];
  readonly more: readonly Detection[];
}

/**
 * Finds among detections of one run only those of the other run that are about the same thing at another time: same type,
 * subject, place and party, and the same occasion or less than a day apart. Nearest first; each is paired once.
 */
export function pairUp(less: readonly Detection[], more: readonly Detection[]): PairedUp {
  const waiting = Map.groupBy(more, topicOf);
  const candidates = less.flatMap((now) =>
    (waiting.get(topicOf(now)) ?? [])
      .filter((withChange) => isSameOccasion(now, withChange))
      .map((withChange) => ({ now, withChange, apart: apart(now, withChange) })),
  );
  candidates.sort((a, b) => a.apart - b.apart);
  const taken = new Set<Detection>();
  const pairs: Pair[] = [];
  for (const { now, withChange } of candidates) {
    if (taken.has(now) || taken.has(withChange)) continue;
    taken.add(now).add(withChange);
    pairs.push({ now, withChange });
  }
  const left = (one: Detection): boolean => !taken.has(one);
  return { pairs, less: less.filter(left), more: more.filter(left) };
}

function topicOf({ type, subtype, subject, hotspotId, evidence }: Detection): string {
  const { party = null, operatorId = null } = evidence as { party?: unknown; operatorId?: unknown };
  return JSON.stringify([type, subtype, subject.kind, subject.id, hotspotId, party, operatorId]);
}

function isSameOccasion(a: Detection, b: Detection): boolean {
  const named = OCCASIONS.filter((name) => a.evidence[name] != null && b.evidence[name] != null);
  if (named.length > 0) return named.every((name) => a.evidence[name] === b.evidence[name]);
  return apart(a, b) < DAY_MS;
}

function apart(a: Detection, b: Detection): number {
  return Math.abs(Date.parse(a.eventTime) - Date.parse(b.eventTime));
}
