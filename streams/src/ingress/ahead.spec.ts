import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { judgeAhead, LOOKAHEAD, type AheadVerdict } from './ahead.ts';

const MINUTE = 60_000;
const MAX_AHEAD = 10 * MINUTE;
const NOW = 1_770_684_060_000;

/** Verdict on the first of the times, when the feed's newest event was at NOW. */
function verdict(times: readonly number[], ended = false, newest = NOW): AheadVerdict {
  return judgeAhead(Float64Array.from(times), 0, times.length, newest, MAX_AHEAD, ended);
}

const normal = Array.from({ length: LOOKAHEAD }, (_, i) => NOW + i * 1000);

describe('an event without a clock to judge it by', () => {
  it('is on time up to 10 minutes past the newest of its feed, whatever follows', () => {
    expect(verdict([NOW + MAX_AHEAD])).toBe('on-time');
    expect(verdict([NOW - 99 * MINUTE])).toBe('on-time');
  });

  it('further ahead waits for the next 8 events', () => {
    expect(verdict([NOW + MAX_AHEAD + 1])).toBe('undecided');
    expect(verdict([NOW + MAX_AHEAD + 1, ...normal.slice(1)])).toBe('undecided');
  });

  it('is a wild clock when the next ones go on as before', () => {
    expect(verdict([NOW + 365 * 24 * 60 * MINUTE, ...normal])).toBe('ahead');
    expect(verdict([NOW + MAX_AHEAD + 9000, ...normal])).toBe('ahead');
  });

  it('is the end of a quiet night when the next ones are as late', () => {
    const morning = NOW + 8 * 60 * MINUTE;
    expect(verdict([morning, ...normal.map((time) => time + 8 * 60 * MINUTE)])).toBe('on-time');
  });

  it('is judged by more than half, so that a second wild clock does not vouch for the first', () => {
    const wild = NOW + 30 * 24 * 60 * MINUTE;
    expect(verdict([wild, wild, wild, wild, ...normal.slice(0, 5)])).toBe('ahead');
    expect(verdict([wild, wild, wild, wild, wild, ...normal.slice(0, 4)])).toBe('on-time');
  });

  it('at the end of its source is judged by what there is, and by itself if nothing follows', () => {
    expect(verdict([NOW + 60 * MINUTE, NOW + 1, NOW + 2], true)).toBe('ahead');
    expect(verdict([NOW + 60 * MINUTE, NOW + 61 * MINUTE], true)).toBe('on-time');
    expect(verdict([NOW + 60 * MINUTE], true)).toBe('on-time');
    expect(verdict([NOW + 32 * 24 * 60 * MINUTE], true)).toBe('ahead');
  });

  it('the first of a feed is judged by the next ones too', () => {
    const none = Number.NEGATIVE_INFINITY;
    expect(verdict([NOW], false, none)).toBe('undecided');
    expect(verdict([NOW, ...normal], false, none)).toBe('on-time');
    expect(verdict([NOW + 365 * 24 * 60 * MINUTE, ...normal], false, none)).toBe('ahead');
    expect(verdict([NOW], true, none)).toBe('on-time');
  });

  it('has the same verdict whatever stands behind the next 8', () => {
    const time = fc.integer({ min: NOW - 60 * MINUTE, max: NOW + 60 * MINUTE });
    const more = fc.array(time, { maxLength: 5 });
    fc.assert(
      fc.property(
        fc.array(time, { minLength: 9, maxLength: 9 }),
        more,
        fc.boolean(),
        (times, rest, ended) => {
          expect(verdict([...times, ...rest], ended)).toBe(verdict(times));
        },
      ),
    );
  });
});
