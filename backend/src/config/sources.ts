import { readFileSync } from 'node:fs';
import { isMap, isScalar, LineCounter, parseDocument, type Node, type Pair, type YAMLMap } from 'yaml';
import { environmentName, SETTING_KEYS, type SettingKey } from './settings.ts';
import { nearestWord } from './suggest.ts';

/** A value as a source gave it, not yet judged. */
export interface GivenValue {
  readonly value: unknown;
  /** Where it came from, in words: `tidewall.config.yaml line 3`, `TIDEWALL_HTTP_PORT`, `--http-port`. */
  readonly origin: string;
}
export interface ConfigFault {
  readonly key: string;
  readonly origin: string;
  readonly message: string;
}
export interface SourceValues {
  readonly values: ReadonlyMap<SettingKey, GivenValue>;
  readonly faults: readonly ConfigFault[];
}

const KNOWN: ReadonlySet<string> = new Set(SETTING_KEYS);
/** Short forms: `store: http://…` means `store.url`. */
const SHORT_FORMS: Readonly<Record<string, SettingKey>> = { store: 'store.url' };
/** Environment names that are not settings. */
const OTHER_NAMES = /^TIDEWALL_(?:TEST_.*|CONFIG|STORE)$/;

/** Reads a YAML file of nested keys. A missing file is a fault: the caller asks only for files that should exist. */
export function fromFile(path: string, label: string): SourceValues {
  let source: string;
  try {
    source = readFileSync(path, 'utf8');
  } catch (cause) {
    const message = (cause as NodeJS.ErrnoException).code === 'ENOENT' ? 'does not exist' : 'cannot be read';
    return { values: new Map(), faults: [{ key: '', origin: label, message }] };
  }
  return fromYaml(source, label);
}

/** Reads YAML text; `label` names it in faults. */
export function fromYaml(source: string, label: string): SourceValues {
  const lines = new LineCounter();
  const document = parseDocument(source, { lineCounter: lines, prettyErrors: false });
  const values = new Map<SettingKey, GivenValue>();
  const faults: ConfigFault[] = document.errors.map((error) => ({
    key: '',
    origin: `${label} line ${lines.linePos(error.pos[0]).line}`,
    message: `is not YAML: ${error.message.split('\n')[0] ?? ''}`,
  }));
  if (faults.length > 0 || document.contents === null) return { values, faults };
  if (!isMap(document.contents)) {
    return { values, faults: [{ key: '', origin: label, message: 'must be a mapping of keys to values' }] };
  }
  const walk = (map: YAMLMap, prefix: string): void => {
    for (const pair of map.items as Pair<Node, Node | null>[]) {
      const name = String(isScalar(pair.key) ? pair.key.value : pair.key);
      const key = prefix + name;
      const origin = `${label} line ${lines.linePos(pair.key.range?.[0] ?? 0).line}`;
      const setting = KNOWN.has(key) ? (key as SettingKey) : isMap(pair.value) ? undefined : SHORT_FORMS[key];
      if (setting !== undefined) values.set(setting, { value: pair.value?.toJS(document) ?? '', origin });
      else if (isMap(pair.value) && isPrefix(key)) walk(pair.value, `${key}.`);
      else faults.push({ key, origin, message: unknownKey(key, SETTING_KEYS) });
    }
  };
  walk(document.contents, '');
  return { values, faults };
}

/** Reads `TIDEWALL_*` variables. */
export function fromEnvironment(environment: Readonly<Record<string, string | undefined>>): SourceValues {
  const values = new Map<SettingKey, GivenValue>();
  const byName = new Map(SETTING_KEYS.map((key) => [environmentName(key), key]));
  const faults: ConfigFault[] = [];
  const { DATABASE_URL: databaseUrl } = environment;
  // The name by which platforms hand out their database. Ours is the stronger one.
  if (databaseUrl !== undefined) values.set('database.url', { value: databaseUrl, origin: 'DATABASE_URL' });
  for (const [name, value] of Object.entries(environment)) {
    if (!name.startsWith('TIDEWALL_') || value === undefined) continue;
    const key = byName.get(name) ?? (name === 'TIDEWALL_STORE' ? SHORT_FORMS['store'] : undefined);
    if (key !== undefined) values.set(key, { value, origin: name });
    else if (!OTHER_NAMES.test(name)) {
      faults.push({ key: name, origin: 'environment', message: unknownKey(name, byName.keys()) });
    }
  }
  return { values, faults };
}

/** Takes command-line flags that were given; `undefined` ones are skipped. */
export function fromFlags(flags: Readonly<Partial<Record<SettingKey, unknown>>>): SourceValues {
  const values = new Map<SettingKey, GivenValue>();
  for (const [key, value] of Object.entries(flags)) {
    if (value !== undefined) values.set(key as SettingKey, { value, origin: 'command line' });
  }
  return { values, faults: [] };
}

function isPrefix(key: string): boolean {
  return SETTING_KEYS.some((known) => known.startsWith(`${key}.`));
}

function unknownKey(key: string, known: Iterable<string>): string {
  const near = nearestWord(key, known);
  return near === null ? 'is not a known key' : `is not a known key: did you mean ${near}?`;
}
