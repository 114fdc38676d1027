import type { Session } from 'smpp';
import type { SubmittedMessage } from './smpp-ledger.ts';
import type { ReceiptPlan } from './smpp-provider.ts';

type Fields = Readonly<Record<string, unknown>>;

const RECEIPT = 0x04;
/** message_state by the word of the text form. */
const STATES = { ENROUTE: 1, DELIVRD: 2, EXPIRED: 3, UNDELIV: 5, REJECTD: 8 } as const;
const SAY_AGAIN_AFTER_MS = 100;

/** What the provider says by itself: again and again until a sender has taken it, over any connection. */
export class SmppDeliveries {
  /** Taken with success. */
  confirmed = 0;
  /** Said more than once. */
  repeated = 0;
  readonly #referenceName: string;
  readonly #echo: boolean;
  readonly #waiting: Fields[] = [];
  readonly #outstanding = new Map<Session, Set<Fields>>();
  readonly #timers = new Set<NodeJS.Timeout>();

  constructor(referenceName: string, echo: boolean) {
    this.#referenceName = referenceName;
    this.#echo = echo;
  }

  /** Not confirmed yet. */
  get open(): number {
    let count = this.#waiting.length + this.#timers.size;
    for (const outstanding of this.#outstanding.values()) count += outstanding.size;
    return count;
  }

  bound(session: Session): void {
    this.#outstanding.set(session, new Set());
    for (const fields of this.#waiting.splice(0)) this.#send(fields);
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
    const short = { message: Buffer.from(text, 'utf16le').swap16() };
    const addresses = { source_addr: from, source_addr_ton: 1, source_addr_npi: 1, destination_addr: to };
    this.#send({ ...addresses, data_coding: 8, short_message: short.message });
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
    const [session, outstanding] = this.#outstanding.entries().next().value ?? [];
    if (session === undefined || outstanding === undefined) {
      this.#waiting.push(fields);
      return;
    }
    outstanding.add(fields);
    const sent = session.deliver_sm({ ...fields }, (response) => {
      if (!outstanding.delete(fields)) return;
      if (response.command_status === 0) this.confirmed++;
      else this.#again(fields);
    });
    if (!sent) this.left(session);
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
