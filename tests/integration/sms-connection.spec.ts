import { afterEach, describe, expect, it } from '@jest/globals';
import { setTimeout as sleep } from 'node:timers/promises';
import { openChannel, smppSettings } from '../support/channel.ts';
import { SmsFixture, TO } from '../support/sms-fixture.ts';
import { ACCEPT } from '../support/smpp-provider.ts';
import { until } from '../support/until.ts';

const fixture = new SmsFixture();
const { provider, channelTo } = fixture;
const message = (submissionId: string) => ({ submissionId, to: TO, text: '欢迎回家' });

afterEach(() => fixture.end());

describe('connection of the SMPP channel', () => {
  it('keeps to its window and turns away what waits too long', async () => {
    // Two at once, two more within the wait, and none of the rest before it is over.
    const answersAfter = [100, 100, 3_000, 3_000];
    const smsc = await provider();
    smsc.script = () => ({ answer: 'accept', answerAfterMs: answersAfter.shift() ?? 0 });
    const one = await channelTo(smsc, { window: 2, maxWait: '1500ms' });
    const all = Array.from({ length: 8 }, (_, index) => one.channel.submit(message(`s-${index}`)));
    await sleep(50);
    expect(one.channel.status()).toMatchObject({ inFlight: 2, waiting: 6 });
    const outcomes = await Promise.all(all);
    expect(outcomes.filter(({ outcome }) => outcome === 'accepted')).toHaveLength(4);
    expect(outcomes.filter((outcome) => 'code' in outcome && outcome.code === 'window-full')).toHaveLength(4);
    expect(smsc.ledger.received).toBe(4);
  });

  it('keeps to its rate', async () => {
    const smsc = await provider();
    const one = await channelTo(smsc, { rate: 100, maxWait: '2s' });
    const began = performance.now();
    await Promise.all(Array.from({ length: 50 }, (_, index) => one.channel.submit(message(`s-${index}`))));
    expect(performance.now() - began).toBeGreaterThan(440);
    expect(smsc.ledger.taken).toBe(50);
  });

  it('stops for a moment when the provider asks for less', async () => {
    const smsc = await provider({ answer: 0x58 });
    const one = await channelTo(smsc, { throttlePause: '300ms' });
    await one.channel.submit(message('s-1'));
    smsc.script = () => ACCEPT;
    const began = performance.now();
    expect(await one.channel.submit(message('s-2'))).toMatchObject({ outcome: 'accepted' });
    expect(performance.now() - began).toBeGreaterThan(250);
  });

  it('tells soon that there is none, then tries nothing, and recovers by itself', async () => {
    const smsc = await provider();
    const breaker = { over: '500ms', minimumPerSecond: 1, openFor: '300ms' };
    const one = await channelTo(smsc, { maxWait: '100ms', breaker });
    await smsc.stop();
    await until('the loss is noticed', () => one.channel.status().state === 'connecting');
    const first = await one.channel.submit(message('s-1'));
    expect(first).toMatchObject({ kind: 'transient', code: 'not-bound', notTried: true });
    const second = await one.channel.submit(message('s-2'));
    expect(second).toMatchObject({ kind: 'transient', code: 'breaker-open', notTried: true });
    expect(one.channel.status()).toMatchObject({ state: 'connecting', breaker: 'open' });
    await smsc.start();
    await until('it works again', async () => {
      const tried = await one.channel.submit(message('s-3'));
      return tried.outcome === 'accepted';
    });
    expect(one.channel.status()).toMatchObject({ state: 'ready', breaker: 'closed' });
  });

  it('says why the provider does not let it in', async () => {
    const smsc = await provider();
    const one = openChannel(smppSettings(smsc, { password: 'wrong' }));
    fixture.add(one);
    await until('a fault', () => one.channel.status().lastFault === 'ESME_RINVPASWD');
    expect(one.channel.status().state).toBe('connecting');
    expect(JSON.stringify(one.logged)).not.toContain('wrong"');
  });

  it('gives up a connection on which nobody answers', async () => {
    const smsc = await provider();
    const one = await channelTo(smsc, { enquireLink: '100ms' });
    smsc.frozen = true;
    await until('the fault is seen', () => one.channel.status().lastFault === 'enquire-link-timeout');
    smsc.frozen = false;
    await until('bound again', () => one.channel.status().state === 'ready');
  });

  it('waits for answers under way when it closes, and takes nothing more', async () => {
    const smsc = await provider({ answer: 'accept', answerAfterMs: 150 });
    const one = await channelTo(smsc);
    const underWay = one.channel.submit(message('s-1'));
    await until('it is with the provider', () => smsc.ledger.received === 1);
    const closed = one.channel.close();
    expect(await one.channel.submit(message('s-2'))).toMatchObject({ code: 'closed', notTried: true });
    await closed;
    expect(await underWay).toMatchObject({ outcome: 'accepted' });
    expect(one.channel.status().state).toBe('closed');
    await until('the provider saw it leave', () => smsc.sessions === 0);
  });

  it('never lets a number or a text into the log', async () => {
    const smsc = await provider({ answer: 'drop', receipt: { stat: 'DELIVRD', afterMs: 0 }, reply: '退订' });
    const one = await channelTo(smsc);
    await one.channel.submit(message('s-1'));
    await until('bound again', () => smsc.binds === 2);
    expect(JSON.stringify(one.logged)).not.toMatch(/8613800000001|欢迎|退订/);
  });
});
