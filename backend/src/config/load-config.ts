import { existsSync } from 'node:fs';
import { resolve } from 'node:path';
import type { z } from 'zod';
import { SETTING_KEYS, SETTINGS, type Setting, type SettingKey } from './settings.ts';
import {
  fromEnvironment,
  fromFile,
  fromFlags,
  type ConfigFault,
  type GivenValue,
  type SourceValues,
} from './sources.ts';

/** The file read from the working directory when none is named. */
export const DEFAULT_CONFIG_FILE = 'tidewall.config.yaml';

export interface ConfigSources {
  /** `--config`; must exist when given. */
  readonly file?: string | undefined;
  readonly environment?: Readonly<Record<string, string | undefined>>;
  readonly flags?: Readonly<Partial<Record<SettingKey, unknown>>>;
  /** Directory of the default file and of relative paths. */
  readonly cwd?: string;
}

type Value<K extends SettingKey> = z.output<(typeof SETTINGS)[K]['schema']>;

/** Thrown with every fault at once. */
export class ConfigError extends Error {
  readonly code = 'config-invalid';
  constructor(readonly faults: readonly ConfigFault[]) {
    super(`configuration has ${faults.length} ${faults.length === 1 ? 'fault' : 'faults'}`);
    this.name = 'ConfigError';
  }
}

/** Judges all sources together and answers the effective settings; later sources win. Throws `ConfigError`. */
export function loadConfig(sources: ConfigSources = {}): Config {
  const layers = readLayers(sources);
  const faults: ConfigFault[] = layers.flatMap((layer) => [...layer.faults]);
  const given = new Map<SettingKey, GivenValue>();
  for (const layer of layers) for (const [key, value] of layer.values) given.set(key, value);
  const typed = new Map<SettingKey, unknown>();
  for (const key of SETTING_KEYS) {
    const setting: Setting = SETTINGS[key];
    const raw = given.get(key) ?? { value: setting.default, origin: 'default' };
    if (raw.value === undefined) continue;
    const result = setting.schema.safeParse(raw.value);
    if (result.success) typed.set(key, result.data);
    else faults.push(...result.error.issues.map((issue) => toFault(key, raw.origin, issue)));
  }
  if (faults.length > 0) throw new ConfigError(faults);
  const config = build(typed, sources.cwd ?? process.cwd());
  const contradictions = crossFaults(config);
  if (contradictions.length > 0) throw new ConfigError(contradictions);
  return config;
}

function readLayers(sources: ConfigSources): readonly SourceValues[] {
  const cwd = sources.cwd ?? process.cwd();
  const environment = sources.environment ?? process.env;
  const named = sources.file ?? environment['TIDEWALL_CONFIG'];
  const path = resolve(cwd, named ?? DEFAULT_CONFIG_FILE);
  const file = named !== undefined || existsSync(path) ? [fromFile(path, named ?? DEFAULT_CONFIG_FILE)] : [];
  return [...file, fromEnvironment(environment), fromFlags(sources.flags ?? {})];
}

function toFault(key: string, origin: string, issue: z.core.$ZodIssue): ConfigFault {
  const path = [key, ...issue.path.map(String)].join('.');
  return { key: path, origin, message: issue.message };
}

function crossFaults(config: Config): ConfigFault[] {
  const faults: ConfigFault[] = [];
  if (config.allowedLatenessMs < config.maxOutOfOrdernessMs) {
    faults.push({
      key: 'allowedLateness',
      origin: 'rule',
      message: 'must not be shorter than maxOutOfOrderness',
    });
  }
  const { issuer, clientId, redirectUri } = config.oidc;
  if (issuer !== undefined && (clientId === undefined || redirectUri === undefined)) {
    faults.push({
      key: 'oidc.issuer',
      origin: 'rule',
      message: 'needs oidc.clientId and oidc.redirectUri beside it',
    });
  }
  if (config.dedupHorizonMs < config.allowedLatenessMs) {
    faults.push({ key: 'dedupHorizon', origin: 'rule', message: 'must not be shorter than allowedLateness' });
  }
  const { url, secret } = config.alerts.webhook;
  if ((url === undefined) !== (secret === undefined)) {
    faults.push({
      key: 'alerts.webhookUrl',
      origin: 'rule',
      message: 'needs alerts.webhookSecret, and the other way',
    });
  }
  if (config.store.cluster !== undefined && config.store.url === 'embedded') {
    faults.push({ key: 'store.cluster', origin: 'rule', message: 'needs store.url of a server' });
  }
  return faults;
}

/** The one effective configuration: typed, frozen, durations in milliseconds. */
export type Config = ReturnType<typeof build>;

function build(typed: ReadonlyMap<SettingKey, unknown>, cwd: string) {
  const of = <K extends SettingKey>(key: K): Value<K> => typed.get(key) as Value<K>;
  const maybe = <K extends SettingKey>(key: K): Value<K> | undefined =>
    typed.get(key) as Value<K> | undefined;
  const feeds = of('feeds');
  return deepFreeze({
    http: {
      host: of('http.host'),
      port: of('http.port'),
      hosts: of('http.hosts'),
      proxies: of('http.proxies'),
      maxReferenceBytes: of('http.maxReferenceBytes'),
    },
    access: {
      local: of('access.local'),
      sessionIdleMs: of('access.sessionIdle'),
      sessionLifeMs: of('access.sessionLife'),
      secureCookies: of('access.secureCookies'),
    },
    oidc: {
      issuer: maybe('oidc.issuer'),
      clientId: maybe('oidc.clientId'),
      clientSecret: maybe('oidc.clientSecret'),
      redirectUri: maybe('oidc.redirectUri'),
      name: of('oidc.name'),
      scope: of('oidc.scope'),
      claim: of('oidc.claim'),
      groups: of('oidc.groups'),
    },
    dataDir: resolve(cwd, of('dataDir')),
    simulate: maybe('simulate') ?? Object.keys(feeds).length === 0,
    simulation: {
      seed: of('simulation.seed'),
      subscribers: of('simulation.subscribers'),
      speed: of('simulation.speed'),
      historyDays: of('simulation.historyDays'),
    },
    timeZone: of('timeZone'),
    calendar: {
      country: of('calendar.country'),
      region: maybe('calendar.region'),
      seasons: of('calendar.seasons'),
      holidays: of('calendar.holidays'),
      workdays: of('calendar.workdays'),
    },
    maxOutOfOrdernessMs: of('maxOutOfOrderness'),
    allowedLatenessMs: of('allowedLateness'),
    idleTimeoutMs: of('idleTimeout'),
    maxAheadMs: of('maxAhead'),
    dedupHorizonMs: of('dedupHorizon'),
    shards: of('shards'),
    pseudonymKey: maybe('pseudonymKey'),
    vault: { key: maybe('vault.key') },
    journal: { fsync: of('journal.fsync') },
    store: {
      url: of('store.url'),
      username: maybe('store.username'),
      password: maybe('store.password'),
      database: of('store.database'),
      cluster: maybe('store.cluster'),
    },
    database: { url: of('database.url') },
    retentionMs: {
      raw: of('retention.raw'),
      windows: of('retention.windows'),
      detections: of('retention.detections'),
      refused: of('retention.refused'),
      contacts: of('retention.contacts'),
      campaigns: of('retention.campaigns'),
    },
    privacy: { k: of('privacy.k') },
    log: { level: of('log.level') },
    feeds,
    campaigns: {
      twoApproversFrom: of('campaigns.twoApproversFrom'),
      segmentPrice: of('campaigns.segmentPrice'),
      currency: of('campaigns.currency'),
    },
    alerts: {
      smsChannel: of('alerts.smsChannel'),
      webhook: { url: maybe('alerts.webhookUrl'), secret: maybe('alerts.webhookSecret') },
    },
    channels: of('channels'),
  });
}

type DeepReadonly<T> = T extends object ? { readonly [K in keyof T]: DeepReadonly<T[K]> } : T;

function deepFreeze<T extends object>(value: T): DeepReadonly<T> {
  for (const child of Object.values(value))
    if (typeof child === 'object' && child !== null) deepFreeze(child);
  return Object.freeze(value) as DeepReadonly<T>;
}
