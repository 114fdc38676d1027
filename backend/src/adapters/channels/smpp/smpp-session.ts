import { isIP } from 'node:net';
import smpp, { type Pdu, type PduFields, type Session } from 'smpp';

export interface SessionOptions {
  readonly host: string;
  readonly port: number;
  readonly tls: boolean;
  readonly systemId: string;
  readonly password: string;
  readonly systemType: string;
  readonly connectTimeoutMs: number;
  readonly responseTimeoutMs: number;
  readonly enquireLinkMs: number;
}

/**
 * What came of a request. `not-sent`: the socket did not take it; `not-writable`: there is no such PDU. The last two
 * leave open whether it arrived.
 */
export type Answer =
  | { readonly kind: 'answer'; readonly pdu: Pdu }
  | { readonly kind: 'not-sent' }
  | { readonly kind: 'not-writable' }
  | { readonly kind: 'response-timeout' }
  | { readonly kind: 'connection-lost' };

/** Answers a deliver_sm with a command_status. */
export type Respond = (status: number) => unknown;

/** The provider does not let us in, or does not answer. `code` is bounded. */
export class BindFault extends Error {
  override readonly name = 'BindFault';
  constructor(readonly code: string) {
    super(`cannot bind to the provider: ${code}`);
  }
}

const SMPP_3_4 = 0x34;
const UNBIND_TIMEOUT_MS = 2_000;
const LINGER_MS = 500;

/** One bound connection: requests with their answers, and the end of it, once. */
export class SmppSession {
  /** Why it ended. */
  readonly ended: Promise<string>;
  readonly #session: Session;
  readonly #options: SessionOptions;
  readonly #pending = new Set<(answer: Answer) => void>();
  #end: (reason: string) => void = () => undefined;
  #over = false;

  private constructor(session: Session, options: SessionOptions) {
    this.#session = session;
    this.#options = options;
    this.ended = new Promise((resolve) => (this.#end = resolve));
    session.on('close', () => this.#finish('connection-closed'));
    session.on('error', (error: NodeJS.ErrnoException) => this.#finish(error.code ?? 'protocol-error'));
    session.on('enquire_link', (pdu: Pdu) => session.send(pdu.response()));
    session.on('unknown', (pdu: Pdu) => session.send(pdu.response()));
    session.on('unbind', (pdu: Pdu) => {
      session.send(pdu.response());
      this.#finish('unbound-by-provider');
    });
  }

  /** Connects and binds as transceiver. Throws `BindFault`, also when `stop` is given before it is done. */
  static async open(
    options: SessionOptions,
    onDeliver: (pdu: Pdu, respond: Respond) => void,
    stop: AbortSignal,
  ): Promise<SmppSession> {
    const { host, port, tls } = options;
    const named = tls && isIP(host) === 0;
    const raw = smpp.connect({ host, port, tls, ...(named ? { servername: host } : {}) });
    const session = new SmppSession(raw, options);
    const deliver = (pdu: Pdu): void => {
      onDeliver(pdu, (status) => raw.send(pdu.response({ command_status: status })));
    };
    raw.on('deliver_sm', deliver);
    raw.on('data_sm', deliver);
    const giveUp = (): void => session.#finish('closed');
    stop.addEventListener('abort', giveUp);
    try {
      await session.#connected();
      await session.#bind();
    } finally {
      stop.removeEventListener('abort', giveUp);
    }
    session.#keepAlive();
    return session;
  }

  /** Sends and waits for the answer. What comes after the timeout goes to `onLate`. */
  request(command: string, fields: PduFields, onLate?: (pdu: Pdu) => void): Promise<Answer> {
    if (this.#over) return Promise.resolve({ kind: 'not-sent' });
    return new Promise((resolve) => {
      const settle = (answer: Answer): void => {
        clearTimeout(timer);
        this.#pending.delete(settle);
        resolve(answer);
      };
      const timer = setTimeout(() => settle({ kind: 'response-timeout' }), this.#options.responseTimeoutMs);
      const answered = (pdu: Pdu): void => {
        if (this.#pending.has(settle)) settle({ kind: 'answer', pdu });
        else onLate?.(pdu);
      };
      try {
        const sent = this.#session.send(new smpp.PDU(command, fields), answered);
        if (sent) this.#pending.add(settle);
        else settle({ kind: 'not-sent' });
      } catch {
        // The library throws while it writes the parameters, before anything reaches the socket.
        settle({ kind: 'not-writable' });
      }
    });
  }

  /** Says goodbye as the protocol wants it, but does not wait long. */
  async unbind(): Promise<void> {
    if (this.#over) return;
    const patience = setTimeout(() => this.#finish('unbind-timeout'), UNBIND_TIMEOUT_MS);
    await this.request('unbind', {});
    clearTimeout(patience);
    this.#finish('unbound');
  }

  async #connected(): Promise<void> {
    const patience = setTimeout(() => this.#finish('connect-timeout'), this.#options.connectTimeoutMs);
    const connected = new Promise<undefined>((resolve) => {
      this.#session.once(this.#options.tls ? 'secureConnect' : 'connect', () => resolve(undefined));
    });
    const fault = await Promise.race([connected, this.ended]);
    clearTimeout(patience);
    if (fault !== undefined) throw new BindFault(fault);
  }

  async #bind(): Promise<void> {
    const { systemId, password, systemType } = this.#options;
    const answer = await this.request('bind_transceiver', {
      system_id: systemId,
      password,
      system_type: systemType,
      interface_version: SMPP_3_4,
    });
    const status = answer.kind === 'answer' ? answer.pdu.command_status : undefined;
    if (answer.kind === 'answer' && status === 0 && answer.pdu.command !== 'generic_nack') return;
    const name = Object.entries(smpp.errors).find(([, code]) => code === status)?.[0];
    const code = name ?? (status === undefined ? answer.kind : `SMPP_0x${status.toString(16)}`);
    this.#finish(code);
    throw new BindFault(code);
  }

  /** A link that answers no enquiry is dead, whatever the socket thinks. */
  #keepAlive(): void {
    const enquire = async (): Promise<void> => {
      const answer = await this.request('enquire_link', {});
      if (answer.kind === 'response-timeout') this.#finish('enquire-link-timeout');
    };
    const timer = setInterval(() => void enquire(), this.#options.enquireLinkMs);
    void this.ended.then(() => clearInterval(timer));
  }

  #finish(reason: string): void {
    if (this.#over) return;
    this.#over = true;
    this.#session.close();
    // What was just said, an answer to unbind for one, still goes out.
    setTimeout(() => this.#session.destroy(), LINGER_MS).unref();
    for (const settle of [...this.#pending]) settle({ kind: 'connection-lost' });
    this.#end(reason);
  }
}
