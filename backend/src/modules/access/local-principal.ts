import type { Config } from '../../config/index.ts';
import type { Authenticator, Credentials, Proof } from './access.types.ts';
import { isLoopbackName } from './loopback.ts';
import type { Principal } from './principal.ts';

/** This very machine: sees what a wall shows and feeds in as an integrator; never people, or what is behind alerts and campaigns. */
export const LOCAL: Principal = {
  kind: 'local',
  id: 'local',
  name: '本机 · this machine',
  roles: ['wall', 'integrator'],
  scope: null,
};

const PROOF: Proof = { principal: LOCAL, evidenceId: 'local', ambient: true };

/** Whether programs on this machine need no key: switched on, and nobody else can reach the server. */
export function isLocalOpen({ access, http }: Pick<Config, 'access' | 'http'>): boolean {
  return access.local && isLoopbackName(http.host);
}

/** Takes requests that come from this machine without other evidence for its own, where that is allowed. */
export class LocalAuthenticator implements Authenticator {
  readonly #open: boolean;

  constructor(open: boolean) {
    this.#open = open;
  }

  authenticate({ bearer, fromLoopback }: Credentials): Promise<Proof | null> {
    // Whoever shows a key means to be judged by it.
    return Promise.resolve(this.#open && fromLoopback && bearer === null ? PROOF : null);
  }

  current(evidenceIds: readonly string[]): Promise<ReadonlyMap<string, Principal>> {
    const holds = this.#open && evidenceIds.includes(PROOF.evidenceId);
    return Promise.resolve(new Map(holds ? [[PROOF.evidenceId, LOCAL]] : []));
  }
}
