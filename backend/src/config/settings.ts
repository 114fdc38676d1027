import { FEEDS } from '@tidewall/streams';
import { z } from 'zod';
import { channelsShape, DEFAULT_CHANNELS } from '../adapters/channels/channel-settings.ts';
import { country, dayList, seasons } from './calendar-settings.ts';
import { parseDuration } from './duration.ts';
import { jsonText } from './json-text.ts';
import { OIDC_SETTINGS } from './oidc-settings.ts';

const DAY_MS = 86_400_000;

/** One configuration key: how a value from any source becomes typed, and what it is without one. */
export interface Setting<S extends z.ZodType = z.ZodType> {
  readonly schema: S;
  /** Undefined: no value unless one is given. */
  readonly default?: unknown;
  readonly secret?: true;
  readonly about: string;
}

const duration = z.unknown().transform((value, context) => {
  const ms = parseDuration(value);
  if (ms !== null) return ms;
  context.addIssue({ code: 'custom', message: 'is not a duration: write it like 500ms, 1s, 5m, 2h or 35d' });
  return z.NEVER;
});
const atLeast = (minMs: number, text: string) =>
  duration.refine((ms) => ms >= minMs, { message: `must be at least ${text}` });
const retention = atLeast(DAY_MS, '1d');

function integer(min: number, max: number) {
  const message = `must be a whole number from ${min} to ${max}`;
  return z
    .unknown()
    .transform((value) => (typeof value === 'string' && value.trim() !== '' ? Number(value) : value))
    .pipe(
      z
        .number({ error: message })
        .int({ error: message })
        .min(min, { error: message })
        .max(max, { error: message }),
    );
}

const flag = z.unknown().transform((value, context) => {
  const word = String(value).toLowerCase();
  if (['true', 'on', 'yes', '1'].includes(word)) return true;
  if (['false', 'off', 'no', '0'].includes(word)) return false;
  context.addIssue({ code: 'custom', message: 'must be on or off' });
  return z.NEVER;
});

const price = z
  .unknown()
  .transform((value) => (typeof value === 'string' && value.trim() !== '' ? Number(value) : value))
  .pipe(z.number({ error: 'must be a number' }).min(0, { error: 'must be at least 0' }));

const text = z.string({ error: 'must be a text' }).min(1, { error: 'must not be empty' });
const timeZone = text.refine(isTimeZone, {
  message: 'is not a time zone: write an IANA name like Asia/Shanghai',
});
const pseudonymKey = text.regex(/^[0-9a-fA-F]{64}$/, { error: 'must be 32 bytes as 64 hexadecimal digits' });
const vaultKey = text.regex(/^[0-9a-fA-F]{64}(,[0-9a-fA-F]{64})*$/, {
  error: 'must be 32 bytes as 64 hexadecimal digits, older keys behind commas',
});
const storeUrl = text.refine((url) => url === 'embedded' || /^https?:$/.test(protocolOf(url)), {
  message: 'must be "embedded" or an address like http://clickhouse:8123',
});

const databaseUrl = text.refine((url) => url === 'embedded' || /^postgres(ql)?:$/.test(protocolOf(url)), {
  message: 'must be "embedded" or an address like postgres://user:password@host:5432/tidewall',
});

/** Names, in an environment variable with commas between. */
const nameList = z
  .unknown()
  .transform((value) => (typeof value === 'string' ? value.split(',').map((name) => name.trim()) : value))
  .pipe(
    z.array(
      z
        .string({ error: 'must be a text' })
        .regex(/^[\w.-]+$/, { error: 'must be a name without port' })
        .toLowerCase(),
      { error: 'must be a list of names' },
    ),
  );

const webhookUrl = text.refine((url) => /^https?:$/.test(protocolOf(url)), {
  message: 'must be an address like https://desk.example/alerts',
});
const webhookSecret = text.regex(/^(whsec_)?[A-Za-z0-9+/]{32,88}={0,2}$/, {
  error: 'must be 24 to 64 bytes in base64, with or without whsec_ before it',
});

const feedShape = z.strictObject({
  mapping: z
    .strictObject({
      delimiter: z.string().length(1),
      columns: z.record(z.string(), z.number().int().min(0)),
      skipLines: z.number().int().min(0).default(0),
    })
    .optional(),
});
const feeds = jsonText('object').pipe(z.partialRecord(z.enum(FEEDS), feedShape));

/** Every configuration key. The path is also the environment name: `http.port` → `TIDEWALL_HTTP_PORT`. */
export const SETTINGS = {
  'http.host': { schema: text, default: '127.0.0.1', about: 'address to listen on' },
  'http.port': { schema: integer(0, 65_535), default: 3000, about: 'port to listen on; 0 takes a free one' },
  'http.maxReferenceBytes': {
    schema: integer(1, 1_073_741_824),
    default: 268_435_456,
    about: 'largest reference file taken over HTTP',
  },
  'http.hosts': {
    schema: nameList,
    default: [],
    about: 'names by which browsers may ask for this server, besides localhost and addresses',
  },
  'access.local': {
    schema: flag,
    default: true,
    about: 'programs on this machine may feed and look without signing in, while nothing else can reach it',
  },
  'http.proxies': {
    schema: integer(0, 8),
    default: 0,
    about: 'proxies of yours in front, each of which adds to X-Forwarded-For',
  },
  'access.sessionIdle': {
    schema: atLeast(60_000, '1m'),
    default: '12h',
    about: 'a session ends when it is not used for so long',
  },
  'access.sessionLife': {
    schema: atLeast(60_000, '1m'),
    default: '7d',
    about: 'and after this at the latest',
  },
  'access.secureCookies': {
    schema: flag,
    default: true,
    about: 'beyond this machine cookies travel over HTTPS only; off where there is plain HTTP alone',
  },
  ...OIDC_SETTINGS,
  dataDir: {
    schema: text,
    default: 'data',
    about: 'everything the embedded stores, journal and snapshots write',
  },
  simulate: { schema: flag, about: 'feed from the simulator [on when no feed is configured]' },
  'simulation.seed': {
    schema: integer(0, 2_147_483_647),
    default: 20_260_210,
    about: 'same seed, same province',
  },
  'simulation.subscribers': {
    schema: integer(100, 5_000_000),
    default: 12_000,
    about: 'simulated subscribers',
  },
  'simulation.speed': { schema: integer(1, 3_600), default: 60, about: 'simulated seconds per second' },
  'simulation.historyDays': {
    schema: integer(0, 60),
    default: 21,
    about: 'days back-filled on the first start',
  },
  timeZone: { schema: timeZone, default: 'Asia/Shanghai', about: 'zone of days and hours' },
  'calendar.country': {
    schema: country,
    default: 'CN',
    about: 'whose public holidays and festivals count, ISO 3166-1',
  },
  'calendar.region': { schema: text, about: 'part of the country with holidays of its own' },
  'calendar.seasons': {
    schema: seasons,
    default: [],
    about: 'farming and other seasons: name, nameEn, from and to, yearly (06-01) or of one year (2026-06-01)',
  },
  'calendar.holidays': {
    schema: dayList,
    default: [],
    about: 'more public holidays: days, or first/last (2027-02-05/2027-02-12)',
  },
  'calendar.workdays': {
    schema: dayList,
    default: [],
    about: 'worked weekends and holidays that are none, likewise',
  },
  maxOutOfOrderness: { schema: duration, default: '1s', about: 'how long events wait for earlier ones' },
  allowedLateness: { schema: duration, default: '5m', about: 'how late an event may come and still revise' },
  idleTimeout: {
    schema: atLeast(100, '100ms'),
    default: '1s',
    about: 'silence after which a source is set aside',
  },
  maxAhead: { schema: duration, default: '10m', about: 'how far ahead of the clock an event may be' },
  dedupHorizon: { schema: duration, default: '1h', about: 'event time over which duplicates are recognised' },
  shards: { schema: integer(1, 64), default: 1, about: 'worker threads of the stream' },
  pseudonymKey: { schema: pseudonymKey, secret: true, about: 'key of pseudonyms [made and kept in dataDir]' },
  'vault.key': {
    schema: vaultKey,
    secret: true,
    about:
      'key of the vault of numbers; behind a comma older ones that still open [made and kept in dataDir]',
  },
  'journal.fsync': { schema: flag, default: true, about: 'flush the journal to the disk before answering' },
  'store.url': {
    schema: storeUrl,
    default: 'embedded',
    about: 'embedded, or the address of a ClickHouse server',
  },
  'store.username': { schema: text, about: 'user at the ClickHouse server' },
  'store.password': { schema: z.string(), secret: true, about: 'password at the ClickHouse server' },
  'store.database': { schema: text, default: 'tidewall', about: 'database at the ClickHouse server' },
  'store.cluster': { schema: text, about: 'cluster name; tables become replicated and distributed' },
  'database.url': {
    schema: databaseUrl,
    default: 'embedded',
    about: 'embedded, or the address of a PostgreSQL server; DATABASE_URL says the same',
  },
  'retention.raw': { schema: retention, default: '35d', about: 'raw events' },
  'retention.windows': { schema: retention, default: '400d', about: 'windows and shares' },
  'retention.detections': { schema: retention, default: '800d', about: 'detections' },
  'retention.refused': { schema: retention, default: '35d', about: 'late and rejected events' },
  'retention.contacts': { schema: retention, default: '100d', about: 'contacts between subscribers' },
  'retention.campaigns': {
    schema: retention,
    default: '400d',
    about: 'decisions, messages and the ledger of campaigns',
  },
  'privacy.k': {
    schema: integer(1, 1_000).refine((k) => k !== 2, { message: 'must be 1 (off), or from 3 to 1000' }),
    default: 10,
    about:
      'counts of people below this are shown as “fewer”, and nothing that they follow from; 1: all are shown',
  },
  'log.level': {
    schema: z.enum(['fatal', 'error', 'warn', 'info', 'debug', 'trace', 'silent'], {
      error: 'must be one of fatal, error, warn, info, debug, trace, silent',
    }),
    default: 'info',
    about: 'least level that is logged',
  },
  feeds: {
    schema: feeds,
    default: {},
    about: 'feeds of your own by name, each with an optional column mapping',
  },
  'campaigns.twoApproversFrom': {
    schema: integer(0, 1_000_000_000),
    default: 100_000,
    about: 'expected triggers a week, or subscribers on a list, from which a scheme needs two approvers',
  },
  'campaigns.segmentPrice': { schema: price, default: 0.05, about: 'what one SMS segment costs' },
  'campaigns.currency': { schema: text, default: 'CNY', about: 'currency of that price, ISO 4217' },
  'alerts.smsChannel': {
    schema: text,
    default: 'sms',
    about: 'channel by which people are told of alerts when they have a phone; none of this name: not by SMS',
  },
  'alerts.webhookUrl': { schema: webhookUrl, about: 'address that is told of each transition of an alert' },
  'alerts.webhookSecret': {
    schema: webhookSecret,
    secret: true,
    about: 'signs what is sent there: 24 to 64 bytes in base64',
  },
  channels: {
    schema: jsonText('object').pipe(channelsShape),
    default: DEFAULT_CHANNELS,
    about: 'ways to reach subscribers by name, each of type smpp, webhook or log',
  },
} as const satisfies Record<string, Setting>;

export type SettingKey = keyof typeof SETTINGS;
export const SETTING_KEYS = Object.keys(SETTINGS) as readonly SettingKey[];

/** `http.maxReferenceBytes` → `TIDEWALL_HTTP_MAX_REFERENCE_BYTES`. */
export function environmentName(key: string): string {
  const snake = key.replaceAll('.', '_').replaceAll(/([a-z0-9])([A-Z])/g, '$1_$2');
  return `TIDEWALL_${snake.toUpperCase()}`;
}

function isTimeZone(name: string): boolean {
  try {
    new Intl.DateTimeFormat('en', { timeZone: name });
    return true;
  } catch {
    return false;
  }
}

function protocolOf(url: string): string {
  return URL.canParse(url) ? new URL(url).protocol : '';
}
