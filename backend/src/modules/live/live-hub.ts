import type { LiveDelta, LivePosition, LiveSnapshot } from '@tidewall/streams';
import { Credit, type CreditLimits } from './credit.ts';
import type { Topic, TopicChanges } from './topic.ts';

/** Where messages go. The gateway puts sockets behind it. */
export interface LiveTransport {
  snapshot(clientIds: readonly string[], message: LiveSnapshot): void;
  delta(clientIds: readonly string[], message: LiveDelta): void;
  /** Whether the connection has room: what was sent before has left. */
  writable(clientId: string): boolean;
}

export interface LiveHubSettings extends CreditLimits {
  /** Least time between two deltas of a topic [100]. */
  readonly deltaEveryMs: number;
  /** A topic without changes sends an empty delta this often, so that ages stay true [1000]. */
  readonly heartbeatMs: number;
  /** Least time between two snapshots of a topic that a client asks for [500]. */
  readonly snapshotEveryMs: number;
  /** How often a client that acknowledges nothing gets a snapshot instead of deltas [5000]. */
  readonly snapshotRetryMs: number;
}

export const DEFAULT_HUB_SETTINGS: LiveHubSettings = {
  maxBehind: 20,
  maxBehindStuck: 4,
  deltaEveryMs: 100,
  heartbeatMs: 1_000,
  snapshotEveryMs: 500,
  snapshotRetryMs: 5_000,
};

/** Timers of 100 ms come a little early or late: a tick that is this much too early counts. */
const TIMER_SLACK_MS = 5;

/** Whether a client may see an entry of the topic it subscribed to. */
export type Visible = (key: string) => boolean;

interface Client {
  readonly credit: Credit;
  /** Null: everything. */
  readonly visible: Visible | null;
}

interface Channel {
  readonly topic: Topic;
  readonly clients: Map<string, Client>;
  lastDeltaAt: number;
}

/**
 * Distributes topics to clients: a snapshot first, then conflated deltas, never more than the client keeps up with.
 * Everything leaves in `tick`, so that clients who come together share one message.
 *
 * Intervals are counted by the time that `tick` is given, which must not jump; `epochNow` dates the messages.
 */
export class LiveHub {
  readonly #transport: LiveTransport;
  readonly #epochNow: () => number;
  readonly #settings: LiveHubSettings;
  readonly #channels = new Map<string, Channel>();
  #eventTime: number | null = null;

  constructor(
    transport: LiveTransport,
    epochNow: () => number,
    settings: LiveHubSettings = DEFAULT_HUB_SETTINGS,
  ) {
    this.#transport = transport;
    this.#epochNow = epochNow;
    this.#settings = settings;
  }

  /** Newest watermark behind the data. */
  set eventTime(eventTime: number | null) {
    this.#eventTime = eventTime;
  }

  add(topic: Topic): void {
    this.#channels.set(topic.name, { topic, clients: new Map(), lastDeltaAt: -Infinity });
  }

  remove(name: string): void {
    this.#channels.delete(name);
  }

  has(name: string): boolean {
    return this.#channels.has(name);
  }

  clientsOf(name: string): number {
    return this.#channels.get(name)?.clients.size ?? 0;
  }

  get subscriptions(): number {
    let count = 0;
    for (const channel of this.#channels.values()) count += channel.clients.size;
    return count;
  }

  /**
   * Subscribes a client to a topic that exists, or again after a gap. It gets a snapshot unless `since` is where the
   * topic stands. Of entries that are not `visible` it learns nothing but that one of them is gone.
   */
  subscribe(clientId: string, name: string, since?: LivePosition, visible: Visible | null = null): void {
    const channel = this.#channels.get(name);
    if (channel === undefined) return;
    const { topic, clients } = channel;
    const credit = clients.get(clientId)?.credit ?? new Credit(this.#settings);
    clients.set(clientId, { credit, visible });
    if (since?.epoch === topic.epoch && since.seq === topic.seq) credit.isAt(topic.seq);
    else credit.askSnapshot();
  }

  unsubscribe(clientId: string, name: string): void {
    this.#channels.get(name)?.clients.delete(clientId);
  }

  disconnect(clientId: string): void {
    for (const channel of this.#channels.values()) channel.clients.delete(clientId);
  }

  /** A client has drawn everything up to `seq` of that epoch; another epoch's positions say nothing. */
  acknowledge(clientId: string, name: string, seq: number, epoch?: string): void {
    const channel = this.#channels.get(name);
    if (channel === undefined || (epoch !== undefined && epoch !== channel.topic.epoch)) return;
    channel.clients.get(clientId)?.credit.acknowledge(seq);
  }

  /** To be called about every `deltaEveryMs` with milliseconds of a clock that does not jump. */
  tick(now: number): void {
    for (const channel of this.#channels.values()) {
      const quiet = now - channel.lastDeltaAt + TIMER_SLACK_MS;
      const due = channel.topic.hasChanges ? this.#settings.deltaEveryMs : this.#settings.heartbeatMs;
      if (quiet >= due) this.#sendDelta(channel, now);
      this.#sendSnapshots(channel, now);
    }
  }

  #sendDelta(channel: Channel, now: number): void {
    const { topic } = channel;
    const changes = topic.flush();
    channel.lastDeltaAt = now;
    const head = this.#head(topic);
    const takers: string[] = [];
    for (const [clientId, { credit, visible }] of channel.clients) {
      if (!credit.mayTakeDelta(this.#transport.writable(clientId))) continue;
      credit.deltaSent(topic.seq, now);
      if (visible === null) takers.push(clientId);
      else this.#transport.delta([clientId], { ...head, changes: visibleChanges(changes, visible) });
    }
    if (takers.length > 0) this.#transport.delta(takers, { ...head, changes });
  }

  /** Changes that wait are in a snapshot too: the delta that follows repeats them, which is harmless. */
  #sendSnapshots({ topic, clients }: Channel, now: number): void {
    const { snapshotEveryMs, snapshotRetryMs } = this.#settings;
    const head = this.#head(topic);
    const takers: string[] = [];
    for (const [clientId, { credit, visible }] of clients) {
      if (!credit.isDueSnapshot(now, snapshotEveryMs, snapshotRetryMs)) continue;
      if (!this.#transport.writable(clientId)) continue;
      credit.snapshotSent(topic.seq, now);
      if (visible === null) takers.push(clientId);
      else this.#transport.snapshot([clientId], { ...head, data: visibleChanges(topic.snapshot(), visible) });
    }
    if (takers.length > 0) this.#transport.snapshot(takers, { ...head, data: topic.snapshot() });
  }

  #head({ name, epoch, seq }: Topic) {
    return { topic: name, epoch, seq, at: this.#epochNow(), eventTime: this.#eventTime };
  }
}

/** That an entry is gone may be told to everybody: whoever did not see it does not know what it was. */
function visibleChanges(changes: TopicChanges, visible: Visible): TopicChanges {
  return Object.fromEntries(Object.entries(changes).filter(([key, value]) => value === null || visible(key)));
}
