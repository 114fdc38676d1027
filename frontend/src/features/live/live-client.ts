import type { ClockAnswer } from '@tidewall/streams/events';
import { io, type Socket } from 'socket.io-client';
import { isDelta, isSnapshot } from './messages.ts';
import { ServerClock } from './server-clock.ts';
import { applyDelta, stateOfSnapshot, supersedes, type TopicState } from './topic-state.ts';

export interface LiveClientEvents {
  /** Once a frame, after all messages of the frame: the topics that changed and the keys of each. */
  readonly painted: (changed: ReadonlyMap<string, ReadonlySet<string>>) => void;
  readonly connection: (connected: boolean) => void;
}

const CLOCK_EVERY_MS = 30_000;
const PROBE_AFTER_MS = 3_000;
const PROBE_TIMEOUT_MS = 3_000;
const RESUBSCRIBE_AFTER_MS = 1_000;

/**
 * The one socket of the screen: topics kept equal to the server's, one paint a frame.
 *
 * Messages wait for the next frame; a hidden tab has no frames, so it forgets them and asks for one snapshot when shown
 * again. The states survive a lost connection: the last good frame stays.
 */
export class LiveClient {
  readonly clock = new ServerClock();
  readonly #socket: Socket;
  readonly #events: LiveClientEvents;
  readonly #states = new Map<string, TopicState>();
  readonly #wanted = new Set<string>();
  readonly #asked = new Map<string, number>();
  readonly #timers: ReturnType<typeof setInterval>[] = [];
  #queue: unknown[] = [];
  #frame: number | null = null;
  #heardAt = performance.now();
  #probing = false;

  constructor(events: LiveClientEvents) {
    this.#events = events;
    this.#socket = io('/live', {
      reconnectionDelay: 500,
      reconnectionDelayMax: 2_000,
      randomizationFactor: 0.5,
      timeout: 3_000,
    });
    this.#listen();
    this.#timers.push(setInterval(() => this.#exchangeClock(), CLOCK_EVERY_MS));
    this.#timers.push(setInterval(() => this.#probe(), 1_000));
    document.addEventListener('visibilitychange', this.#shown);
  }

  /** Milliseconds since anything was heard from the server. */
  silentMs(): number {
    return performance.now() - this.#heardAt;
  }

  state(topic: string): TopicState | null {
    return this.#states.get(topic) ?? null;
  }

  subscribe(topic: string): void {
    if (this.#wanted.has(topic)) return;
    this.#wanted.add(topic);
    this.#ask(topic);
  }

  unsubscribe(topic: string): void {
    if (!this.#wanted.delete(topic)) return;
    this.#states.delete(topic);
    this.#asked.delete(topic);
    this.#socket.emit('unsubscribe', { topic });
  }

  close(): void {
    for (const timer of this.#timers) clearInterval(timer);
    document.removeEventListener('visibilitychange', this.#shown);
    if (this.#frame !== null) cancelAnimationFrame(this.#frame);
    this.#socket.close();
  }

  #listen(): void {
    this.#socket.on('connect', () => {
      this.#heard();
      this.#events.connection(true);
      this.#exchangeClock();
      this.#askAll();
    });
    this.#socket.on('disconnect', (reason) => {
      this.#events.connection(false);
      // A server that closes deliberately is not reconnected to by the library itself.
      if (reason === 'io server disconnect') this.#socket.connect();
    });
    for (const name of ['snapshot', 'delta']) {
      this.#socket.on(name, (message: unknown) => {
        this.#heard();
        this.#enqueue(message);
      });
    }
  }

  #enqueue(message: unknown): void {
    if (document.hidden) return;
    this.#queue.push(message);
    this.#frame ??= requestAnimationFrame(() => this.#paint());
  }

  #paint(): void {
    this.#frame = null;
    const changed = new Map<string, Set<string>>();
    for (const message of this.#queue) this.#apply(message, changed);
    this.#queue = [];
    if (changed.size === 0) return;
    this.#events.painted(changed);
    for (const topic of changed.keys()) {
      const seq = this.#states.get(topic)?.seq;
      if (seq !== undefined) this.#socket.emit('credit', { topic, seq });
    }
  }

  #apply(message: unknown, changed: Map<string, Set<string>>): void {
    if (isSnapshot(message)) {
      if (!this.#wanted.has(message.topic)) return;
      this.#asked.delete(message.topic);
      if (!supersedes(message, this.#states.get(message.topic) ?? null)) return;
      this.#states.set(message.topic, stateOfSnapshot(message));
      note(changed, message.topic, Object.keys(message.data));
    } else if (isDelta(message)) {
      const state = this.#states.get(message.topic);
      if (state === undefined) return;
      const outcome = applyDelta(state, message);
      if (outcome === 'applied') note(changed, message.topic, Object.keys(message.changes));
      else if (outcome === 'gap') this.#ask(message.topic);
    }
  }

  /** At most one question a second and topic, however many deltas arrive past a gap. */
  #ask(topic: string): void {
    const now = performance.now();
    if (!this.#socket.connected || now - (this.#asked.get(topic) ?? -Infinity) < RESUBSCRIBE_AFTER_MS) return;
    this.#asked.set(topic, now);
    this.#socket.emit('subscribe', { topic });
  }

  #askAll(): void {
    this.#asked.clear();
    for (const topic of this.#wanted) this.#ask(topic);
  }

  readonly #shown = (): void => {
    this.#queue = [];
    if (!document.hidden) this.#askAll();
  };

  #heard(): void {
    this.#heardAt = performance.now();
  }

  #exchangeClock(): void {
    const sentAt = performance.now();
    this.#socket
      .timeout(PROBE_TIMEOUT_MS)
      .emit('clock', {}, (error: unknown, answer: Partial<ClockAnswer> | undefined) => {
        this.#probing = false;
        if (error !== null || typeof answer?.serverTime !== 'number') return;
        this.#heard();
        this.clock.add({ sentAt, receivedAt: performance.now(), serverTime: answer.serverTime });
      });
  }

  /** The transport notices a pulled cable only after its own long timeout; a silent server is asked at once. */
  #probe(): void {
    for (const [topic, at] of this.#asked) if (performance.now() - at > 5_000) this.#ask(topic);
    if (this.#probing || !this.#socket.connected || this.silentMs() < PROBE_AFTER_MS) return;
    if (this.silentMs() > 4 * PROBE_AFTER_MS) {
      this.#socket.disconnect().connect();
      return;
    }
    this.#probing = true;
    this.#exchangeClock();
  }
}

function note(changed: Map<string, Set<string>>, topic: string, keys: readonly string[]): void {
  const known = changed.get(topic) ?? new Set<string>();
  for (const key of keys) known.add(key);
  changed.set(topic, known);
}
