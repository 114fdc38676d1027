import { describe, expect, it } from '@jest/globals';
import { channelsShape, DEFAULT_CHANNELS } from './channel-settings.ts';
import { shownChannels } from './shown-settings.ts';

const SECRET = `whsec_${Buffer.alloc(24, 7).toString('base64')}`;
const smpp = { type: 'smpp', host: 'smsc.example', systemId: 'tide', password: 'secret1' };
const webhook = { type: 'webhook', url: 'https://gateway.example/sms', secret: SECRET };

const messagesOf = (settings: unknown): readonly string[] =>
  channelsShape
    .safeParse(settings)
    .error?.issues.map(({ path, message }) => `${path.join('.')}: ${message}`) ?? [];

describe('settings of channels', () => {
  it('need nothing: messages are logged', () => {
    expect(channelsShape.parse(DEFAULT_CHANNELS)).toEqual({ sms: { type: 'log' } });
  });

  it('have defaults for everything but the provider and the account', () => {
    expect(channelsShape.parse({ sms: smpp })['sms']).toMatchObject({
      port: 2775,
      window: 50,
      rate: 100,
      maxWaitMs: 1_000,
      responseTimeoutMs: 10_000,
      longText: 'parts',
      breaker: { failureShare: 0.5, overMs: 10_000, openForMs: 5_000 },
    });
    expect(channelsShape.parse({ crm: webhook })['crm']).toMatchObject({
      secret: [SECRET],
      idempotent: false,
    });
  });

  it('take durations as the other settings do', () => {
    const sms = channelsShape.parse({ sms: { ...smpp, responseTimeout: '3s', breaker: { openFor: '1m' } } })[
      'sms'
    ];
    expect(sms).toMatchObject({ responseTimeoutMs: 3_000, breaker: { openForMs: 60_000 } });
  });

  it('name what is wrong', () => {
    expect(messagesOf({ sms: { type: 'pigeon' } })).toEqual([
      'sms.type: must have a type: smpp, webhook or log',
    ]);
    expect(messagesOf({ sms: { ...smpp, maxWait: 'soon' } })).toEqual([
      'sms.maxWait: is not a duration: write it like 500ms, 10s or 1h',
    ]);
    expect(messagesOf({ crm: { ...webhook, url: 'ftp://gateway.example' } })).toEqual([
      'crm.url: must be an address like https://gateway.example/sms',
    ]);
    expect(messagesOf({ crm: { ...webhook, secret: 'whsec_c2hvcnQ=' } })).toEqual([
      'crm.secret: must be 24 to 64 bytes in base64, with or without whsec_ before it, or a list of such',
    ]);
    expect(messagesOf({ SMS: { type: 'log' } })).toHaveLength(1);
  });

  it('are shown as they are written, secrets masked', () => {
    const shown = shownChannels(channelsShape.parse({ sms: smpp, crm: webhook }), '****');
    expect(shown['sms']).toMatchObject({
      type: 'smpp',
      host: 'smsc.example',
      password: '****',
      maxWait: '1s',
      validity: '1d',
      breaker: { over: '10s', openFor: '5s' },
    });
    expect(shown['crm']).toMatchObject({ secret: '****', url: 'https://gateway.example/sms' });
    expect(JSON.stringify(shown)).not.toMatch(/secret1|BwcH/);
    const { sms, crm } = shown;
    expect(messagesOf({ sms, crm: { ...(crm as object), secret: SECRET } })).toEqual([]);
  });

  it('may replace a secret by showing both for a while', () => {
    const parsed = channelsShape.parse({ crm: { ...webhook, secret: [SECRET, SECRET] } });
    expect(parsed['crm']).toMatchObject({ secret: [SECRET, SECRET] });
  });
});
