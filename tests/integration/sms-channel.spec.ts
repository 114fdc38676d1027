import { afterEach, describe, expect, it } from '@jest/globals';
import type { OpenedChannel } from '../support/channel.ts';
import { SmsFixture, TO } from '../support/sms-fixture.ts';
import { ACCEPT } from '../support/smpp-provider.ts';
import { until } from '../support/until.ts';

const fixture = new SmsFixture();
const { provider, channelTo } = fixture;
const message = (submissionId: string, text = '欢迎回家') => ({ submissionId, to: TO, text });
const receiptOf = (one: OpenedChannel) => until('a receipt', () => one.receipts.length > 0, 5_000);

afterEach(() => fixture.end());

describe('SMPP channel', () => {
  it('hands a message over and learns what became of it', async () => {
    const smsc = await provider({ answer: 'accept', receipt: { stat: 'DELIVRD', afterMs: 10 } });
    const one = await channelTo(smsc);
    const outcome = await one.channel.submit(message('s-1', '欢迎回家，回TD退订'));
    expect(outcome).toEqual({ outcome: 'accepted', providerMessageId: 'P_1' });
    expect(smsc.ledger.messages).toMatchObject([
      { submissionId: 's-1', to: TO, from: '10655', text: '欢迎回家，回TD退订' },
    ]);
    await receiptOf(one);
    expect(one.receipts).toMatchObject([
      { submissionId: 's-1', providerMessageId: 'P_1', state: 'delivered', permanent: false },
    ]);
    await until('the receipt is confirmed', () => smsc.deliveries.confirmed === 1);
  });

  it.each(['text', 'parameters'] as const)('reads receipts given as %s', async (form) => {
    const receipt = { stat: 'UNDELIV', err: '001', afterMs: 0, form } as const;
    const smsc = await provider({ answer: 'accept', receipt });
    const one = await channelTo(smsc, { userReference: false, referenceTag: undefined });
    await one.channel.submit(message('s-1'));
    await receiptOf(one);
    const permanent = form === 'text';
    expect(one.receipts).toMatchObject([
      { submissionId: 's-1', providerMessageId: 'P_1', state: 'failed', permanent },
    ]);
  });

  it('carries every character of the GSM alphabet and its extension', async () => {
    const smsc = await provider();
    const one = await channelTo(smsc);
    const text = '@£$¥èéùìòÇØøÅåΔ_ΦΓΛΩΠΨΣΘΞÆæßÉ ¤¡ÄÖÑÜ§¿äöñüà {[~]}|€^';
    await one.channel.submit(message('s-1', text));
    expect(smsc.ledger.messages[0]?.text).toBe(text);
  });

  it.each([
    ['GSM-7', 'a€'.repeat(150), 3],
    ['UCS-2', '潮汐😀'.repeat(40), 3],
  ])('sends a long %s text in parts and waits for all their receipts', async (_encoding, text, parts) => {
    const smsc = await provider({ answer: 'accept', receipt: { stat: 'DELIVRD', afterMs: 20 } });
    const one = await channelTo(smsc);
    const outcome = await one.channel.submit(message('s-1', text));
    expect(outcome).toEqual({ outcome: 'accepted', providerMessageId: 'P_1' });
    const { messages } = smsc.ledger;
    expect(messages.map(({ part }) => part)).toEqual([1, 2, 3].slice(0, parts));
    expect(messages.map((one) => one.text).join('')).toBe(text);
    await until('all receipts', () => smsc.deliveries.confirmed === parts);
    expect(one.receipts).toMatchObject([{ submissionId: 's-1', state: 'delivered' }]);
  });

  it('sends a long text as one where the provider cuts it itself', async () => {
    const smsc = await provider();
    const one = await channelTo(smsc, { longText: 'payload' });
    await one.channel.submit(message('s-1', '潮'.repeat(200)));
    expect(smsc.ledger.messages).toMatchObject([{ part: 1, parts: 1, text: '潮'.repeat(200) }]);
  });

  it('tries parts again whose forerunners are with the provider, and never starts anew', async () => {
    const smsc = await provider();
    smsc.script = ({ part, before }) => (part === 2 && before < 3 ? { answer: 0x58 } : ACCEPT);
    const one = await channelTo(smsc);
    expect(await one.channel.submit(message('s-1', '潮'.repeat(100)))).toMatchObject({ outcome: 'accepted' });
    expect(smsc.ledger.received).toBe(4);
    smsc.script = ({ part }) => (part === 2 ? { answer: 0x08 } : ACCEPT);
    expect(await one.channel.submit(message('s-2', '潮'.repeat(100)))).toEqual({
      outcome: 'unknown',
      reason: 'parts-incomplete',
    });
  });

  it.each([
    [0x58, { kind: 'throttled', code: 'ESME_RTHROTTLED' }],
    [0x14, { kind: 'throttled', code: 'ESME_RMSGQFUL' }],
    [0x08, { kind: 'transient', code: 'ESME_RSYSERR' }],
    [0x0a, { kind: 'permanent', code: 'ESME_RINVSRCADR' }],
    [0x0b, { kind: 'permanent', code: 'ESME_RINVDSTADR', recipientAtFault: true }],
    [0x405, { kind: 'throttled', code: 'SMPP_0x0405' }],
  ])('knows what refusal %i means', async (status, expected) => {
    const smsc = await provider({ answer: status });
    const one = await channelTo(smsc, { statuses: { '0x0405': 'throttled' } });
    expect(await one.channel.submit(message('s-1'))).toMatchObject({ outcome: 'failed', ...expected });
    expect(smsc.ledger.taken).toBe(0);
  });

  it('refuses what cannot be sent without troubling the provider', async () => {
    const smsc = await provider();
    const one = await channelTo(smsc);
    const tried = [
      await one.channel.submit({ ...message('s-1'), to: 'nobody' }),
      await one.channel.submit(message('s-2', '')),
      await one.channel.submit(message('s-3', '潮'.repeat(1_000))),
      await one.channel.submit(message('s-4'.repeat(30_000))),
    ];
    expect(tried).toMatchObject([
      { kind: 'permanent', code: 'number-malformed', notTried: true, recipientAtFault: true },
      { kind: 'permanent', code: 'text-empty', notTried: true },
      { kind: 'permanent', code: 'text-too-long', notTried: true },
      { kind: 'permanent', code: 'pdu-invalid', notTried: true },
    ]);
    expect(smsc.ledger.received).toBe(0);
    expect(one.channel.status().inFlight).toBe(0);
  });

  it('hears a double answer once', async () => {
    const smsc = await provider({ answer: 'accept-twice' });
    const one = await channelTo(smsc);
    const outcomes = await Promise.all(['a', 'b', 'c'].map((id) => one.channel.submit(message(id))));
    expect(new Set(outcomes.map((outcome) => JSON.stringify(outcome))).size).toBe(3);
    expect(one.channel.status().inFlight).toBe(0);
  });
});

/** Gives up before the provider answers. */
const IMPATIENT = { responseTimeout: '400ms' };

describe('what may or may not have been sent', () => {
  it('is unknown without an answer, until a receipt tells', async () => {
    const smsc = await provider({ answer: 'silent', receipt: { stat: 'DELIVRD', afterMs: 600 } });
    const one = await channelTo(smsc, IMPATIENT);
    expect(await one.channel.submit(message('s-1'))).toEqual({
      outcome: 'unknown',
      reason: 'response-timeout',
    });
    await receiptOf(one);
    expect(one.receipts).toMatchObject([{ submissionId: 's-1', state: 'delivered' }]);
    expect(smsc.ledger.timesTaken('s-1')).toBe(1);
  });

  it('is found by number and reference where the provider echoes only the standard parameter', async () => {
    const smsc = await provider({ answer: 'silent', receipt: { stat: 'DELIVRD', afterMs: 600 } });
    const one = await channelTo(smsc, { ...IMPATIENT, referenceTag: undefined });
    await one.channel.submit(message('s-1'));
    await receiptOf(one);
    expect(one.receipts).toMatchObject([{ submissionId: 's-1', state: 'delivered' }]);
  });

  it.each(['drop', 'drop-untaken'] as const)('is unknown after a broken connection (%s)', async (answer) => {
    const smsc = await provider({ answer });
    const one = await channelTo(smsc);
    expect(await one.channel.submit(message('s-1'))).toEqual({
      outcome: 'unknown',
      reason: 'connection-lost',
    });
    expect(smsc.ledger.timesTaken('s-1')).toBe(answer === 'drop' ? 1 : 0);
    smsc.script = () => ACCEPT;
    await until('bound again', () => smsc.binds === 2);
    expect(await one.channel.submit(message('s-2'))).toMatchObject({ outcome: 'accepted' });
  });

  it('is settled by an answer that comes late', async () => {
    const smsc = await provider({ answer: 'accept', answerAfterMs: 600 });
    const one = await channelTo(smsc, IMPATIENT);
    expect(await one.channel.submit(message('s-1'))).toMatchObject({ outcome: 'unknown' });
    await receiptOf(one);
    expect(one.receipts).toMatchObject([
      { submissionId: 's-1', providerMessageId: 'P_1', state: 'accepted' },
    ]);
  });

  it('does not mix up a receipt that overtakes the answer', async () => {
    const receipt = { stat: 'DELIVRD', afterMs: 0, early: true, form: 'text' } as const;
    const smsc = await provider({ answer: 'accept', answerAfterMs: 50, receipt });
    const one = await channelTo(smsc, { userReference: false, referenceTag: undefined });
    const outcome = await one.channel.submit(message('s-1'));
    expect(one.receipts).toEqual([]);
    await receiptOf(one);
    expect(outcome).toMatchObject({ outcome: 'accepted', providerMessageId: 'P_1' });
    expect(one.receipts).toMatchObject([
      { submissionId: 's-1', providerMessageId: 'P_1', state: 'delivered' },
    ]);
  });

  it('is not settled by intermediate notices', async () => {
    const smsc = await provider({ answer: 'accept', receipt: { stat: 'ENROUTE', afterMs: 0 } });
    const one = await channelTo(smsc);
    await one.channel.submit(message('s-1'));
    await until('the notice is confirmed', () => smsc.deliveries.confirmed === 1);
    expect(one.receipts).toEqual([]);
  });
});

describe('what subscribers and providers say by themselves', () => {
  it('is said again until it is stored', async () => {
    const smsc = await provider({ answer: 'accept', receipt: { stat: 'DELIVRD', afterMs: 0 } });
    let heard = 0;
    const one = await channelTo(smsc, {}, { store: () => ++heard === 2 });
    await one.channel.submit(message('s-1'));
    await until('it is confirmed', () => smsc.deliveries.confirmed === 1);
    expect(one.receipts.map(({ state }) => state)).toEqual(['delivered', 'delivered']);
  });

  it('waits at the provider while nobody is bound', async () => {
    const smsc = await provider();
    smsc.reply(TO, '10655', '退订');
    const one = await channelTo(smsc);
    await until('the reply', () => one.replies.length === 1);
    expect(one.replies).toMatchObject([{ from: TO, text: '退订' }]);
  });
});
