import type { AddressInfo } from 'node:net';
import smpp, { type Pdu, type Server, type Session } from 'smpp';
import { SmppDeliveries } from './smpp-deliveries.ts';
import { SmppLedger, type SubmittedMessage } from './smpp-ledger.ts';

/** What the provider does with a message. */
export interface Behaviour {
  /**
   * accept; accept and say so twice; take it and say nothing; take it and break the connection; break the
   * connection without taking it; or a command_status to refuse it with.
   */
  readonly answer: 'accept' | 'accept-twice' | 'silent' | 'drop' | 'drop-untaken' | number;
  readonly answerAfterMs?: number;
  /** Only messages that are taken have one. */
  readonly receipt?: ReceiptPlan;
  /** What the subscriber answers, at once. */
  readonly reply?: string;
}

export interface ReceiptPlan {
  readonly stat: 'DELIVRD' | 'EXPIRED' | 'UNDELIV' | 'REJECTD' | 'ENROUTE';
  readonly afterMs: number;
  /** Sent before the answer to the submit, whatever `afterMs`. */
  readonly early?: boolean;
  readonly err?: string;
  /** Text of Appendix B, parameters, or both [both]. */
  readonly form?: 'text' | 'parameters' | 'both';
}

export type Script = (message: SubmittedMessage) => Behaviour;

export interface ProviderOptions {
  readonly systemId?: string;
  readonly password?: string;
  /** 0 takes a free one. */
  readonly port?: number;
  /** Parameter in which senders put their own id. */
  readonly referenceTag?: number;
  /** Echo that parameter and user_message_reference in receipts [on]. */
  readonly echo?: boolean;
  /** Messages kept in full [1000]; counts are kept of all. */
  readonly keep?: number;
}

export const REFERENCE_TAG = 0x1501;
export const ACCEPT: Behaviour = { answer: 'accept' };

const WRONG_PASSWORD = 0x0e;

/** A real SMPP server on loopback with scripted behaviour. Its ledger outlives senders, connections and restarts. */
export class SmppProvider {
  script: Script = () => ACCEPT;
  /** While set, nothing is answered at all: the connection is there, but nobody is behind it. */
  frozen = false;
  binds = 0;
  readonly ledger: SmppLedger;
  readonly deliveries: SmppDeliveries;
  readonly #options: Required<ProviderOptions>;
  #server: Server | undefined;
  #port: number;

  constructor(options: ProviderOptions = {}) {
    this.#options = {
      systemId: 'tidewall',
      password: 'secret',
      port: 0,
      referenceTag: REFERENCE_TAG,
      echo: true,
      keep: 1_000,
      ...options,
    };
    const { referenceTag, echo } = this.#options;
    this.#port = this.#options.port;
    this.ledger = new SmppLedger(this.#options.keep);
    this.deliveries = new SmppDeliveries(nameOf(referenceTag), echo);
    smpp.addTLV(nameOf(referenceTag), { id: referenceTag, type: smpp.types.tlv.buffer });
  }

  get port(): number {
    return this.#port;
  }
  get sessions(): number {
    return this.#server?.sessions.length ?? 0;
  }

  /** Listens; after a stop on the same port. */
  async start(): Promise<this> {
    const server = smpp.createServer((session) => this.#serve(session));
    await new Promise<void>((resolve, reject) => {
      server.once('error', reject);
      server.listen(this.#port, '127.0.0.1', resolve);
    });
    this.#port = (server.address() as AddressInfo).port;
    this.#server = server;
    return this;
  }

  /** Breaks every connection and listens no more. */
  async stop(): Promise<void> {
    const server = this.#server;
    this.#server = undefined;
    if (server === undefined) return;
    const closed = new Promise((resolve) => server.close(resolve));
    for (const session of [...server.sessions]) session.destroy();
    this.deliveries.stop();
    await closed;
  }

  /** Breaks every connection; senders may come back. */
  dropAll(): void {
    for (const session of [...(this.#server?.sessions ?? [])]) session.destroy();
  }

  /** A subscriber writes. */
  reply(from: string, to: string, text: string): void {
    this.deliveries.reply(from, to, text);
  }

  #serve(session: Session): void {
    const answered = (answer: (pdu: Pdu) => void) => (pdu: Pdu) => {
      if (!this.frozen) answer(pdu);
    };
    session.on('error', () => session.destroy());
    session.on('close', () => this.deliveries.left(session));
    session.on(
      'bind_transceiver',
      answered((pdu) => this.#bind(session, pdu)),
    );
    session.on(
      'enquire_link',
      answered((pdu) => session.send(pdu.response())),
    );
    session.on(
      'submit_sm',
      answered((pdu) => this.#submit(session, pdu)),
    );
    session.on(
      'unbind',
      answered((pdu) => {
        this.deliveries.left(session);
        session.send(pdu.response());
      }),
    );
  }

  #bind(session: Session, pdu: Pdu): void {
    const { systemId, password } = this.#options;
    if (pdu.system_id !== systemId || pdu.password !== password) {
      session.send(pdu.response({ command_status: WRONG_PASSWORD }));
      return;
    }
    this.binds++;
    session.send(pdu.response({ system_id: 'provider' }));
    this.deliveries.bound(session);
  }

  #submit(session: Session, pdu: Pdu): void {
    const message = this.#read(pdu);
    const behaviour = this.script(message);
    const { answer, receipt, reply } = behaviour;
    if (typeof answer === 'number') {
      session.send(pdu.response({ command_status: answer }));
      return;
    }
    if (answer === 'drop-untaken') {
      session.destroy();
      return;
    }
    this.ledger.take(message);
    if (receipt !== undefined) this.deliveries.receipt(message, receipt);
    if (reply !== undefined) this.reply(message.to, message.from, reply);
    if (answer === 'drop') session.destroy();
    else if (answer !== 'silent')
      later(behaviour.answerAfterMs, () => this.#accept(session, pdu, message, answer));
  }

  #accept(
    session: Session,
    pdu: Pdu,
    { messageId }: SubmittedMessage,
    answer: 'accept' | 'accept-twice',
  ): void {
    session.send(pdu.response({ message_id: messageId }));
    if (answer === 'accept-twice') session.send(pdu.response({ message_id: messageId }));
  }

  #read(pdu: Pdu): SubmittedMessage {
    const before = this.ledger.receive();
    const long = pdu.message_payload;
    const { message, udh } = long ?? pdu.short_message ?? { message: '' };
    const joined = udh?.find((element) => element[0] === 0);
    const reference = pdu[nameOf(this.#options.referenceTag)];
    return {
      submissionId: Buffer.isBuffer(reference) ? reference.toString() : '',
      messageId: `P_${(before + 1).toString(36).toUpperCase()}`,
      from: pdu.source_addr ?? '',
      to: pdu.destination_addr ?? '',
      text: message.toString(),
      part: joined?.[4] ?? 1,
      parts: joined?.[3] ?? 1,
      userReference: pdu.user_message_reference,
      before,
    };
  }
}

/** The same name as the sender's in the same process: the library has one table of names. */
function nameOf(tag: number): string {
  return `reference_${tag}`;
}

function later(ms: number | undefined, work: () => void): void {
  if (ms === undefined || ms === 0) work();
  else setTimeout(work, ms);
}
