import { NEVER } from 'rxjs';
import {
  notTried,
  type Channel,
  type ChannelStatus,
  type OutboundMessage,
  type SubmitOutcome,
} from '../channel.ts';
import { RateLimit } from '../rate-limit.ts';
import { SendWindow } from '../send-window.ts';
import { cloudEvent } from './cloud-event.ts';
import { WebhookSender, type WebhookTarget } from './webhook-sender.ts';

export interface WebhookOptions extends WebhookTarget {
  readonly window: number;
  readonly rate: number | null;
  readonly maxWaitMs: number;
}

/** Longer pauses are left to the retries of each message. */
const MOST_PAUSE_MS = 60_000;

/** Hands messages to a gateway over HTTP. The gateway gets the number: it is a provider like any other. */
export class WebhookChannel implements Channel {
  readonly name: string;
  readonly receipts$ = NEVER;
  readonly replies$ = NEVER;
  readonly #options: WebhookOptions;
  readonly #sender: WebhookSender;
  readonly #window: SendWindow;
  #closed = false;

  constructor(name: string, options: WebhookOptions) {
    this.name = name;
    this.#options = options;
    this.#sender = new WebhookSender(options);
    const rate = new RateLimit(options.rate);
    this.#window = new SendWindow(
      { size: options.window, maxWaitMs: options.maxWaitMs, rate },
      { open: true },
    );
  }

  async submit(message: OutboundMessage): Promise<SubmitOutcome> {
    const admission = await this.#window.enter();
    if (admission === 'closed') return notTried('transient', 'closed', 'the channel is closed');
    if (admission === 'late') return notTried('throttled', 'window-full', 'no place in the window in time');
    const outcome = await this.#sender.send(this.#event(message));
    if (outcome.outcome === 'failed' && outcome.retryAfterMs !== undefined) {
      this.#window.pause(Math.min(outcome.retryAfterMs, MOST_PAUSE_MS));
    }
    this.#window.leave();
    return outcome;
  }

  status(): ChannelStatus {
    return {
      name: this.name,
      type: 'webhook',
      state: this.#closed ? 'closed' : 'ready',
      inFlight: this.#window.inFlight,
      waiting: this.#window.waiting,
      window: this.#options.window,
      rate: this.#options.rate,
      breaker: 'closed',
    };
  }

  async close(): Promise<void> {
    this.#closed = true;
    await this.#window.close(this.#options.responseTimeoutMs);
    this.#sender.close();
  }

  #event({ submissionId, to, text, sender, validForMs }: OutboundMessage) {
    return cloudEvent({
      id: submissionId,
      source: `/tidewall/channels/${this.name}`,
      type: 'tidewall.message.submitted.v1',
      at: new Date(),
      data: { submissionId, to, text, sender, validForMs },
    });
  }
}
