import { loadConfig, openChannels, type Channel, type Receipt, type Reply } from '@tidewall/backend';
import { REFERENCE_TAG, type SmppProvider } from './smpp-provider.ts';

/** A channel opened as the server opens it, and all it said. */
export interface OpenedChannel {
  readonly channel: Channel;
  readonly receipts: Receipt[];
  readonly replies: Reply[];
  readonly logged: LogLine[];
}

export interface LogLine {
  readonly level: string;
  readonly message: string;
  readonly fields: Readonly<Record<string, unknown>>;
}

export interface OpenOptions {
  /** Whether what comes in is stored [always]. */
  readonly store?: (item: Receipt | Reply) => boolean;
}

/** Opens one channel of settings as they stand in a file. */
export function openChannel(settings: object, { store = () => true }: OpenOptions = {}): OpenedChannel {
  const TIDEWALL_CHANNELS = JSON.stringify({ test: settings });
  const { channels } = loadConfig({ environment: { TIDEWALL_CHANNELS } });
  const logged: LogLine[] = [];
  const channel = openChannels(channels, {
    log: (level, message, fields = {}) => logged.push({ level, message, fields }),
    random: Math.random,
  }).get('test')!;
  const receipts: Receipt[] = [];
  const replies: Reply[] = [];
  const into = <T extends Receipt | Reply>(list: T[]) => {
    return (item: T): void => {
      list.push(item);
      if (store(item)) item.stored();
    };
  };
  channel.receipts$.subscribe(into(receipts));
  channel.replies$.subscribe(into(replies));
  return { channel, receipts, replies, logged };
}

/** Settings of a channel to the test provider, quick enough for tests. */
export function smppSettings(provider: SmppProvider, more: object = {}): object {
  return {
    type: 'smpp',
    host: '127.0.0.1',
    port: provider.port,
    systemId: 'tidewall',
    password: 'secret',
    sender: '10655',
    referenceTag: REFERENCE_TAG,
    rate: null,
    maxWait: '500ms',
    // Long enough for a machine that is busy; where an answer is not to come in time, tests say less.
    responseTimeout: '10s',
    reconnectFirst: '20ms',
    reconnectMost: '200ms',
    throttlePause: '50ms',
    ...more,
  };
}
