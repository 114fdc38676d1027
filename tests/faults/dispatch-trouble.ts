import type { Behaviour } from '../support/smpp-provider.ts';

const THROTTLED = 0x58;
const SYSTEM_ERROR = 0x08;

/** Each with how often it comes in a thousand; the rest is accepted at once. */
const TROUBLE: readonly (readonly [number, Behaviour['answer'], number?])[] = [
  [50, 'accept', 100],
  [30, 'accept-twice'],
  [8, 'silent'],
  [8, 'accept', 700],
  [1, 'drop'],
  [1, 'drop-untaken'],
  [20, THROTTLED],
  [20, SYSTEM_ERROR],
];

/** mulberry32: the same trouble in every run. */
export function draws(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}

/** A provider that drops connections, delays, answers twice and not at all; what it takes it delivers. */
export function trouble(draw: () => number): Behaviour {
  const receipt = { stat: 'DELIVRD', afterMs: Math.floor(draw() * 100), early: draw() < 0.1 } as const;
  let mark = draw() * 1_000;
  for (const [share, answer, answerAfterMs = 0] of TROUBLE) {
    mark -= share;
    if (mark < 0) return { answer, answerAfterMs, receipt };
  }
  return { answer: 'accept', receipt };
}
