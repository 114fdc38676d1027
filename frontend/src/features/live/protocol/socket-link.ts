import { io, type Socket } from 'socket.io-client';
import type { LinkListener, LiveLink } from './ports.ts';

/** A WebSocket is up in one round trip; where a proxy lets none through, every fifth attempt begins by polling. */
const POLL_EVERY = 5;

/**
 * The link of browsers: socket.io, without its own reconnection, whose longest waits have no jitter.
 *
 * @param origin of the server; empty for the page's own
 */
export class SocketLink implements LiveLink {
  readonly #socket: Socket;
  #listener: LinkListener | null = null;

  constructor(origin = '') {
    this.#socket = io(`${origin}/live`, {
      autoConnect: false,
      forceNew: true,
      reconnection: false,
      tryAllTransports: true,
    });
    this.#socket.io.on('open', () => this.#listener?.reached());
    this.#socket.on('connect', () => this.#listener?.up());
    this.#socket.on('disconnect', (reason) => {
      if (reason !== 'io client disconnect') this.#listener?.down();
    });
    this.#socket.on('connect_error', (error) => {
      // Only a server that was reached refuses with a code.
      const { data } = error as Error & { data?: { code?: unknown } };
      if (typeof data?.code === 'string') this.#listener?.refused(data.code);
      else this.#listener?.down();
    });
    for (const name of ['snapshot', 'delta'])
      this.#socket.on(name, (message: unknown) => this.#listener?.message(message));
  }

  get connected(): boolean {
    return this.#socket.connected;
  }

  listen(listener: LinkListener): void {
    this.#listener = listener;
  }

  open(attempt: number): void {
    this.close();
    this.#socket.io.opts.transports =
      attempt % POLL_EVERY === POLL_EVERY - 1 ? ['polling', 'websocket'] : ['websocket', 'polling'];
    this.#socket.connect();
  }

  close(): void {
    this.#socket.disconnect();
  }

  send(event: string, payload: object): void {
    if (this.#socket.connected) this.#socket.emit(event, payload);
  }

  ask(event: string, payload: object, timeoutMs: number, answered: (answer: unknown) => void): void {
    this.#socket.timeout(timeoutMs).emit(event, payload, (error: unknown, answer: unknown) => {
      answered(error === null ? answer : null);
    });
  }
}
