import { z } from 'zod';
import { parseDuration } from '../../config/duration.ts';

const duration = z.unknown().transform((value, context) => {
  const ms = parseDuration(value);
  if (ms !== null && ms > 0) return ms;
  context.addIssue({ code: 'custom', message: 'is not a duration: write it like 500ms, 10s or 1h' });
  return z.NEVER;
});
const text = z.string({ error: 'must be a text' });
const given = text.min(1, { error: 'must not be empty' });
const octet = z.number().int().min(0).max(255);
const perSecond = z.number().positive().max(100_000);
const window = z.number().int().min(1).max(10_000);

const breaker = z
  .strictObject({
    failureShare: z.number().gt(0).lt(1).default(0.5),
    over: duration.default(10_000),
    minimumPerSecond: z.number().positive().default(1),
    openFor: duration.default(5_000),
  })
  .transform(({ over, openFor, ...rest }) => ({ ...rest, overMs: over, openForMs: openFor }));

/** What all providers need. */
const patience = {
  maxWait: duration.default(1_000),
  connectTimeout: duration.default(10_000),
  responseTimeout: duration.default(10_000),
  breaker: breaker.prefault({}),
};

/** SMPP 3.4 § 4.1.1 and § 5.2: the lengths of system_id, password, system_type, source_addr and service_type. */
const smpp = z
  .strictObject({
    type: z.literal('smpp'),
    host: given,
    port: z.number().int().min(1).max(65_535).default(2_775),
    tls: z.boolean().default(false),
    systemId: given.max(15),
    password: text.max(8).default(''),
    systemType: text.max(12).default(''),
    serviceType: text.max(5).default(''),
    sender: text.regex(/^[\x20-\x7e]{0,20}$/, { error: 'must be at most 20 ASCII characters' }).default(''),
    senderTon: octet.default(0),
    senderNpi: octet.default(1),
    destinationTon: octet.default(1),
    destinationNpi: octet.default(1),
    window: window.default(50),
    rate: perSecond.nullable().default(100),
    enquireLink: duration.default(30_000),
    reconnectFirst: duration.default(500),
    reconnectMost: duration.default(30_000),
    throttlePause: duration.default(1_000),
    validity: duration.default(86_400_000),
    longText: z.enum(['parts', 'payload']).default('parts'),
    maxSegments: z.number().int().min(1).max(30).default(10),
    userReference: z.boolean().default(true),
    referenceTag: z.number().int().min(0x1400).max(0x3fff).optional(),
    receiptIds: z.enum(['same', 'answer-hex', 'answer-decimal']).default('same'),
    permanentErrors: z.array(text).readonly().default(['001']),
    statuses: z
      .record(
        text.regex(/^0x[0-9a-f]{4}$/, { error: 'is no code: write it like 0x0405' }),
        z.enum(['transient', 'permanent', 'throttled']),
      )
      .default({}),
    ...patience,
  })
  .transform(({ enquireLink, reconnectFirst, reconnectMost, throttlePause, validity, ...rest }) => ({
    ...withPatience(rest),
    enquireLinkMs: enquireLink,
    reconnectFirstMs: reconnectFirst,
    reconnectMostMs: reconnectMost,
    throttlePauseMs: throttlePause,
    validityMs: validity,
  }));

/** Standard Webhooks: 24 to 64 random bytes. */
const secret = text.refine((value) => secretLength(value) >= 24 && secretLength(value) <= 64, {
  error: 'must be 24 to 64 bytes in base64, with or without whsec_ before it',
});

const webhook = z
  .strictObject({
    type: z.literal('webhook'),
    url: z
      .url({ protocol: /^https?$/, error: 'must be an address like https://gateway.example/sms' })
      .refine((url) => URL.canParse(url) && new URL(url).username === '', {
        error: 'must hold no user and password: messages are signed',
      }),
    secret: z.union(
      [secret.transform((one): readonly string[] => [one]), z.array(secret).min(1).max(4).readonly()],
      {
        error: 'must be 24 to 64 bytes in base64, with or without whsec_ before it, or a list of such',
      },
    ),
    idempotent: z.boolean().default(false),
    window: window.default(20),
    rate: perSecond.nullable().default(null),
    ...patience,
  })
  .transform((settings) => ({ ...withPatience(settings), connections: settings.window }));

const log = z.strictObject({ type: z.literal('log') });

/** Channels by name: how each reaches its provider. */
export const channelsShape = z.record(
  z.string().regex(/^[a-z][a-z0-9-]{0,31}$/, { error: 'must be a short name in small letters' }),
  z.discriminatedUnion('type', [smpp, webhook, log], { error: 'must have a type: smpp, webhook or log' }),
);
export type ChannelsSettings = z.output<typeof channelsShape>;
export type ChannelSettings = ChannelsSettings[string];

/** Without a provider everything runs, and what would be sent is in the log. */
export const DEFAULT_CHANNELS = { sms: { type: 'log' } } as const;

interface Patience {
  readonly maxWait: number;
  readonly connectTimeout: number;
  readonly responseTimeout: number;
}

function withPatience<T extends Patience>(settings: T) {
  const { maxWait, connectTimeout, responseTimeout, ...rest } = settings;
  return {
    ...rest,
    maxWaitMs: maxWait,
    connectTimeoutMs: connectTimeout,
    responseTimeoutMs: responseTimeout,
  };
}

function secretLength(value: string): number {
  const base64 = value.replace(/^whsec_/, '');
  return /^[A-Za-z0-9+/]+={0,2}$/.test(base64) ? Buffer.from(base64, 'base64').length : 0;
}
