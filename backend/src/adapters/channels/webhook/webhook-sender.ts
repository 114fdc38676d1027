import { Webhook } from 'standardwebhooks';
import { failed, type SubmitOutcome } from '../channel.ts';
import { CLOUD_EVENT_TYPE, type CloudEvent } from './cloud-event.ts';
import { httpRefusal } from './http-outcome.ts';
import { HttpPost, type PostOptions } from './http-post.ts';

export interface WebhookTarget extends PostOptions {
  /** http or https, of the configuration: never of a request. */
  readonly url: string;
  /** `whsec_…`; while one is being replaced, both. */
  readonly secret: readonly string[];
  /** The receiver recognises repetitions, so what had no answer may be sent again. */
  readonly idempotent: boolean;
}

/** Posts events to one address, signed as Standard Webhooks say. For messages and for events of any feature. */
export class WebhookSender {
  readonly #target: WebhookTarget;
  readonly #post: HttpPost;
  readonly #signers: readonly Webhook[];

  constructor(target: WebhookTarget) {
    this.#target = target;
    this.#post = new HttpPost(target.url, target);
    this.#signers = target.secret.map((secret) => new Webhook(secret));
  }

  /** Tries once. Never rejects. The id of the event is the webhook-id, the same for every try. */
  async send(event: CloudEvent): Promise<SubmitOutcome> {
    const body = JSON.stringify(event);
    const result = await this.#post.post(body, this.#headers(event.id, body, new Date()));
    if (result.kind === 'not-sent') {
      return failed('transient', result.code, 'the receiver cannot be reached');
    }
    if (result.kind === 'no-answer') {
      const { reason } = result;
      if (!this.#target.idempotent) return { outcome: 'unknown', reason };
      return failed('transient', reason, 'the receiver did not answer');
    }
    const refusal = httpRefusal(result.status, result.retryAfter, Date.now());
    return refusal ?? { outcome: 'accepted', providerMessageId: idIn(result.body) ?? event.id };
  }

  close(): void {
    this.#post.close();
  }

  #headers(id: string, body: string, now: Date): Readonly<Record<string, string>> {
    return {
      'content-type': CLOUD_EVENT_TYPE,
      'user-agent': 'Tidewall',
      'webhook-id': id,
      'webhook-timestamp': String(Math.floor(now.getTime() / 1_000)),
      'webhook-signature': this.#signers.map((signer) => signer.sign(id, now, body)).join(' '),
    };
  }
}

/** A receiver may answer `{"messageId": "…"}`: the id that it will use for it. */
function idIn(body: string): string | undefined {
  try {
    const answer: unknown = JSON.parse(body);
    if (typeof answer !== 'object' || answer === null || !('messageId' in answer)) return undefined;
    const { messageId } = answer;
    return typeof messageId === 'string' && /^[\w.:-]{1,128}$/.test(messageId) ? messageId : undefined;
  } catch {
    return undefined;
  }
}
