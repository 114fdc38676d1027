/** A submit_sm as the provider understood it. */
export interface SubmittedMessage {
  /** Empty when the sender does not tell its own id. */
  readonly submissionId: string;
  /** The id that the provider gave it. */
  readonly messageId: string;
  readonly from: string;
  readonly to: string;
  readonly text: string;
  /** Position among the parts of a long text, from 1. */
  readonly part: number;
  readonly parts: number;
  readonly userReference: number | undefined;
  /** How many submits the provider had before this one, of any kind. */
  readonly before: number;
}

/** What a provider really has: survives the senders that die and the connections that break. */
export class SmppLedger {
  /** The newest of them, in full. */
  readonly messages: SubmittedMessage[] = [];
  readonly #mostKept: number;
  readonly #taken = new Map<string, number>();
  #received = 0;
  #takenCount = 0;

  constructor(mostKept: number) {
    this.#mostKept = mostKept;
  }

  /** Every submit_sm that arrived, whatever became of it. */
  get received(): number {
    return this.#received;
  }
  /** Those that would reach a subscriber. */
  get taken(): number {
    return this.#takenCount;
  }
  /** Different submissions among those taken. */
  get submissions(): number {
    let count = 0;
    for (const key of this.#taken.keys()) if (key.endsWith('/1')) count++;
    return count;
  }

  receive(): number {
    return this.#received++;
  }

  take(message: SubmittedMessage): void {
    const key = `${message.submissionId}/${message.part}`;
    this.#takenCount++;
    this.#taken.set(key, (this.#taken.get(key) ?? 0) + 1);
    this.messages.push(message);
    if (this.messages.length > 2 * this.#mostKept) this.messages.splice(0, this.#mostKept);
  }

  /** How often a subscriber would get this submission. */
  timesTaken(submissionId: string): number {
    return this.#taken.get(`${submissionId}/1`) ?? 0;
  }

  /** Submissions that a subscriber would get more than once, with how often. */
  duplicates(): ReadonlyMap<string, number> {
    const twice = [...this.#taken].filter(([, times]) => times > 1);
    return new Map(twice.map(([key, times]) => [key.slice(0, key.lastIndexOf('/')), times]));
  }

  /** All submissions taken. */
  *submissionIds(): Iterable<string> {
    for (const key of this.#taken.keys()) if (key.endsWith('/1')) yield key.slice(0, -2);
  }
}
