import type { Principal } from './principal.ts';

/** What a request shows about its sender. */
export interface Credentials {
  readonly cookies: ReadonlyMap<string, string>;
  /** Of `Authorization: Bearer …`. */
  readonly bearer: string | null;
  /** The Host header: by which name the server is asked for. */
  readonly host: string | undefined;
  /** Comes from this machine, asks for it by a loopback name, and through no proxy that says so. */
  readonly fromLoopback: boolean;
}

/** A principal and the evidence it came by. */
export interface Proof {
  readonly principal: Principal;
  /** Session, wall or key, by which it can be looked at again; never a secret. */
  readonly evidenceId: string;
  /** Sent along by browsers by itself (cookie, place in the network): needs protection against other sites. */
  readonly ambient: boolean;
  /** A one-time password was used: nothing but a new one is allowed. */
  readonly mustChangePassword?: boolean;
  /** Cookies to set with the answer, such as a rotated token. */
  readonly cookies?: readonly string[];
}

/** One way of knowing who asks. */
export interface Authenticator {
  /** Null: there is no evidence of this kind, or it does not hold. */
  authenticate(credentials: Credentials): Promise<Proof | null>;
  /** Principals behind evidence of this kind as they are now, by evidenceId; evidence that no longer holds is left out. */
  current(evidenceIds: readonly string[]): Promise<ReadonlyMap<string, Principal>>;
}
