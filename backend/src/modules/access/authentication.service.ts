import { Injectable } from '@nestjs/common';
import type { IncomingMessage } from 'node:http';
import type { Authenticator, Credentials, Proof } from './access.types.ts';
import type { Principal } from './principal.ts';
import { credentialsOf } from './credentials.ts';

/** Finds out who asks, by all the ways there are. */
@Injectable()
export class AuthenticationService {
  #ways: readonly Authenticator[] = [];
  #last: Authenticator | null = null;

  /** Adds a way; in `onModuleInit`. Earlier ones are tried first. */
  register(way: Authenticator): void {
    this.#ways = [...this.#ways, way];
  }

  /** The way that is tried when no other has found anybody. */
  registerLast(way: Authenticator): void {
    this.#last = way;
  }

  /** Null: nobody we know. */
  async authenticate(request: IncomingMessage): Promise<Proof | null> {
    const credentials: Credentials = credentialsOf(request);
    for (const way of this.#all) {
      const proof = await way.authenticate(credentials);
      if (proof !== null) return proof;
    }
    return null;
  }

  /** Principals behind evidence as they are now; evidence that no longer holds is left out. */
  async current(evidenceIds: readonly string[]): Promise<ReadonlyMap<string, Principal>> {
    const found = new Map<string, Principal>();
    for (const way of this.#all)
      for (const [evidenceId, principal] of await way.current(evidenceIds)) found.set(evidenceId, principal);
    return found;
  }

  get #all(): readonly Authenticator[] {
    return this.#last === null ? this.#ways : [...this.#ways, this.#last];
  }
}
