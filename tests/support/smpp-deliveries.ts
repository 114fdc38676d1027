import type { Session } from 'smpp';
import type { SubmittedMessage } from './smpp-ledger.ts';
import type { ReceiptPlan } from './smpp-provider.ts';

type Fields = Readonly<Record<string, unknown>>;

const RECEIPT = 0x04;
/** message_state by the word of the text form. */
const STATES = { ENROUTE: 1, DELIVRD: 2, EXPIRED: 3, UNDELIV: 5, REJECTD: 8 } as const;
const SAY_AGAIN_AFTER_MS = 100;
/** Most without an answer on one connection, as real providers have it. */
const WINDOW = 100;

/** What the provider says by itself: again and again until a sender has taken it, over any connection. */
export class SmppDeliveries {
  /** Taken with success. */
  confirmed = 0;
  /** Said more than once. */
  repeated = 0;
  readonly #referenceName: string;
  readonly #echo: boolean;
  /** In their order. */
  #waiting: Fields[] = [];
  #head = 0;
  readonly #outstanding = new Map<Session, Set<Fields>>();
  readonly #timers = new Set<NodeJS.Timeout>();

  constructor(referenceName: string, echo: boolean) {
    this.#referenceName = referenceName;
    this.#echo = echo;
  }

  /** Not confirmed yet. */
  get open(): number {
    let count = this.#waiting.length - this.#head + this.#timers.size;
    for (const outstanding of this.#outstanding.values()) count += outstanding.size;
    return count;
  }

  bound(session: Session): void {
    this.#outstanding.set(session, new Set());
    this.#pump();
  }

  left(session: Session): void {
    const outstanding = this.#outstanding.get(session);
    if (outstanding === undefined) return;
    this.#outstanding.delete(session);
    for (const fields of outstanding) this.#again(fields);
  }

  receipt(message: SubmittedMessage, plan: ReceiptPlan): void {
    const fields = this.#receiptFields(message, plan);
    if (plan.early === true) this.#send(fields);
    else this.#after(plan.afterMs, fields);
  }

  reply(from: string, to: string, text: string): void {
    this.#send({
      source_addr: from,
      source_addr_ton: 1,
      source_addr_npi: 1,
      destination_addr: to,
      data_coding: 8,
      short_message: Buffer.from(text, 'utf16le').swap16(),
    });
  }

  /** Forgets what was to be said later. */
  stop(): void {
    for (const timer of this.#timers) clearTimeout(timer);
    this.#timers.clear();
  }

  #receiptFields(
    { submissionId, messageId, from, to, userReference }: SubmittedMessage,
    plan: ReceiptPlan,
  ): Fields {
    const { stat, err = '000', form = 'both' } = plan;
    const dates = 'submit date:2611220600 done date:2611220601';
    const text = `id:${messageId} sub:001 dlvrd:001 ${dates} stat:${stat} err:${err} text:`;
    return {
      source_addr: to,
      destination_addr: from,
      esm_class: RECEIPT,
      data_coding: 0,
      short_message: Buffer.from(form === 'parameters' ? '' : text),
      ...(form === 'text' ? {} : { receipted_message_id: messageId, message_state: STATES[stat] }),
      ...(this.#echo && userReference !== undefined ? { user_message_reference: userReference } : {}),
      ...(this.#echo && submissionId !== '' ? { [this.#referenceName]: Buffer.from(submissionId) } : {}),
    };
  }

  #send(fields: Fields): void {
    this.#waiting.push(fields);
    this.#pump();
  }

  /** As many as have a place on any connection. */
  #pump(): void {
    for (const [session, outstanding] of this.#outstanding) {
      while (outstanding.size < WINDOW && this.#head < this.#waiting.length) {
        if (!this.#say(session, outstanding, this.#waiting[this.#head++]!)) break;
      }
    }
    // What has been said is let go now and then: taking it out one by one would move all the others.
    if (this.#head > 1_024 || this.#head === this.#waiting.length) {
      this.#waiting = this.#waiting.slice(this.#head);
      this.#head = 0;
    }
  }

  #say(session: Session, outstanding: Set<Fields>, fields: Fields): boolean {
    outstanding.add(fields);
    const sent = session.deliver_sm({ ...fields }, (response) => {
      if (!outstanding.delete(fields)) return;
      if (response.command_status === 0) this.confirmed++;
      else this.#again(fields);
      this.#pump();
    });
    if (!sent) this.left(session);
    return sent;
  }

  #again(fields: Fields): void {
    this.repeated++;
    this.#after(SAY_AGAIN_AFTER_MS, fields);
  }

  #after(ms: number, fields: Fields): void {
    const timer = setTimeout(() => {
      this.#timers.delete(timer);
      this.#send(fields);
    }, ms);
    this.#timers.add(timer);
  }
}
