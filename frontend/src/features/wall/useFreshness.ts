import { computed, type ComputedRef } from 'vue';
import { useAnswers } from '../../composables/useAnswers.ts';
import { freshnessOf } from '../live/freshness.ts';
import { useLiveStore } from '../live/live-store.ts';
import { wallAge } from '../live/system-time.ts';
import { answerClaim, topicClaim, worstOf, type Claim } from './tile-age.ts';

/**
 * What a tile's age is counted from. `events`: up to where event time is complete (the watermark); `contact`: when the
 * server was last heard, for tiles about the server itself.
 */
export type AgeBasis = 'events' | 'contact';

export interface TileSources {
  readonly basis: AgeBasis;
  /** Length of the windows of event time that its data comes in. */
  readonly windowMs: number;
  /** Live topics that it shows. */
  readonly topics: readonly string[];
}

export interface TileAge extends Claim {
  /** The simulation fills in its history: the data is of the past and means to be. */
  readonly fillingIn: boolean;
  /** Code with which the server refuses one of its topics; null while it gives them all. */
  readonly refusal: string | null;
}

/** The age of a tile: of the oldest of what it shows. */
export function useFreshness(sources: () => TileSources): ComputedRef<TileAge> {
  const live = useLiveStore();
  const answers = useAnswers();
  const topics = (): readonly string[] => ['clock', ...sources().topics];

  /** By the tile's own basis. */
  function ownClaim(): Claim {
    const { basis, windowMs } = sources();
    const { silentMs } = live.tick;
    const { systemNow, speed, watermark } = live;
    const judged = (ageMs: number | null, window: number, goodUntil: number | null): Claim => ({
      freshness: freshnessOf({ ageMs, windowMs: window, silentMs }),
      ageMs,
      goodUntil,
    });
    if (systemNow === null) return judged(null, windowMs, null);
    if (basis === 'contact') return judged(silentMs, windowMs, systemNow - silentMs * speed);
    if (live.backfill !== null || watermark === null) return judged(null, windowMs, watermark);
    return judged(wallAge(systemNow, watermark, speed), windowMs / speed, watermark);
  }
  /** Of the topics and answers that it shows. */
  function sourceClaims(): readonly Claim[] {
    const { systemNow, speed } = live;
    if (systemNow === null) return [];
    const moment = { systemNow, speed };
    const now = performance.now();
    return [
      ...topics().map((topic) => topicClaim(live.topicSilentMs(topic), live.refusal(topic) !== null, moment)),
      ...answers().map((answer) => answerClaim(answer, now, moment)),
    ].filter((claim) => claim !== null);
  }

  return computed(() => ({
    ...worstOf(ownClaim(), sourceClaims()),
    fillingIn: sources().basis === 'events' && live.backfill !== null,
    refusal:
      topics()
        .map((topic) => live.refusal(topic))
        .find((code) => code !== null) ?? null,
  }));
}
