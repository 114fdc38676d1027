import { setTimeout } from 'node:timers/promises';
import type { Pdu, PduFields } from 'smpp';
import type { ChannelLog } from '../channel.ts';
import { fullJitterMs } from '../retry-delay.ts';
import { BindFault, SmppSession, type Answer, type Respond, type SessionOptions } from './smpp-session.ts';

export interface LinkPorts {
  readonly log: ChannelLog;
  readonly random: () => number;
  onState(bound: boolean): void;
  onDeliver(pdu: Pdu, respond: Respond): void;
}

export interface LinkOptions extends SessionOptions {
  readonly reconnectFirstMs: number;
  readonly reconnectMostMs: number;
}

/** Keeps one session bound, again and again, with growing pauses until the provider takes a message once more. */
export class SmppLink {
  readonly #options: LinkOptions;
  readonly #ports: LinkPorts;
  readonly #stop = new AbortController();
  readonly #done: Promise<void>;
  #session: SmppSession | undefined;
  #attempt = 0;
  #lastFault: string | undefined;

  constructor(options: LinkOptions, ports: LinkPorts) {
    this.#options = options;
    this.#ports = ports;
    this.#done = this.#run();
  }

  get bound(): boolean {
    return this.#session !== undefined;
  }
  get lastFault(): string | undefined {
    return this.#lastFault;
  }

  async submit(fields: PduFields, onLate: (pdu: Pdu) => void): Promise<Answer> {
    const answer = (await this.#session?.request('submit_sm', fields, onLate)) ?? { kind: 'not-sent' };
    // Only now is the provider known to work: one that binds and drops at once gets longer pauses.
    if (answer.kind === 'answer') this.#attempt = 0;
    return answer;
  }

  async close(): Promise<void> {
    this.#stop.abort();
    await this.#session?.unbind();
    await this.#done;
  }

  async #run(): Promise<void> {
    while (!this.#stopping()) {
      const fault = await this.#live();
      if (this.#stopping()) break;
      this.#lastFault = fault;
      const { reconnectFirstMs, reconnectMostMs } = this.#options;
      const pauseMs = fullJitterMs(++this.#attempt, reconnectFirstMs, reconnectMostMs, this.#ports.random);
      this.#ports.log('warn', 'provider connection lost', { fault, attempt: this.#attempt, pauseMs });
      await this.#sleep(pauseMs);
    }
  }

  /** One session from connect to end; answers why it ended. */
  async #live(): Promise<string> {
    try {
      const { onDeliver } = this.#ports;
      const session = await SmppSession.open(this.#options, onDeliver, this.#stop.signal);
      this.#bind(session);
      return await session.ended;
    } catch (error) {
      if (error instanceof BindFault) return error.code;
      this.#ports.log('error', 'provider connection failed', { err: error });
      return 'unexpected-fault';
    } finally {
      if (this.#session !== undefined) {
        this.#session = undefined;
        this.#ports.onState(false);
      }
    }
  }

  #bind(session: SmppSession): void {
    this.#session = session;
    this.#lastFault = undefined;
    this.#ports.log('info', 'bound to the provider', { attempt: this.#attempt });
    this.#ports.onState(true);
  }

  #stopping(): boolean {
    return this.#stop.signal.aborted;
  }

  /** Ends early, without a fault, when the link is closed. */
  async #sleep(ms: number): Promise<void> {
    await setTimeout(ms, undefined, { signal: this.#stop.signal }).catch(() => undefined);
  }
}
