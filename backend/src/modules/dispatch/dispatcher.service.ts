import { randomUUID } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import { Inject, Injectable, type OnApplicationBootstrap, type OnApplicationShutdown } from '@nestjs/common';
import type { Logger } from 'pino';
import { LOGGER } from '../../tokens.ts';
import { ChannelsService } from '../channels/channels.service.ts';
import { ChannelSender } from './channel-sender.ts';
import { KillSwitchesService } from './kill-switches.service.ts';
import { MessagesService } from './messages.service.ts';
import { OutcomesService } from './outcomes.service.ts';

/** For retries, other processes, and channels that come back. */
const LOOK_MS = 250;
const ABANDONED_MS = 1_000;
const STOP_MS = 5_000;

/** Brings messages from the outbox to their channels: woken at once, and looking by itself. */
@Injectable()
export class DispatcherService implements OnApplicationBootstrap, OnApplicationShutdown {
  readonly #senders: readonly ChannelSender[];
  readonly #timers: NodeJS.Timeout[] = [];
  readonly #log: Logger;
  #sweeping = false;

  constructor(
    @Inject(ChannelsService) channels: ChannelsService,
    @Inject(MessagesService) private readonly messages: MessagesService,
    @Inject(OutcomesService) private readonly outcomes: OutcomesService,
    @Inject(KillSwitchesService) private readonly switches: KillSwitchesService,
    @Inject(LOGGER) logger: Logger,
  ) {
    this.#log = logger.child({ module: 'dispatch' });
    const owner = randomUUID();
    this.#senders = [...channels.all.values()].map(
      (channel) =>
        new ChannelSender({
          channel,
          take: (limit) => messages.take(channel.name, limit, owner),
          stopped: ({ schemeId }) => switches.stops(schemeId, channel.name),
          outcome: (message, outcome) => outcomes.add(message, outcome),
          failed: (err) => this.#log.error({ err, channel: channel.name }, 'messages not taken, tried again'),
        }),
    );
  }

  async onApplicationBootstrap(): Promise<void> {
    await this.#abandon(this.messages.isAlone);
    this.outcomes.requeued$.subscribe(() => this.wake());
    this.switches.lifted$.subscribe(() => this.wake());
    this.#timers.push(
      setInterval(() => this.wake(), LOOK_MS),
      setInterval(() => void this.#sweep(), ABANDONED_MS),
    );
  }

  /** There may be messages. */
  wake(): void {
    for (const sender of this.#senders) sender.wake();
  }

  /** Takes nothing more and waits for answers under way: what stays without one will be unknown. */
  async onApplicationShutdown(): Promise<void> {
    for (const timer of this.#timers) clearInterval(timer);
    const stopped = Promise.all(this.#senders.map((sender) => sender.stop()));
    await Promise.race([
      stopped.then(() => this.outcomes.settled()),
      sleep(STOP_MS, undefined, { ref: false }),
    ]);
  }

  async #sweep(): Promise<void> {
    if (this.#sweeping) return;
    this.#sweeping = true;
    await this.#abandon(false);
    await this.messages.sweep().catch((err: unknown) => this.#log.warn({ err }, 'old messages not ended'));
    this.#sweeping = false;
  }

  async #abandon(everybody: boolean): Promise<void> {
    try {
      const count = await this.outcomes.abandon(everybody);
      if (count > 0)
        this.#log.warn({ count }, 'messages were interrupted: nobody knows whether they were sent');
    } catch (err) {
      this.#log.warn({ err }, 'interrupted messages not looked for');
    }
  }
}
