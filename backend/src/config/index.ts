export { ConfigError, loadConfig, type Config, type ConfigSources } from './load-config.ts';
export { printConfig, printFaults, printKeys } from './print-config.ts';
export type { SettingKey } from './settings.ts';
