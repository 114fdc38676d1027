import type { Observable } from 'rxjs';
import type { PduFields } from 'smpp';
import {
  notTried,
  type Channel,
  type ChannelLog,
  type ChannelStatus,
  type Failed,
  type OutboundMessage,
  type Receipt,
  type Reply,
  type SubmitOutcome,
} from '../channel.ts';
import { RateLimit } from '../rate-limit.ts';
import { SendWindow } from '../send-window.ts';
import { refusal, type StatusOverrides } from './command-status.ts';
import type { ReceiptRules } from './delivery.ts';
import { userReference } from './reference.ts';
import { SentMessages, type SentMessage } from './sent-messages.ts';
import { SmppLink, type LinkOptions } from './smpp-link.ts';
import { SmppReceiver } from './smpp-receiver.ts';
import { planSubmit, type WritingRules } from './submit-plan.ts';

export interface SmppOptions extends LinkOptions, WritingRules, ReceiptRules {
  readonly window: number;
  readonly rate: number | null;
  readonly maxWaitMs: number;
  /** How long nothing is sent after the provider has asked for less. */
  readonly throttlePauseMs: number;
  readonly statuses: StatusOverrides;
}

export interface SmppPorts {
  readonly log: ChannelLog;
  readonly random: () => number;
}

/** Tries of a later part whose refusal is passing: its forerunners are with the provider already. */
const PART_TRIES = 5;

/** SMPP 3.4 as transceiver, with a window, a rate and a reconnect of our own. */
export class SmppChannel implements Channel {
  readonly name: string;
  readonly receipts$: Observable<Receipt>;
  readonly replies$: Observable<Reply>;
  readonly #options: SmppOptions;
  readonly #window: SendWindow;
  readonly #link: SmppLink;
  readonly #sent = new SentMessages();
  readonly #receiver: SmppReceiver;
  #closed = false;
  #joint: number;

  constructor(name: string, options: SmppOptions, { log, random }: SmppPorts) {
    this.name = name;
    this.#options = options;
    this.#joint = Math.floor(random() * 256);
    const rate = new RateLimit(options.rate);
    this.#window = new SendWindow(
      { size: options.window, maxWaitMs: options.maxWaitMs, rate },
      { open: false },
    );
    this.#receiver = new SmppReceiver(this.#sent, options, options.responseTimeoutMs, log);
    this.receipts$ = this.#receiver.receipts.$;
    this.replies$ = this.#receiver.replies.$;
    this.#link = new SmppLink(options, {
      log,
      random,
      onState: (bound) => this.#window.setOpen(bound),
      onDeliver: (pdu, respond) => this.#receiver.take(pdu, respond),
    });
  }

  async submit(message: OutboundMessage): Promise<SubmitOutcome> {
    const plan = planSubmit(message, this.#options, this.#joint++);
    if ('refused' in plan) return plan.refused;
    const admission = await this.#window.enter();
    if (admission !== 'granted') return this.#turnedAway(admission);
    const { submissionId, to } = message;
    const sent: SentMessage = {
      submissionId,
      to,
      userReference: userReference(submissionId),
      parts: plan.pdus.length,
      arrived: 0,
    };
    this.#sent.leaves(sent);
    const outcome = await this.#sendParts(plan.pdus, sent);
    this.#sent.settled(sent, outcome.outcome !== 'unknown');
    this.#window.leave();
    return outcome;
  }

  status(): ChannelStatus {
    const { lastFault } = this.#link;
    return {
      name: this.name,
      type: 'smpp',
      state: this.#closed ? 'closed' : this.#link.bound ? 'ready' : 'connecting',
      inFlight: this.#window.inFlight,
      waiting: this.#window.waiting,
      window: this.#options.window,
      rate: this.#options.rate,
      breaker: 'closed',
      ...(lastFault === undefined ? {} : { lastFault }),
    };
  }

  async close(): Promise<void> {
    this.#closed = true;
    await this.#window.close(this.#options.responseTimeoutMs);
    await this.#link.close();
    this.#receiver.close();
  }

  /** One after the other, so that a refusal of the first leaves nothing behind. */
  async #sendParts(pdus: readonly PduFields[], sent: SentMessage): Promise<SubmitOutcome> {
    let first = '';
    for (const [part, pdu] of pdus.entries()) {
      if (part > 0) await this.#window.pace();
      const outcome = await this.#sendPart(pdu, sent, part);
      if (outcome.outcome !== 'accepted') {
        return part === 0 ? outcome : { outcome: 'unknown', reason: 'parts-incomplete' };
      }
      if (part === 0) first = outcome.providerMessageId;
    }
    return { outcome: 'accepted', providerMessageId: first };
  }

  async #sendPart(pdu: PduFields, sent: SentMessage, part: number): Promise<SubmitOutcome> {
    for (let tries = 1; ; tries++) {
      const outcome = await this.#sendPdu(pdu, sent, part);
      const passing = outcome.outcome === 'failed' && outcome.kind !== 'permanent';
      if (!passing || part === 0 || tries === PART_TRIES) return outcome;
      await this.#window.pace();
    }
  }

  async #sendPdu(fields: PduFields, sent: SentMessage, part: number): Promise<SubmitOutcome> {
    const answer = await this.#link.submit(fields, (pdu) => this.#receiver.late(pdu, sent, part));
    if (answer.kind === 'not-sent') return notBound();
    if (answer.kind === 'not-writable') {
      return notTried('permanent', 'pdu-invalid', 'the message cannot be written as a PDU');
    }
    if (answer.kind !== 'answer') return { outcome: 'unknown', reason: answer.kind };
    const { command, command_status: status, message_id: messageId } = answer.pdu;
    if (status === 0 && command !== 'generic_nack') {
      if (messageId) this.#receiver.answered(messageId, sent, part);
      return { outcome: 'accepted', providerMessageId: messageId || sent.submissionId };
    }
    const outcome = refusal(status, this.#options.statuses);
    if (outcome.kind === 'throttled') this.#window.pause(this.#options.throttlePauseMs);
    return outcome;
  }

  #turnedAway(admission: 'late' | 'closed'): Failed {
    if (admission === 'closed') return notTried('transient', 'closed', 'the channel is closed');
    return this.#link.bound
      ? notTried('throttled', 'window-full', 'no place in the window in time')
      : notBound();
  }
}

function notBound(): Failed {
  return notTried('transient', 'not-bound', 'there is no connection to the provider');
}
