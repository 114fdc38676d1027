import { Inject, Injectable, type OnApplicationShutdown } from '@nestjs/common';
import type { Logger } from 'pino';
import { openChannels, type Channel, type ChannelStatus } from '../../adapters/channels/index.ts';
import type { Config } from '../../config/index.ts';
import { CONFIG, LOGGER } from '../../tokens.ts';

/** The configured channels, opened once for everybody who sends. */
@Injectable()
export class ChannelsService implements OnApplicationShutdown {
  readonly all: ReadonlyMap<string, Channel>;

  constructor(@Inject(CONFIG) config: Config, @Inject(LOGGER) logger: Logger) {
    const log = logger.child({ module: 'channels' });
    this.all = openChannels(config.channels, {
      log: (level, message, fields) => log[level](fields ?? {}, message),
      random: Math.random,
    });
  }

  get(name: string): Channel | undefined {
    return this.all.get(name);
  }

  statuses(): readonly ChannelStatus[] {
    return [...this.all.values()].map((channel) => channel.status());
  }

  async onApplicationShutdown(): Promise<void> {
    await Promise.all([...this.all.values()].map((channel) => channel.close()));
  }
}
