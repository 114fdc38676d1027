import { describe, expect, it } from '@jest/globals';
import { answerClaim, topicClaim, worstOf, type Claim } from './tile-age.ts';

const NOON = Date.UTC(2026, 1, 10, 12);
const LIVE = { systemNow: NOON, speed: 1 };
const FAST = { systemNow: NOON, speed: 60 };

describe('a topic, which is heard each second', () => {
  it('makes its tile amber after 5 s of silence and stale after 8, with the time it was last heard', () => {
    expect(topicClaim(4_000, false, LIVE)?.freshness).toBe('fresh');
    expect(topicClaim(6_000, false, LIVE)?.freshness).toBe('aging');
    expect(topicClaim(8_000, false, LIVE)).toEqual({
      freshness: 'stale',
      ageMs: 8_000,
      goodUntil: NOON - 8_000,
    });
  });

  it('was last good so much earlier of the system’s time as that runs faster', () => {
    expect(topicClaim(8_000, false, FAST)?.goodUntil).toBe(NOON - 480_000);
  });

  it('is stale at once when the server refuses it, and says nothing before it was ever heard', () => {
    expect(topicClaim(500, true, LIVE)?.freshness).toBe('stale');
    expect(topicClaim(Number.POSITIVE_INFINITY, true, LIVE)).toBeNull();
  });
});

describe('an answer that is asked for every 15 s', () => {
  const answer = { loadedAt: 100_000, completeTo: null, failed: false, everyMs: 15_000, askedSince: 0 };

  it('makes its tile amber after two such times and stale after four', () => {
    const at = (ageMs: number): string | undefined => answerClaim(answer, 100_000 + ageMs, LIVE)?.freshness;
    expect(at(29_000)).toBe('fresh');
    expect(at(31_000)).toBe('aging');
    expect(at(61_000)).toBe('stale');
  });

  it('is good up to what it knows everything of, else up to when it came', () => {
    expect(answerClaim(answer, 161_000, FAST)?.goodUntil).toBe(NOON - 61_000 * 60);
    expect(answerClaim({ ...answer, completeTo: 5 }, 161_000, FAST)?.goodUntil).toBe(5);
  });

  it('is given 5 s when its scene comes round again, unless it has failed already', () => {
    const back = { ...answer, askedSince: 200_000 };
    expect(answerClaim(back, 204_000, LIVE)?.freshness).toBe('fresh');
    expect(answerClaim(back, 206_000, LIVE)?.freshness).toBe('stale');
    expect(answerClaim({ ...back, failed: true }, 200_100, LIVE)?.freshness).toBe('stale');
  });

  it('says nothing before there was one', () => {
    expect(answerClaim({ ...answer, loadedAt: null }, 900_000, LIVE)).toBeNull();
  });
});

describe('a tile', () => {
  const claim = (freshness: Claim['freshness'], goodUntil: number): Claim => ({
    freshness,
    ageMs: 1,
    goodUntil,
  });

  it('is as old as the worst of what it shows, the first among equals', () => {
    const own = claim('fresh', 1);
    expect(worstOf(own, [])).toBe(own);
    expect(worstOf(own, [claim('aging', 2), claim('stale', 3), claim('stale', 4)])).toEqual(
      claim('stale', 3),
    );
    expect(worstOf(claim('stale', 1), [claim('stale', 2)])).toEqual(claim('stale', 1));
  });
});
