import { Option, type Command } from 'commander';
import type { ConfigSources, SettingKey } from '../config/index.ts';

/** Flags that stand for configuration keys, by the name commander gives them. */
const FLAGS = {
  httpHost: { key: 'http.host', flag: '--http-host <host>', about: 'address to listen on [127.0.0.1]' },
  httpPort: { key: 'http.port', flag: '--http-port <port>', about: 'port to listen on [3000]' },
  dataDir: { key: 'dataDir', flag: '--data-dir <dir>', about: 'where everything is kept [data]' },
  simulate: {
    key: 'simulate',
    flag: '--simulate <on|off>',
    about: 'feed from the simulator [on when no feed is configured]',
  },
  speed: { key: 'simulation.speed', flag: '--speed <n>', about: 'simulated seconds per second [60]' },
  seed: { key: 'simulation.seed', flag: '--seed <n>', about: 'seed of the simulated province' },
  logLevel: { key: 'log.level', flag: '--log-level <level>', about: 'least level that is logged [info]' },
} as const satisfies Record<string, { key: SettingKey; flag: string; about: string }>;

export type ConfigFlag = keyof typeof FLAGS;
export type ConfigOptions = { readonly config?: string } & Readonly<Partial<Record<ConfigFlag, string>>>;

/** Adds `--config` and the named flags to a command. */
export function withConfigOptions(command: Command, flags: readonly ConfigFlag[]): Command {
  command.option('--config <file>', 'configuration file [tidewall.config.yaml when there is one]');
  for (const name of flags) command.addOption(new Option(FLAGS[name].flag, FLAGS[name].about));
  return command;
}

/** What the options say as sources of the configuration. */
export function configSources(options: ConfigOptions): ConfigSources {
  const flags: Partial<Record<SettingKey, unknown>> = {};
  for (const [name, { key }] of Object.entries(FLAGS)) {
    const value = options[name as ConfigFlag];
    if (value !== undefined) flags[key] = value;
  }
  return { file: options.config, flags };
}
