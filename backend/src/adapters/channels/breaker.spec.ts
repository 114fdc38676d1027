import { describe, expect, it } from '@jest/globals';
import { NEVER } from 'rxjs';
import { setTimeout as sleep } from 'node:timers/promises';
import { withBreaker } from './breaker.ts';
import { failed, type Channel, type SubmitOutcome } from './channel.ts';
import { logChannel } from './log-channel.ts';

const OPTIONS = { failureShare: 0.5, overMs: 1_000, minimumPerSecond: 4, openForMs: 50 };
const ACCEPTED: SubmitOutcome = { outcome: 'accepted', providerMessageId: 'm' };
const UNKNOWN: SubmitOutcome = { outcome: 'unknown', reason: 'connection-lost' };
const message = { submissionId: 's-1', to: '8613800000001', text: 'TD' };
const silent = (): void => undefined;

/** A provider that does as it is told, and counts. */
class Provider {
  tries = 0;
  answer: () => SubmitOutcome | Promise<SubmitOutcome> = () => ACCEPTED;
  readonly channel: Channel = withBreaker(
    {
      ...logChannel('sms', silent),
      receipts$: NEVER,
      submit: async () => {
        this.tries++;
        return this.answer();
      },
    },
    OPTIONS,
    silent,
  );

  async submit(times: number): Promise<SubmitOutcome | undefined> {
    let last: SubmitOutcome | undefined;
    for (let count = 0; count < times; count++) last = await this.channel.submit(message);
    return last;
  }
}

describe('circuit breaker', () => {
  it.each([failed('transient', 'ESME_RSYSERR', ''), UNKNOWN])(
    'opens after failures and tries nothing',
    async (fault) => {
      const provider = new Provider();
      provider.answer = () => fault;
      const last = await provider.submit(10);
      expect(provider.tries).toBe(4);
      expect(last).toMatchObject({ kind: 'transient', code: 'breaker-open', notTried: true });
      expect(provider.channel.status().breaker).toBe('open');
    },
  );

  it.each([failed('permanent', 'ESME_RINVDSTADR', ''), failed('throttled', 'ESME_RTHROTTLED', '')])(
    'stays closed for what the provider decides',
    async (refusal) => {
      const provider = new Provider();
      provider.answer = () => refusal;
      await provider.submit(20);
      expect(provider.tries).toBe(20);
      expect(provider.channel.status().breaker).toBe('closed');
    },
  );

  it('stays closed for a failure among many successes', async () => {
    const provider = new Provider();
    await provider.submit(10);
    provider.answer = () => UNKNOWN;
    await provider.submit(5);
    expect(provider.channel.status().breaker).toBe('closed');
  });

  it('tries one message after a while, and lets none wait for it', async () => {
    const provider = new Provider();
    provider.answer = () => UNKNOWN;
    await provider.submit(4);
    await sleep(60);
    let answer: (outcome: SubmitOutcome) => void = silent;
    provider.answer = () => new Promise((resolve) => (answer = resolve));
    const trial = provider.channel.submit(message);
    expect(await provider.channel.submit(message)).toMatchObject({ code: 'breaker-open' });
    expect(provider.tries).toBe(5);
    answer(ACCEPTED);
    expect(await trial).toEqual(ACCEPTED);
    expect(provider.channel.status().breaker).toBe('closed');
  });
});
