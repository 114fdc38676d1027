import { LiveHub, Topic, type LiveTransport } from '@tidewall/backend';
import type { LivePosition } from '@tidewall/streams';
import type { VirtualTime } from './virtual-time.ts';

/** Something that a server sends to a connection. */
export type Sent = { readonly reply: number; readonly answer: unknown } | { readonly message: unknown };

/** The server's end of a connection. */
export interface Line {
  readonly id: string;
  /** Entries it may see; null: all. */
  readonly visible: ((key: string) => boolean) | null;
  send(sent: Sent): void;
  /** What was sent before has left. */
  readonly writable: boolean;
  /** The other end hears of it. */
  drop(): void;
}

const TICK_MS = 100;
const EPOCH_MS = Date.parse('2026-02-10T12:00:00+08:00');

/**
 * The real hub with topics that a test fills, behind a door that does what the gateway does. A restart makes a new hub with
 * new topics of the same names, which hold what the old ones held or something else.
 */
export class TestServer {
  readonly #time: VirtualTime;
  readonly #names: readonly string[];
  readonly #lines = new Map<string, Line>();
  #topics = new Map<string, Topic>();
  #hub: LiveHub | null = null;
  #clockAheadMs = 0;

  constructor(time: VirtualTime, names: readonly string[]) {
    this.#time = time;
    this.#names = names;
    this.start();
    time.every(TICK_MS, () => this.#hub?.tick(time.now));
  }

  get isUp(): boolean {
    return this.#hub !== null;
  }

  /** Epoch milliseconds by the server's clock, which somebody may set. */
  get epochNow(): number {
    return EPOCH_MS + this.#time.now + this.#clockAheadMs;
  }

  setClock(byMs: number): void {
    this.#clockAheadMs += byMs;
  }

  start(): void {
    const transport: LiveTransport = {
      snapshot: (ids, message) => this.#tell(ids, message),
      delta: (ids, message) => this.#tell(ids, message),
      writable: (id) => this.#lines.get(id)?.writable ?? false,
    };
    this.#hub = new LiveHub(transport, () => this.epochNow);
    const before = this.#topics;
    this.#topics = new Map(this.#names.map((name) => [name, new Topic(name)]));
    for (const [name, topic] of this.#topics) {
      for (const [key, value] of Object.entries(before.get(name)?.snapshot() ?? {})) topic.set(key, value);
      this.#hub.add(topic);
    }
  }

  stop(): void {
    this.#hub = null;
    for (const line of [...this.#lines.values()]) line.drop();
    this.#lines.clear();
  }

  set(topic: string, key: string, value: unknown): void {
    const entries = this.#topics.get(topic)!;
    if (value === null) entries.delete(key);
    else entries.set(key, value);
  }

  state(topic: string): Readonly<Record<string, unknown>> {
    return this.#topics.get(topic)!.snapshot();
  }

  /** A connection is there; false while the server is not. */
  accept(line: Line): boolean {
    if (this.#hub !== null) this.#lines.set(line.id, line);
    return this.#hub !== null;
  }

  leave(id: string): void {
    this.#lines.delete(id);
    this.#hub?.disconnect(id);
  }

  /** As the gateway answers; of a connection that is no more nothing is taken. */
  receive(id: string, event: string, payload: object, reply: number | null): void {
    const line = this.#lines.get(id);
    if (line === undefined || this.#hub === null) return;
    const answer = this.#act(line, event, payload as { topic: string; seq: number; epoch: string });
    if (reply !== null) line.send({ reply, answer });
  }

  #act(line: Line, event: string, payload: { topic: string; since?: LivePosition } & LivePosition): unknown {
    const { topic, seq, epoch, since } = payload;
    if (event === 'clock') return { serverTime: this.epochNow };
    if (event === 'credit') this.#hub!.acknowledge(line.id, topic, seq, epoch);
    if (event === 'unsubscribe') this.#hub!.unsubscribe(line.id, topic);
    if (event === 'subscribe') {
      if (!this.#hub!.has(topic)) return { code: 'unknown-topic', message: 'there is no such topic' };
      this.#hub!.subscribe(line.id, topic, since, line.visible);
    }
    return { ok: true };
  }

  #tell(ids: readonly string[], message: unknown): void {
    // What leaves is a copy, as on a wire.
    for (const id of ids) this.#lines.get(id)?.send({ message: structuredClone(message) });
  }
}
