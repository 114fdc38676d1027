import { Inject, Injectable, type OnModuleDestroy } from '@nestjs/common';
import type { Namespace, Socket } from 'socket.io';
import type { Logger } from 'pino';
import { isDeepStrictEqual } from 'node:util';
import { LOGGER } from '../../tokens.ts';
import { ReferenceService } from '../reference/reference.service.ts';
import { AppError } from '../web/app-error.ts';
import { AccessScope } from './access-scope.service.ts';
import type { Proof } from './access.types.ts';
import { AuthenticationService } from './authentication.service.ts';
import { decide } from './decision.ts';
import { mayFollow, topicName } from './topics.ts';

/** How long a socket outlives its session, pairing or key at most, with what it takes to look. */
const LOOK_AGAIN_MS = 2_000;

/** Who is behind a socket, from the handshake to the end; and which topics are for them. */
@Injectable()
export class SocketAccess implements OnModuleDestroy {
  readonly #proofs = new WeakMap<Socket, Proof>();
  readonly #log: Logger;
  #timer: NodeJS.Timeout | undefined;
  #looking = false;

  constructor(
    @Inject(AuthenticationService) private readonly authentication: AuthenticationService,
    @Inject(AccessScope) private readonly scope: AccessScope,
    @Inject(ReferenceService) private readonly reference: ReferenceService,
    @Inject(LOGGER) logger: Logger,
  ) {
    this.#log = logger.child({ module: 'access' });
  }

  /** Lets nobody connect who is not known, and ends connections of those who are let in no more. */
  protect(namespace: Namespace): void {
    namespace.use((socket, next) => {
      this.#admit(socket).then(
        () => next(),
        (error: unknown) => next(handshakeError(error)),
      );
    });
    this.#timer = setInterval(() => void this.#lookAgain(namespace), LOOK_AGAIN_MS).unref();
  }

  onModuleDestroy(): void {
    clearInterval(this.#timer);
  }

  /** Throws `forbidden`, `outside-scope`, or that there is no such topic, area or hotspot. */
  assertMayFollow(socket: Socket, topic: string): void {
    const { principal } = this.#proofOf(socket);
    const name = topicName(topic);
    if (name === null) throw new AppError('unknown-topic', 'there is no such topic');
    if (!mayFollow(principal, name)) throw new AppError('forbidden', 'your roles do not allow this topic');
    const id = topic.slice(name.length + 1);
    if (name === 'area') this.scope.assert(principal, this.reference.area(id).areaId);
    if (name === 'hotspot') this.scope.assert(principal, this.reference.hotspot(id).areaId);
  }

  /** Which areas the entries may belong to that a socket is sent; null: all. */
  visibleTo(socket: Socket): ((areaId: string | null) => boolean) | null {
    const { principal } = this.#proofOf(socket);
    return principal.scope === null ? null : (areaId) => this.scope.contains(principal, areaId);
  }

  async #admit(socket: Socket): Promise<void> {
    const proof = await this.authentication.authenticate(socket.request);
    const refusal = decide('known', proof, false) ?? firstPassword(proof);
    if (refusal !== null) throw refusal;
    this.#proofs.set(socket, proof!);
  }

  #proofOf(socket: Socket): Proof {
    const proof = this.#proofs.get(socket);
    if (proof === undefined) throw new AppError('not-signed-in', 'sign in first');
    return proof;
  }

  /** One question for all sockets. Whoever has other roles or another scope by now connects anew. */
  async #lookAgain(namespace: Namespace): Promise<void> {
    if (this.#looking || namespace.sockets.size === 0) return;
    this.#looking = true;
    try {
      const open = [...namespace.sockets.values()].flatMap((socket) => {
        const proof = this.#proofs.get(socket);
        return proof === undefined ? [] : [{ socket, proof }];
      });
      const now = await this.authentication.current([...new Set(open.map(({ proof }) => proof.evidenceId))]);
      for (const { socket, proof } of open)
        if (!isDeepStrictEqual(now.get(proof.evidenceId), proof.principal)) socket.conn.close();
    } catch (err) {
      this.#log.warn({ err }, 'sockets not looked at again; it is tried again');
    } finally {
      this.#looking = false;
    }
  }
}

function firstPassword(proof: Proof | null): AppError | null {
  return proof?.mustChangePassword === true
    ? new AppError('password-change-needed', 'choose a password of your own first')
    : null;
}

/** As clients get it in `connect_error`: the code as message, and as data. */
function handshakeError(error: unknown): Error {
  const code = error instanceof AppError ? error.code : 'internal';
  return Object.assign(new Error(code), { data: { code } });
}
