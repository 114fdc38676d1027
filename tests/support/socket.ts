import type { LiveDelta, LiveSnapshot, SubscribeRequest } from '@tidewall/streams';
import { io, type Socket } from 'socket.io-client';
import { until } from './until.ts';

const ACK_MS = 10_000;

export type LiveMessage =
  ({ readonly kind: 'snapshot' } & LiveSnapshot) | ({ readonly kind: 'delta' } & LiveDelta);

/** A client of the live namespace: keeps every message and acknowledges it, as a wall does. */
export class LiveClient {
  readonly socket: Socket;
  readonly messages: LiveMessage[] = [];

  constructor(url: string) {
    this.socket = io(`${url}/live`, { transports: ['websocket'], reconnectionDelay: 100 });
    this.socket.on('snapshot', (message: LiveSnapshot) => this.#take({ kind: 'snapshot', ...message }));
    this.socket.on('delta', (message: LiveDelta) => this.#take({ kind: 'delta', ...message }));
  }

  /** Sends a message and gives its acknowledgement. */
  async ask<T = unknown>(message: string, payload: unknown = {}): Promise<T> {
    return (await this.socket.timeout(ACK_MS).emitWithAck(message, payload)) as T;
  }

  subscribe(topic: string, since?: SubscribeRequest['since']): Promise<unknown> {
    return this.ask('subscribe', since === undefined ? { topic } : { topic, since });
  }

  of(topic: string): LiveMessage[] {
    return this.messages.filter((message) => message.topic === topic);
  }

  /** The first message of a topic that fits, now or later. */
  seen(topic: string, fits: (message: LiveMessage) => boolean, withinMs?: number): Promise<LiveMessage> {
    return until(`a message of ${topic}`, () => this.of(topic).find(fits), withinMs);
  }

  /** What the client knows of a topic: its last snapshot with every delta since. */
  state(topic: string): Readonly<Record<string, unknown>> {
    const entries = new Map<string, unknown>();
    for (const message of this.of(topic)) {
      if (message.kind === 'snapshot') entries.clear();
      const changes = message.kind === 'snapshot' ? message.data : message.changes;
      for (const [key, value] of Object.entries(changes)) {
        if (value === null) entries.delete(key);
        else entries.set(key, value);
      }
    }
    return Object.fromEntries(entries);
  }

  close(): void {
    this.socket.close();
  }

  #take(message: LiveMessage): void {
    this.messages.push(message);
    this.socket.emit('credit', { topic: message.topic, seq: message.seq });
  }
}
