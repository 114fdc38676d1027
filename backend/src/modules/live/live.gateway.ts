import { Inject } from '@nestjs/common';
import {
  WebSocketGateway,
  type OnGatewayConnection,
  type OnGatewayDisconnect,
  type OnGatewayInit,
} from '@nestjs/websockets';
import type { Ack, ClockAnswer } from '@tidewall/streams';
import type { Logger } from 'pino';
import type { Namespace, Socket } from 'socket.io';
import type { z } from 'zod';
import { LOGGER } from '../../tokens.ts';
import { SocketAccess } from '../access/index.ts';
import { AppError } from '../web/app-error.ts';
import { expectedError } from '../web/error-body.ts';
import { creditSchema, subscribeSchema, unsubscribeSchema } from './live.dto.ts';
import { LiveService } from './live.service.ts';

const MAX_TOPICS = 64;

type Reply<T> = ((answer: T) => void) | undefined;

/** The door of the live protocol: validates what clients send and hands it on. */
@WebSocketGateway({ namespace: '/live' })
export class LiveGateway
  implements OnGatewayInit<Namespace>, OnGatewayConnection<Socket>, OnGatewayDisconnect<Socket>
{
  readonly #topics = new Map<string, Set<string>>();

  constructor(
    @Inject(LiveService) private readonly live: LiveService,
    @Inject(SocketAccess) private readonly access: SocketAccess,
    @Inject(LOGGER) private readonly log: Logger,
  ) {}

  afterInit(server: Namespace): void {
    this.access.protect(server);
    this.live.attach({
      get clients() {
        return server.sockets.size;
      },
      snapshot: (clientIds, message) => void server.to([...clientIds]).emit('snapshot', message),
      delta: (clientIds, message) => void server.to([...clientIds]).emit('delta', message),
      writable: (clientId) => server.sockets.get(clientId)?.conn.transport.writable ?? false,
    });
  }

  handleConnection(socket: Socket): void {
    this.#topics.set(socket.id, new Set());
    socket.on('subscribe', (request: unknown, reply: Reply<Ack>) => {
      void this.#answer(reply, () => this.#subscribe(socket, request));
    });
    socket.on('unsubscribe', (request: unknown, reply: Reply<Ack>) => {
      void this.#answer(reply, () => {
        this.#unsubscribe(socket.id, request);
      });
    });
    socket.on('credit', (request: unknown, reply: Reply<Ack>) => {
      void this.#answer(reply, () => {
        const { topic, seq, epoch } = valid(creditSchema, request);
        this.live.acknowledge(socket.id, topic, seq, epoch);
      });
    });
    socket.on('clock', (...parts: readonly unknown[]) => {
      const reply = parts.at(-1);
      if (typeof reply === 'function') (reply as (answer: ClockAnswer) => void)({ serverTime: Date.now() });
    });
  }

  handleDisconnect(socket: Socket): void {
    this.#topics.delete(socket.id);
    this.live.disconnect(socket.id);
  }

  async #subscribe(socket: Socket, request: unknown): Promise<void> {
    const { topic, since } = valid(subscribeSchema, request);
    const clientId = socket.id;
    this.access.assertMayFollow(socket, topic);
    const topics = this.#topics.get(clientId) ?? new Set();
    if (!topics.has(topic) && topics.size >= MAX_TOPICS) {
      throw new AppError('too-many-topics', `a client may have ${MAX_TOPICS} topics`);
    }
    topics.add(topic);
    try {
      await this.live.prepare(topic);
    } catch (error) {
      topics.delete(topic);
      throw error;
    }
    // The client may have left, or left the topic, meanwhile.
    if (this.#topics.has(clientId) && topics.has(topic))
      this.live.subscribe(clientId, topic, since, this.access.visibleTo(socket));
  }

  #unsubscribe(clientId: string, request: unknown): void {
    const { topic } = valid(unsubscribeSchema, request);
    this.#topics.get(clientId)?.delete(topic);
    this.live.unsubscribe(clientId, topic);
  }

  async #answer(reply: Reply<Ack>, work: () => void | Promise<void>): Promise<void> {
    const answer = await this.#outcome(work);
    if (typeof reply === 'function') reply(answer);
  }

  async #outcome(work: () => void | Promise<void>): Promise<Ack> {
    try {
      await work();
      return { ok: true };
    } catch (thrown) {
      const error = expectedError(thrown);
      if (error === null) this.log.error({ module: 'live', err: thrown }, 'message failed');
      return error === null
        ? { code: 'internal', message: 'something went wrong on our side' }
        : { code: error.code, message: error.message };
    }
  }
}

function valid<S extends z.ZodType>(schema: S, request: unknown): z.output<S> {
  const parsed = schema.safeParse(request);
  if (parsed.success) return parsed.data;
  const fields = parsed.error.issues.map((issue) => issue.path.join('.') || 'message').join(', ');
  throw new AppError('invalid-parameter', `invalid field: ${fields}`);
}
