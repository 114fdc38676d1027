import type { LinkListener, LiveLink } from '@tidewall/frontend/protocol';
import type { Line, Sent, TestServer } from './test-server.ts';
import type { TestScreen } from './test-screen.ts';
import type { VirtualTime } from './virtual-time.ts';

/** What happens to messages. A wire that keeps order and loses nothing has zeros everywhere but the delay. */
export interface Weather {
  /** Of all messages, each way. */
  readonly drop: number;
  readonly duplicate: number;
  /** Least and most time on the way: where they differ, messages overtake each other. */
  readonly delayMs: readonly [least: number, most: number];
}

export const CALM: Weather = { drop: 0, duplicate: 0, delayMs: [20, 20] };

/** The server's end of one connection. */
class ServerEnd implements Line {
  readonly id: string;
  readonly visible: Line['visible'];
  readonly send: Line['send'];
  readonly drop: Line['drop'];
  /** Messages that could not leave. */
  heldBack = 0;

  constructor(id: string, visible: Line['visible'], { send, drop }: Pick<Line, 'send' | 'drop'>) {
    this.id = id;
    this.visible = visible;
    this.send = send;
    this.drop = drop;
  }

  get writable(): boolean {
    return this.heldBack === 0;
  }
}

/** The network between one screen and the server, as bad as the test wants it. */
export class TestLink implements LiveLink {
  weather: Weather = CALM;
  /** Most messages that ever waited at the server for the cable to be plugged in again. */
  mostHeldBack = 0;
  attempts = 0;
  /** Messages of topics that came. */
  received = 0;
  readonly #time: VirtualTime;
  readonly #screen: TestScreen;
  readonly #server: TestServer;
  readonly #random: () => number;
  readonly #visible: Line['visible'];
  readonly #name: string;
  readonly #replies = new Map<number, (answer: unknown) => void>();
  #listener: LinkListener | null = null;
  #line: ServerEnd | null = null;
  #unplugged = false;
  #lines = 0;
  #asked = 0;

  constructor(
    parts: { time: VirtualTime; screen: TestScreen; server: TestServer; random: () => number },
    name: string,
    visible: Line['visible'] = null,
  ) {
    this.#time = parts.time;
    this.#screen = parts.screen;
    this.#server = parts.server;
    this.#random = parts.random;
    this.#name = name;
    this.#visible = visible;
  }

  get connected(): boolean {
    return this.#line !== null;
  }

  /** The cable is out: nothing comes through, and nobody is told. */
  get unplugged(): boolean {
    return this.#unplugged;
  }

  set unplugged(unplugged: boolean) {
    this.#unplugged = unplugged;
    if (!unplugged && this.#line !== null) this.#line.heldBack = 0;
  }

  listen(listener: LinkListener): void {
    this.#listener = listener;
  }

  open(): void {
    this.close();
    const attempt = ++this.attempts;
    this.#time.after(this.#delay(), () => {
      if (attempt !== this.attempts || this.unplugged) return;
      const line = this.#newLine();
      if (!this.#server.accept(line)) return this.#hear((listener) => listener.down());
      this.#hear((listener) => listener.reached());
      this.#line = line;
      this.#hear((listener) => listener.up());
    });
  }

  close(): void {
    this.attempts++;
    const line = this.#line;
    this.#line = null;
    this.#answerNobody();
    if (line !== null && !this.unplugged) this.#server.leave(line.id);
  }

  /** Both ends are told that the connection is lost. */
  cut(): void {
    if (this.#line === null) return;
    this.#server.leave(this.#line.id);
    this.#lost();
  }

  send(event: string, payload: object): void {
    this.#up(event, payload, null);
  }

  ask(event: string, payload: object, timeoutMs: number, answered: (answer: unknown) => void): void {
    const id = ++this.#asked;
    this.#replies.set(id, answered);
    this.#screen.after(timeoutMs, () => this.#answer(id, null));
    this.#up(event, payload, id);
  }

  #newLine(): ServerEnd {
    const line: ServerEnd = new ServerEnd(`${this.#name}-${++this.#lines}`, this.#visible, {
      send: (sent) => this.#down(line, sent),
      drop: () => {
        if (this.#line === line && !this.unplugged) this.#lost();
      },
    });
    return line;
  }

  #lost(): void {
    this.#line = null;
    this.#answerNobody();
    this.#hear((listener) => listener.down());
  }

  #up(event: string, payload: object, reply: number | null): void {
    const line = this.#line;
    if (line === null) return;
    this.#travel(() => this.#server.receive(line.id, event, structuredClone(payload), reply));
  }

  #down(line: ServerEnd, sent: Sent): void {
    if (this.unplugged) {
      // The server's end keeps what it could not send, until the connection is given up.
      this.mostHeldBack = Math.max(this.mostHeldBack, ++line.heldBack);
      return;
    }
    line.heldBack = 0;
    this.#travel(() => {
      if (this.#line !== line) return;
      if ('reply' in sent) this.#answer(sent.reply, sent.answer);
      else {
        this.received++;
        this.#hear((listener) => listener.message(sent.message));
      }
    });
  }

  #travel(arrive: () => void): void {
    const { drop, duplicate } = this.weather;
    if (this.unplugged || this.#random() < drop) return;
    const times = this.#random() < duplicate ? 2 : 1;
    for (let time = 0; time < times; time++) {
      this.#time.after(this.#delay(), () => {
        if (!this.unplugged) arrive();
      });
    }
  }

  /** A sleeping screen hears when it wakes. */
  #hear(tell: (listener: LinkListener) => void): void {
    this.#screen.after(0, () => tell(this.#listener!));
  }

  #answer(id: number, answer: unknown): void {
    const answered = this.#replies.get(id);
    this.#replies.delete(id);
    if (answered !== undefined) this.#screen.after(0, () => answered(answer));
  }

  #answerNobody(): void {
    for (const id of [...this.#replies.keys()]) this.#answer(id, null);
  }

  #delay(): number {
    const [least, most] = this.weather.delayMs;
    return least + (most - least) * this.#random();
  }
}
