import { withBreaker } from './breaker.ts';
import type { ChannelsSettings, ChannelSettings } from './channel-settings.ts';
import type { Channel, ChannelLog } from './channel.ts';
import { logChannel } from './log-channel.ts';
import { SmppChannel } from './smpp/smpp-channel.ts';
import { WebhookChannel } from './webhook/webhook-channel.ts';

export interface ChannelPorts {
  readonly log: ChannelLog;
  /** For jitter. */
  readonly random: () => number;
}

/** Opens every configured channel. Connections are made in the background: `status` tells how far they are. */
export function openChannels(settings: ChannelsSettings, ports: ChannelPorts): ReadonlyMap<string, Channel> {
  return new Map(Object.entries(settings).map(([name, one]) => [name, openChannel(name, one, ports)]));
}

function openChannel(name: string, settings: ChannelSettings, ports: ChannelPorts): Channel {
  const log: ChannelLog = (level, message, fields) => ports.log(level, message, { channel: name, ...fields });
  switch (settings.type) {
    case 'log':
      return logChannel(name, log);
    case 'webhook':
      return withBreaker(new WebhookChannel(name, settings), settings.breaker, log);
    case 'smpp':
      return withBreaker(new SmppChannel(name, settings, { ...ports, log }), settings.breaker, log);
  }
}
