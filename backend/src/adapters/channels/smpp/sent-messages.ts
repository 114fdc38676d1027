import type { DeliveredReceipt } from './delivery.ts';

/** A message as receipts find it. The parts of a long text share one. */
export interface SentMessage {
  readonly submissionId: string;
  /** Raw number: memory only. */
  readonly to: string;
  readonly userReference: number;
  readonly parts: number;
  /** One bit for each part that has arrived. */
  arrived: number;
}

export type Match =
  /** Says what became of a message; `sent` is known unless it was sent before a restart. */
  | { readonly kind: 'final'; readonly sent?: SentMessage }
  /** One part of several: the others decide. */
  | { readonly kind: 'part' }
  /** Nobody knows the id yet, but an answer under way may bring it. */
  | { readonly kind: 'early' };

interface SentPart {
  readonly sent: SentMessage;
  readonly part: number;
}

const MOST_KEPT = 100_000;

/**
 * Which message a receipt is about. Receipts name the id of the provider's answer, which may not have come yet, or
 * may never come; then the number and our own reference, where the provider echoes it, tell it.
 */
export class SentMessages {
  readonly #byId = new Map<string, SentPart>();
  /** Without an answer so far. Null: two of them look the same, and neither is told by it. */
  readonly #unanswered = new Map<string, SentMessage | null>();
  #underWay = 0;

  leaves(sent: SentMessage): void {
    this.#underWay++;
    const key = keyOf(sent.to, sent.userReference);
    const other = this.#unanswered.get(key);
    const same = other === undefined || other?.submissionId === sent.submissionId;
    keep(this.#unanswered, key, same ? sent : null);
  }

  /** The provider has given a part its id. */
  answered(messageId: string, sent: SentMessage, part: number): void {
    keep(this.#byId, messageId, { sent, part });
  }

  /** Nothing of it is under way any more. `known`: it was accepted or refused, not left open. */
  settled(sent: SentMessage, known: boolean): void {
    this.#underWay--;
    if (known) this.#unanswered.delete(keyOf(sent.to, sent.userReference));
  }

  match(receipt: DeliveredReceipt): Match {
    const found = this.#find(receipt);
    if (found === undefined) {
      const early = this.#underWay > 0 && receipt.submissionId === undefined;
      return early ? { kind: 'early' } : { kind: 'final' };
    }
    const { sent, part } = found;
    if (receipt.state !== 'delivered') return { kind: 'final', sent };
    sent.arrived |= 1 << part;
    return sent.arrived === 2 ** sent.parts - 1 ? { kind: 'final', sent } : { kind: 'part' };
  }

  #find({ messageId, userReference, from }: DeliveredReceipt): SentPart | undefined {
    const byId = messageId === undefined ? undefined : this.#byId.get(messageId);
    if (byId !== undefined || userReference === undefined) return byId;
    const sent = this.#unanswered.get(keyOf(from, userReference));
    if (sent == null) return undefined;
    const found = { sent, part: firstMissing(sent.arrived) };
    if (messageId !== undefined) keep(this.#byId, messageId, found);
    return found;
  }
}

/** Numbers come back with or without plus, country code or zeros before them: their ends are compared. */
function keyOf(number: string, reference: number): string {
  return `${number.slice(-9)} ${reference}`;
}

function firstMissing(arrived: number): number {
  return 31 - Math.clz32(~arrived & -~arrived);
}

/** The newest ones only: older messages are found by what the caller has stored. */
function keep<V>(map: Map<string, V>, key: string, value: V): void {
  map.delete(key);
  map.set(key, value);
  if (map.size <= MOST_KEPT) return;
  for (const oldest of map.keys()) {
    map.delete(oldest);
    break;
  }
}
