import { afterEach, describe, expect, it } from '@jest/globals';
import { setTimeout as sleep } from 'node:timers/promises';
import type { SubmitOutcome } from '@tidewall/backend';
import type { OpenedChannel } from '../support/channel.ts';
import { SmsFixture } from '../support/sms-fixture.ts';
import type { Behaviour } from '../support/smpp-provider.ts';
import { until } from '../support/until.ts';

const MESSAGES = 3_000;
const WINDOW = 50;
const THROTTLED = 0x58;
const SYSTEM_ERROR = 0x08;
const NO_SUCH_NUMBER = 0x0b;

/** Each with how often it comes in a thousand; the rest is accepted at once. */
const TROUBLE: readonly (readonly [number, Behaviour['answer'], number?])[] = [
  [50, 'accept', 120],
  [30, 'accept-twice'],
  [10, 'silent'],
  [10, 'accept', 700],
  [2, 'drop'],
  [2, 'drop-untaken'],
  [40, THROTTLED],
  [30, SYSTEM_ERROR],
  [20, NO_SUCH_NUMBER],
];

/** mulberry32: the same trouble in every run. */
function draws(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}

function trouble(draw: () => number): Behaviour {
  const receipt = { stat: 'DELIVRD', afterMs: Math.floor(draw() * 100), early: draw() < 0.1 } as const;
  let mark = draw() * 1_000;
  for (const [share, answer, answerAfterMs = 0] of TROUBLE) {
    mark -= share;
    if (mark < 0) return { answer, answerAfterMs, receipt };
  }
  return { answer: 'accept', receipt };
}

/** Sends until it is known, or not to be known. */
async function deliver({ channel }: OpenedChannel, id: number): Promise<SubmitOutcome> {
  const message = { submissionId: `s-${id}`, to: String(8_613_800_000_000 + id), text: '欢迎回家' };
  for (;;) {
    const outcome = await channel.submit(message);
    if (outcome.outcome !== 'failed' || outcome.kind === 'permanent') return outcome;
    await sleep(20);
  }
}

const fixture = new SmsFixture();
afterEach(() => fixture.end());

describe('a provider in trouble', () => {
  it('gets nothing twice, and every message that it has is known to be with it in the end', async () => {
    const provider = await fixture.provider();
    const draw = draws(7);
    provider.script = () => trouble(draw);
    const one = await fixture.channelTo(provider, {
      window: WINDOW,
      throttlePause: '1ms',
      responseTimeout: '400ms',
      breaker: { failureShare: 0.9 },
    });
    const outcomes: SubmitOutcome[] = [];
    let next = 0;
    const sender = async (): Promise<void> => {
      while (next < MESSAGES) {
        const id = next++;
        outcomes[id] = await deliver(one, id);
      }
    };
    await Promise.all(Array.from({ length: WINDOW }, sender));

    const { ledger, deliveries } = provider;
    await until('all receipts are confirmed', () => deliveries.open === 0);
    expect([...ledger.duplicates()]).toEqual([]);
    const taken = outcomes.map((outcome, id) => [outcome.outcome, ledger.timesTaken(`s-${id}`)] as const);
    expect(taken.filter(([outcome, times]) => outcome === 'accepted' && times !== 1)).toEqual([]);
    expect(taken.filter(([outcome, times]) => outcome === 'failed' && times !== 0)).toEqual([]);
    expect(taken.filter(([outcome]) => outcome === 'unknown').length).toBeGreaterThan(20);
    const told = new Set(
      one.receipts.filter(({ state }) => state === 'delivered').map((item) => item.submissionId),
    );
    expect([...ledger.submissionIds()].filter((id) => !told.has(id))).toEqual([]);
    expect(provider.binds).toBeGreaterThan(2);
    expect(one.channel.status()).toMatchObject({ inFlight: 0, waiting: 0 });
  });
});
