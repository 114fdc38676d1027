import type { LiveDelta, LivePosition, LiveSnapshot } from '@tidewall/streams';
import { Credit } from './credit.ts';
import type { Topic, TopicChanges } from './topic.ts';

/** Where messages go. The gateway puts sockets behind it. */
export interface LiveTransport {
  snapshot(clientId: string, message: LiveSnapshot): void;
  delta(clientIds: readonly string[], message: LiveDelta): void;
  /** Whether the connection has room: what was sent before has left. */
  writable(clientId: string): boolean;
}

export interface LiveHubSettings {
  /** Messages a client may leave unacknowledged [20]. */
  readonly maxBehind: number;
  /** Least time between two deltas of a topic [100]. */
  readonly deltaEveryMs: number;
  /** A topic without changes sends an empty delta this often, so that ages stay true [1000]. */
  readonly heartbeatMs: number;
  /** How often a client that acknowledges nothing gets a snapshot instead of deltas [5000]. */
  readonly snapshotRetryMs: number;
}

export const DEFAULT_HUB_SETTINGS: LiveHubSettings = {
  maxBehind: 20,
  deltaEveryMs: 100,
  heartbeatMs: 1_000,
  snapshotRetryMs: 5_000,
};

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

/** Distributes topics to clients: a snapshot first, then conflated deltas, never more than the client keeps up with. */
export class LiveHub {
  readonly #transport: LiveTransport;
  readonly #settings: LiveHubSettings;
  readonly #channels = new Map<string, Channel>();
  #eventTime: number | null = null;

  constructor(transport: LiveTransport, settings: LiveHubSettings = DEFAULT_HUB_SETTINGS) {
    this.#transport = transport;
    this.#settings = settings;
  }

  /** Newest watermark behind the data. */
  set eventTime(eventTime: number | null) {
    this.#eventTime = eventTime;
  }

  add(topic: Topic): void {
    this.#channels.set(topic.name, { topic, clients: new Map(), lastDeltaAt: 0 });
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
   * Subscribes a client to a topic that exists. It gets a snapshot unless `since` is where the topic stands. Of entries
   * that are not `visible` it learns nothing but that one of them is gone.
   */
  subscribe(
    clientId: string,
    name: string,
    now: number,
    since?: LivePosition,
    visible: Visible | null = null,
  ): void {
    const channel = this.#channels.get(name);
    if (channel === undefined) return;
    const client = { credit: new Credit(this.#settings.maxBehind), visible };
    if (channel.topic.hasChanges) this.#sendDelta(channel, now);
    channel.clients.set(clientId, client);
    const upToDate = since?.epoch === channel.topic.epoch && since.seq === channel.topic.seq;
    if (!upToDate) this.#sendSnapshot(channel, clientId, client, now);
  }

  unsubscribe(clientId: string, name: string): void {
    this.#channels.get(name)?.clients.delete(clientId);
  }

  disconnect(clientId: string): void {
    for (const channel of this.#channels.values()) channel.clients.delete(clientId);
  }

  acknowledge(clientId: string, name: string, seq: number): void {
    this.#channels.get(name)?.clients.get(clientId)?.credit.acknowledge(seq);
  }

  /** To be called about every `deltaEveryMs`. */
  tick(now: number): void {
    for (const channel of this.#channels.values()) {
      const quiet = now - channel.lastDeltaAt;
      const due = channel.topic.hasChanges ? this.#settings.deltaEveryMs : this.#settings.heartbeatMs;
      if (quiet >= due) this.#sendDelta(channel, now);
      this.#sendDueSnapshots(channel, now);
    }
  }

  #sendDelta(channel: Channel, now: number): void {
    const { topic } = channel;
    const changes = topic.flush();
    channel.lastDeltaAt = now;
    const head = this.#head(topic, now);
    const takers: string[] = [];
    for (const [clientId, { credit, visible }] of channel.clients) {
      if (!credit.mayTakeDelta()) continue;
      credit.deltaSent(topic.seq, now);
      if (visible === null) takers.push(clientId);
      else this.#transport.delta([clientId], { ...head, changes: visibleChanges(changes, visible) });
    }
    if (takers.length > 0) this.#transport.delta(takers, { ...head, changes });
  }

  #sendDueSnapshots(channel: Channel, now: number): void {
    for (const [clientId, client] of channel.clients) {
      if (!client.credit.isDueSnapshot(now, this.#settings.snapshotRetryMs)) continue;
      if (this.#transport.writable(clientId)) this.#sendSnapshot(channel, clientId, client, now);
    }
  }

  /** Changes that wait are in the snapshot too: the delta that follows repeats them, which is harmless. */
  #sendSnapshot(channel: Channel, clientId: string, { credit, visible }: Client, now: number): void {
    credit.snapshotSent(channel.topic.seq, now);
    const all = channel.topic.snapshot();
    const data = visible === null ? all : visibleChanges(all, visible);
    this.#transport.snapshot(clientId, { ...this.#head(channel.topic, now), data });
  }

  #head(topic: Topic, now: number) {
    return { topic: topic.name, epoch: topic.epoch, seq: topic.seq, at: now, eventTime: this.#eventTime };
  }
}

/** That an entry is gone may be told to everybody: whoever did not see it does not know what it was. */
function visibleChanges(changes: TopicChanges, visible: Visible): TopicChanges {
  return Object.fromEntries(Object.entries(changes).filter(([key, value]) => value === null || visible(key)));
}
