import { openChannel, smppSettings, type OpenedChannel, type OpenOptions } from './channel.ts';
import { ACCEPT, SmppProvider, type Behaviour } from './smpp-provider.ts';
import { until } from './until.ts';

/** A subscriber. */
export const TO = '8613800000001';

/** Providers and channels to them, ended after each test. */
export class SmsFixture {
  readonly #channels: OpenedChannel[] = [];
  readonly #providers: SmppProvider[] = [];

  readonly provider = async (behaviour: Behaviour = ACCEPT): Promise<SmppProvider> => {
    const provider = await new SmppProvider().start();
    provider.script = () => behaviour;
    this.#providers.push(provider);
    return provider;
  };

  /** A channel that is bound to the provider. */
  readonly channelTo = async (to: SmppProvider, more: object = {}, options: OpenOptions = {}) => {
    const one = this.add(openChannel(smppSettings(to, more), options));
    await until('the channel is bound', () => one.channel.status().state === 'ready');
    return one;
  };

  add(one: OpenedChannel): OpenedChannel {
    this.#channels.push(one);
    return one;
  }

  async end(): Promise<void> {
    await Promise.all(this.#channels.splice(0).map(({ channel }) => channel.close()));
    await Promise.all(this.#providers.splice(0).map((one) => one.stop()));
  }
}
