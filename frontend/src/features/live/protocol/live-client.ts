import type { ClockAnswer } from '@tidewall/streams/events';
import { Connector } from './connector.ts';
import { Inbox, type Waiting } from './inbox.ts';
import { isDelta, isRecord, isSnapshot } from './messages.ts';
import type { Cancel, LiveLink, Screen } from './ports.ts';
import { ServerClock } from './server-clock.ts';
import { Subscriptions } from './subscriptions.ts';
import { applyDelta, keysBetween, stateOfSnapshot, supersedes, type TopicState } from './topic-state.ts';

/** Topics that changed and the keys of each; none where only its times moved on. */
export type Changes = ReadonlyMap<string, ReadonlySet<string>>;

export interface LiveClientEvents {
  /** Once a paint, after all messages that waited for it. */
  readonly painted: (changed: Changes) => void;
  readonly connection: (connected: boolean) => void;
}

/** Least time between two paints: no tile is drawn more than ten times a second, whatever it reads. */
const PAINT_EVERY_MS = 100;
/** A frame is due in at most this: asked for a little early, a paint is not a frame late. */
const FRAME_MS = 12;
const SWEEP_MS = 500;
/** Between two sweeps: this screen itself stood still, and what it has not heard may be waiting. */
const STOOD_STILL_MS = 2_000;
const CLOCK_EVERY_MS = 30_000;
/** The first exchanges come together: the best of several is close. */
const FIRST_EXCHANGES_MS = [0, 300, 900, 2_000];
const ANSWER_MS = 3_000;
/** Every topic is heard each second: after this much silence the server is asked whether it is there. */
const PROBE_AFTER_MS = 3_000;
const PROBE_TIMEOUT_MS = 2_500;

/**
 * The one connection of the screen: topics kept equal to the server's, at most ten paints a second.
 *
 * Messages wait for the next paint, bounded, and are acknowledged by it. A hidden screen leaves its topics and comes back
 * with one snapshot of each. The states survive a lost connection: the last good frame stays.
 */
export class LiveClient {
  readonly clock = new ServerClock();
  readonly #link: LiveLink;
  readonly #screen: Screen;
  readonly #events: LiveClientEvents;
  readonly #connector: Connector;
  readonly #topics = new Subscriptions();
  readonly #inbox = new Inbox();
  readonly #states = new Map<string, TopicState>();
  readonly #timers = new Set<Cancel>();
  #cancelPaint: Cancel | null = null;
  #paintedAt = -Infinity;
  #heardAt: number;
  #sweptAt: number;
  #probedAt: number | null = null;
  #exchangedAt = -Infinity;
  #ended = false;

  constructor(link: LiveLink, screen: Screen, events: LiveClientEvents) {
    this.#link = link;
    this.#screen = screen;
    this.#events = events;
    this.#connector = new Connector(link, screen);
    this.#heardAt = this.#sweptAt = screen.now();
    link.listen({
      reached: () => this.#connector.reached(),
      up: () => this.#onUp(),
      down: () => this.#onDown(),
      refused: () => this.#onRefused(),
      message: (message) => this.#onMessage(message),
    });
    this.#connector.now();
    this.#sweepLater();
  }

  /** Milliseconds since anything was heard from the server. */
  silentMs(): number {
    return this.#screen.now() - this.#heardAt;
  }

  /** Milliseconds since a topic was heard, which it is each second; Infinity before its first snapshot. */
  topicSilentMs(topic: string): number {
    return this.#topics.silentMs(topic, this.#screen.now());
  }

  state(topic: string): TopicState | null {
    return this.#states.get(topic) ?? null;
  }

  /** Why the server does not give a topic; null while it does, or has not answered. */
  refusal(topic: string): string | null {
    return this.#topics.refusal(topic);
  }

  /** Messages that wait for the next paint. */
  get waiting(): number {
    return this.#inbox.size;
  }

  subscribe(topic: string): void {
    if (this.#topics.want(topic)) this.#askDue();
  }

  unsubscribe(topic: string): void {
    if (!this.#topics.drop(topic)) return;
    this.#states.delete(topic);
    this.#inbox.drop(topic);
    this.#link.send('unsubscribe', { topic });
  }

  /** To be called when the screen is hidden or shown. */
  visibilityChanged(): void {
    this.#inbox.clear();
    if (this.#screen.hidden) {
      for (const topic of this.#topics.names) this.#link.send('unsubscribe', { topic });
      return;
    }
    this.#topics.forgetAsked();
    this.#probedAt = null;
    if (this.#connector.isIdle) this.#connector.now();
    this.#sweep();
  }

  /** To be called when the network is back: waits for no timer. */
  networkIsBack(): void {
    this.#connector.now();
  }

  close(): void {
    this.#ended = true;
    for (const cancel of this.#timers) cancel();
    this.#cancelPaint?.();
    this.#connector.end();
    this.#link.close();
  }

  #onUp(): void {
    this.#connector.up();
    this.#heardAt = this.#screen.now();
    this.#probedAt = null;
    this.#events.connection(true);
    for (const delayMs of FIRST_EXCHANGES_MS) this.#after(delayMs, () => this.#exchangeClock());
    this.#topics.forgetAsked();
    this.#askDue();
  }

  #onDown(): void {
    this.#events.connection(false);
    this.#connector.down();
  }

  #onRefused(): void {
    this.#events.connection(false);
    this.#connector.refused();
  }

  #onMessage(message: unknown): void {
    const now = this.#screen.now();
    if (isSnapshot(message)) {
      if (this.#isOurs(message.topic)) this.#inbox.addSnapshot(message);
    } else if (isDelta(message)) {
      if (this.#isOurs(message.topic)) this.#inbox.addDelta(message);
    } else return;
    this.#heardAt = now;
    this.clock.hear(message.at, now);
    this.#topics.heard(message.topic, now);
    this.#paintLater();
  }

  /** What a hidden screen hears is of before it left its topics. */
  #isOurs(topic: string): boolean {
    return !this.#screen.hidden && this.#topics.has(topic);
  }

  #paintLater(): void {
    if (this.#cancelPaint !== null || this.#inbox.isEmpty) return;
    const waitMs = this.#paintedAt + PAINT_EVERY_MS - this.#screen.now();
    const inFrame = (): void => {
      this.#cancelPaint = this.#screen.frame(() => this.#paint());
    };
    if (waitMs <= FRAME_MS) inFrame();
    else this.#cancelPaint = this.#screen.after(waitMs - FRAME_MS, inFrame);
  }

  #paint(): void {
    this.#cancelPaint = null;
    this.#paintedAt = this.#screen.now();
    const changed = new Map<string, ReadonlySet<string>>();
    for (const waiting of this.#inbox.take()) {
      const keys = this.#apply(waiting);
      if (keys !== null) changed.set(waiting.topic, keys);
    }
    this.#askDue();
    if (changed.size === 0) return;
    try {
      this.#events.painted(changed);
    } finally {
      for (const topic of changed.keys()) this.#acknowledge(topic);
    }
  }

  #acknowledge(topic: string): void {
    const state = this.#states.get(topic);
    if (state !== undefined) this.#link.send('credit', { topic, epoch: state.epoch, seq: state.seq });
  }

  /** The keys that changed; null when nothing new has come. */
  #apply({ topic, snapshot, deltas, overflowed }: Waiting): ReadonlySet<string> | null {
    const known = this.#states.get(topic) ?? null;
    const keys = new Set<string>();
    let news = false;
    if (snapshot !== null && supersedes(snapshot, known)) {
      const state = stateOfSnapshot(snapshot);
      for (const key of keysBetween(known, state)) keys.add(key);
      this.#states.set(topic, state);
      this.#topics.whole(topic);
      news = true;
    }
    const state = this.#states.get(topic);
    for (const delta of deltas) {
      const outcome = state === undefined ? 'gap' : applyDelta(state, delta);
      if (outcome === 'applied') for (const key of Object.keys(delta.changes)) keys.add(key);
      news ||= outcome === 'applied';
      if (outcome === 'gap') this.#topics.broken(topic);
    }
    if (overflowed) this.#topics.broken(topic);
    return news ? keys : null;
  }

  #askDue(): void {
    if (!this.#link.connected || this.#screen.hidden) return;
    for (const topic of this.#topics.due(this.#screen.now())) {
      this.#link.ask('subscribe', { topic }, ANSWER_MS, (answer) => {
        if (isRecord(answer) && typeof answer['code'] === 'string')
          this.#topics.refused(topic, answer['code'], this.#screen.now());
      });
    }
  }

  #exchangeClock(): void {
    if (!this.#link.connected) return;
    const sentAt = this.#screen.now();
    this.#exchangedAt = sentAt;
    this.#link.ask('clock', {}, ANSWER_MS, (answer) => {
      const { serverTime } = (answer ?? {}) as Partial<ClockAnswer>;
      if (typeof serverTime !== 'number') return;
      this.#heardAt = this.#screen.now();
      this.clock.add({ sentAt, receivedAt: this.#heardAt, serverTime });
    });
  }

  #sweepLater(): void {
    this.#after(SWEEP_MS, () => {
      this.#sweep();
      this.#sweepLater();
    });
  }

  #sweep(): void {
    const now = this.#screen.now();
    const stoodStill = now - this.#sweptAt > STOOD_STILL_MS;
    this.#sweptAt = now;
    this.#askDue();
    if (now - this.#exchangedAt >= CLOCK_EVERY_MS) this.#exchangeClock();
    if (stoodStill) this.#probedAt = null;
    if (!this.#screen.hidden && this.#link.connected) this.#probe(now);
  }

  /** The transport notices a pulled cable only after its own long time-out; a silent server is asked, then left. */
  #probe(now: number): void {
    if (now - this.#heardAt < PROBE_AFTER_MS) this.#probedAt = null;
    else if (this.#probedAt === null) {
      this.#probedAt = now;
      this.#exchangeClock();
    } else if (now - this.#probedAt >= PROBE_TIMEOUT_MS) {
      this.#probedAt = null;
      this.#link.close();
      this.#onDown();
    }
  }

  #after(delayMs: number, run: () => void): void {
    if (this.#ended) return;
    const cancel = this.#screen.after(delayMs, () => {
      this.#timers.delete(cancel);
      run();
    });
    this.#timers.add(cancel);
  }
}
