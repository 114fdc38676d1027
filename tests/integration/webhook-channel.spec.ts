import { afterEach, describe, expect, it } from '@jest/globals';
import { openChannel, type OpenedChannel } from '../support/channel.ts';
import { WebhookReceiver, type Reaction } from '../support/webhook-receiver.ts';

const TO = '8613800000001';
const opened: OpenedChannel[] = [];
const receivers: WebhookReceiver[] = [];
const message = { submissionId: 's-1', to: TO, text: '欢迎回家' };

async function receiver(reaction: Reaction = { status: 204 }): Promise<WebhookReceiver> {
  const started = await new WebhookReceiver().start();
  started.react = () => reaction;
  receivers.push(started);
  return started;
}

function channelTo({ url, secret }: { url: string; secret: string }, more: object = {}) {
  const settings = { type: 'webhook', url, secret, responseTimeout: '300ms', ...more };
  const one = openChannel(settings);
  opened.push(one);
  return one.channel;
}

afterEach(async () => {
  await Promise.all(opened.splice(0).map(({ channel }) => channel.close()));
  await Promise.all(receivers.splice(0).map((one) => one.stop()));
});

describe('webhook channel', () => {
  it('posts a signed CloudEvent whose id stays the same in every try', async () => {
    const gateway = await receiver();
    const channel = channelTo(gateway);
    expect(await channel.submit(message)).toEqual({ outcome: 'accepted', providerMessageId: 's-1' });
    await channel.submit(message);
    expect(gateway.forged).toBe(0);
    expect(gateway.timesTaken('s-1')).toBe(2);
    expect(gateway.events[0]).toMatchObject({
      id: 's-1',
      contentType: 'application/cloudevents+json; charset=utf-8',
      body: {
        specversion: '1.0',
        id: 's-1',
        source: '/tidewall/channels/test',
        type: 'tidewall.message.submitted.v1',
        datacontenttype: 'application/json',
        data: { submissionId: 's-1', to: TO, text: '欢迎回家' },
      },
    });
  });

  it('signs with both secrets while one is being replaced', async () => {
    const gateway = await receiver();
    const other = `whsec_${Buffer.alloc(32, 1).toString('base64')}`;
    const channel = channelTo({ url: gateway.url, secret: other }, { secret: [other, gateway.secret] });
    expect(await channel.submit(message)).toMatchObject({ outcome: 'accepted' });
  });

  it('is refused for good with a wrong secret', async () => {
    const gateway = await receiver();
    const channel = channelTo({
      url: gateway.url,
      secret: `whsec_${Buffer.alloc(32, 1).toString('base64')}`,
    });
    expect(await channel.submit(message)).toMatchObject({ kind: 'permanent', code: 'http-401' });
    expect(gateway.forged).toBe(1);
  });

  it('takes the id that the gateway gives', async () => {
    const channel = channelTo(await receiver({ status: 202, body: '{"messageId":"gw-77"}' }));
    expect(await channel.submit(message)).toEqual({ outcome: 'accepted', providerMessageId: 'gw-77' });
  });

  it.each([
    [{ status: 500 }, { kind: 'transient', code: 'http-500' }],
    [{ status: 422 }, { kind: 'permanent', code: 'http-422' }],
    [
      { status: 429, headers: { 'retry-after': '2' } },
      { kind: 'throttled', retryAfterMs: 2_000 },
    ],
    [
      { status: 302, headers: { location: '/elsewhere' } },
      { kind: 'permanent', code: 'http-302' },
    ],
  ])('knows what answer %j means', async (reaction, expected) => {
    const gateway = await receiver(reaction);
    expect(await channelTo(gateway).submit(message)).toMatchObject({ outcome: 'failed', ...expected });
    expect(gateway.events).toHaveLength(1);
  });

  it('pauses when the gateway asks for it', async () => {
    const gateway = await receiver({ status: 429, headers: { 'retry-after': '30' } });
    const channel = channelTo(gateway, { maxWait: '50ms' });
    await channel.submit(message);
    expect(await channel.submit(message)).toMatchObject({
      kind: 'throttled',
      code: 'window-full',
      notTried: true,
    });
    expect(gateway.events).toHaveLength(1);
  });

  it.each([
    ['silent', 'response-timeout'],
    ['drop', 'connection-lost'],
  ] as const)('does not know what became of it when the gateway is %s', async (reaction, reason) => {
    const gateway = await receiver(reaction);
    expect(await channelTo(gateway).submit(message)).toEqual({ outcome: 'unknown', reason });
    expect(await channelTo(gateway, { idempotent: true }).submit(message)).toMatchObject({
      outcome: 'failed',
      kind: 'transient',
      code: reason,
    });
  });

  it('may try again when nobody is there', async () => {
    const gateway = await receiver();
    const { url } = gateway;
    await gateway.stop();
    receivers.length = 0;
    const channel = channelTo({ url, secret: gateway.secret });
    expect(await channel.submit(message)).toMatchObject({ kind: 'transient', code: 'ECONNREFUSED' });
  });

  it('takes messages over kept connections one after the other', async () => {
    const channel = channelTo(await receiver(), { window: 4 });
    const ids = Array.from({ length: 40 }, (_, index) => `s-${index}`);
    const outcomes = await Promise.all(
      ids.map((submissionId) => channel.submit({ ...message, submissionId })),
    );
    expect(outcomes.every(({ outcome }) => outcome === 'accepted')).toBe(true);
  });
});

describe('log channel', () => {
  it('says what would have been sent, without the number', async () => {
    const one = openChannel({ type: 'log' });
    const text = '欢迎回家 8613800000001';
    expect(await one.channel.submit({ ...message, text })).toEqual({
      outcome: 'accepted',
      providerMessageId: 'log:s-1',
    });
    expect(one.logged).toEqual([
      {
        level: 'info',
        message: 'message logged instead of sent',
        fields: expect.objectContaining({ to: '861********01', text: '欢迎回家 #', segments: 1 }),
      },
    ]);
  });
});
