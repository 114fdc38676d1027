import type { Pdu } from 'smpp';
import type { ChannelLog, Receipt, Reply } from '../channel.ts';
import { Handover, type Tell } from '../handover.ts';
import { refusal } from './command-status.ts';
import { readDelivery, type DeliveredReceipt, type ReceiptRules } from './delivery.ts';
import type { SentMessage, SentMessages } from './sent-messages.ts';
import type { Respond } from './smpp-session.ts';

const OK = 0;
/** ESME_RX_T_APPN: the provider keeps it and tries again. */
const SAY_AGAIN = 0x64;

interface Held {
  readonly receipt: DeliveredReceipt;
  readonly tell: Tell;
  readonly timer: NodeJS.Timeout;
}

/** What comes from the provider by itself: receipts, also those that overtake their answer, and replies. */
export class SmppReceiver {
  readonly receipts: Handover<Receipt>;
  readonly replies: Handover<Reply>;
  readonly #sent: SentMessages;
  readonly #rules: ReceiptRules;
  readonly #patienceMs: number;
  readonly #log: ChannelLog;
  readonly #early = new Map<string, Held>();

  constructor(sent: SentMessages, rules: ReceiptRules, patienceMs: number, log: ChannelLog) {
    this.#sent = sent;
    this.#rules = rules;
    this.#patienceMs = patienceMs;
    this.#log = log;
    this.receipts = new Handover(patienceMs);
    this.replies = new Handover(patienceMs);
  }

  take(pdu: Pdu, respond: Respond): void {
    const tell: Tell = (stored) => respond(stored ? OK : SAY_AGAIN);
    const delivery = readDelivery(pdu, this.#rules);
    if (delivery.kind === 'reply') {
      this.replies.give({ from: delivery.from, text: delivery.text, at: Date.now() }, tell);
    } else if (delivery.kind === 'receipt' && delivery.state !== 'pending') {
      this.#match(delivery, tell);
    } else {
      this.#log('debug', 'delivery without a final state', { kind: delivery.kind });
      respond(OK);
    }
  }

  /** The answer has come: receipts that were before it find their message now. */
  answered(messageId: string, sent: SentMessage, part: number): void {
    this.#sent.answered(messageId, sent, part);
    const held = this.#early.get(messageId);
    if (held === undefined) return;
    this.#early.delete(messageId);
    clearTimeout(held.timer);
    // After the caller has the answer itself.
    setImmediate(() => this.#match(held.receipt, held.tell));
  }

  /** An answer after its time: the message was reported as unknown, and no longer is. */
  late(pdu: Pdu, sent: SentMessage, part: number): void {
    const { submissionId } = sent;
    const at = Date.now();
    if (pdu.command_status !== OK) {
      if (part > 0) return;
      const { code } = refusal(pdu.command_status);
      this.receipts.give({ submissionId, state: 'failed', code, at }, () => undefined);
      return;
    }
    const providerMessageId = pdu.message_id ?? '';
    this.answered(providerMessageId, sent, part);
    if (sent.parts > 1) return;
    this.receipts.give({ submissionId, providerMessageId, state: 'accepted', at }, () => undefined);
  }

  close(): void {
    for (const { timer } of this.#early.values()) clearTimeout(timer);
    this.#early.clear();
    this.receipts.complete();
    this.replies.complete();
  }

  #match(receipt: DeliveredReceipt, tell: Tell): void {
    const match = this.#sent.match(receipt);
    if (match.kind === 'part') tell(true);
    else if (match.kind === 'early' && receipt.messageId !== undefined) this.#hold(receipt, tell);
    else this.#give(receipt, match.kind === 'final' ? match.sent : undefined, tell);
  }

  #hold(receipt: DeliveredReceipt, tell: Tell): void {
    const messageId = receipt.messageId ?? '';
    const timer = setTimeout(() => {
      this.#early.delete(messageId);
      this.#give(receipt, undefined, tell);
    }, this.#patienceMs);
    this.#early.set(messageId, { receipt, tell, timer });
  }

  #give(receipt: DeliveredReceipt, sent: SentMessage | undefined, tell: Tell): void {
    const { messageId, state, permanent, code } = receipt;
    const submissionId = sent?.submissionId ?? receipt.submissionId;
    if (state === 'pending' || (submissionId === undefined && messageId === undefined)) {
      tell(true);
      return;
    }
    this.receipts.give(
      {
        ...(submissionId === undefined ? {} : { submissionId }),
        ...(messageId === undefined ? {} : { providerMessageId: messageId }),
        state,
        permanent,
        code,
        at: Date.now(),
      },
      tell,
    );
  }
}
