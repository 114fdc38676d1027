import { stringify } from 'yaml';
import { shownChannels } from '../adapters/channels/shown-settings.ts';
import { formatDuration } from './duration.ts';
import type { Config } from './load-config.ts';
import { environmentName, SETTING_KEYS, SETTINGS, type Setting } from './settings.ts';
import type { ConfigFault } from './sources.ts';

const MASK = '********';

/** The effective configuration as YAML that could be read back, secrets masked. */
export function printConfig(config: Config): string {
  const {
    retentionMs,
    maxOutOfOrdernessMs,
    allowedLatenessMs,
    idleTimeoutMs,
    maxAheadMs,
    dedupHorizonMs,
    ...rest
  } = config;
  const { pseudonymKey, vault, store, access, oidc, ...plain } = rest;
  const { sessionIdleMs, sessionLifeMs, ...otherAccess } = access;
  const shown = {
    ...plain,
    maxOutOfOrderness: formatDuration(maxOutOfOrdernessMs),
    allowedLateness: formatDuration(allowedLatenessMs),
    idleTimeout: formatDuration(idleTimeoutMs),
    maxAhead: formatDuration(maxAheadMs),
    dedupHorizon: formatDuration(dedupHorizonMs),
    retention: Object.fromEntries(Object.entries(retentionMs).map(([key, ms]) => [key, formatDuration(ms)])),
    oidc: { ...oidc, clientSecret: oidc.clientSecret === undefined ? undefined : MASK },
    access: {
      ...otherAccess,
      sessionIdle: formatDuration(sessionIdleMs),
      sessionLife: formatDuration(sessionLifeMs),
    },
    database: { url: maskUrl(config.database.url) },
    store: { ...store, url: maskUrl(store.url), password: store.password === undefined ? undefined : MASK },
    channels: shownChannels(config.channels, MASK),
    pseudonymKey: pseudonymKey === undefined ? undefined : MASK,
    vault: { key: vault.key === undefined ? undefined : MASK },
  };
  return stringify(JSON.parse(JSON.stringify(shown)));
}

/** Every key with its environment variable, default and meaning, as columns. */
export function printKeys(): string {
  const rows = SETTING_KEYS.map((key) => {
    const setting: Setting = SETTINGS[key];
    const fallback = setting.default === undefined ? '' : JSON.stringify(setting.default);
    return [key, environmentName(key), fallback.replaceAll('"', ''), setting.about];
  });
  const widths = [0, 1, 2].map((column) => Math.max(...rows.map((row) => row[column]?.length ?? 0)));
  return rows
    .map((row) => `${row.map((cell, column) => cell.padEnd(widths[column] ?? 0)).join('  ')}\n`)
    .join('');
}

/** One line a fault: key, where it came from, what is wrong. Values are not repeated: they may be secrets. */
export function printFaults(faults: readonly ConfigFault[]): string {
  return faults.map((fault) => `  ${fault.key || 'file'} (${fault.origin}): ${fault.message}`).join('\n');
}

function maskUrl(url: string): string {
  if (!URL.canParse(url)) return url;
  const parsed = new URL(url);
  if (parsed.password !== '') parsed.password = MASK;
  return parsed.toString();
}
