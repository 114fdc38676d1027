import type { ShownAnswer } from '../../composables/useAnswers.ts';
import { freshnessOf, freshnessOfSilence, type Freshness } from '../live/freshness.ts';

/** How good one of the things is that a tile shows. */
export interface Claim {
  readonly freshness: Freshness;
  /** Wall milliseconds; null while nothing has arrived. */
  readonly ageMs: number | null;
  /** Up to when it is good, system time; null while unknown. */
  readonly goodUntil: number | null;
}

/** When it is judged. */
export interface Moment {
  /** System time. */
  readonly systemNow: number;
  /** System time a wall time. */
  readonly speed: number;
}

/** An answer that is asked for anew when a tile comes back is there within this. */
const ANSWER_MS = 5_000;
const RANK: Readonly<Record<Freshness, number>> = { fresh: 0, aging: 1, stale: 2 };

/** The worst of what a tile shows is what it says of itself; among equals the first. */
export function worstOf(first: Claim, others: readonly Claim[]): Claim {
  return others.reduce(
    (worst, claim) => (RANK[claim.freshness] > RANK[worst.freshness] ? claim : worst),
    first,
  );
}

/**
 * A topic, which is heard each second, since so many wall milliseconds (Infinity: never); refused: the server does not give
 * it any more. Null where nothing has come yet.
 */
export function topicClaim(silentMs: number, refused: boolean, { systemNow, speed }: Moment): Claim | null {
  if (!Number.isFinite(silentMs)) return null;
  const freshness = refused ? 'stale' : freshnessOfSilence(silentMs);
  return { freshness, ageMs: silentMs, goodUntil: systemNow - silentMs * speed };
}

/** An answer over HTTP: its window is the time until it is asked for again. Null while there is none. */
export function answerClaim(answer: ShownAnswer, monotonicNow: number, moment: Moment): Claim | null {
  const { loadedAt, failed, everyMs, askedSince, completeTo } = answer;
  if (loadedAt === null) return null;
  const ageMs = monotonicNow - loadedAt;
  // A scene that comes round again asks at once: its answer of the last turn is no news worth a flash.
  const underWay = !failed && monotonicNow - askedSince < ANSWER_MS;
  const freshness = underWay ? 'fresh' : freshnessOf({ ageMs, windowMs: everyMs, silentMs: 0 });
  return { freshness, ageMs, goodUntil: completeTo ?? moment.systemNow - ageMs * moment.speed };
}
