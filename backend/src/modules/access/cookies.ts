import type { Config } from '../../config/index.ts';
import { hostNameOf, isLoopbackName } from './loopback.ts';

export interface CookieOptions {
  /** Travels over HTTPS only. */
  readonly secure: boolean;
  /** 0 takes the cookie away. */
  readonly maxAgeSeconds: number;
  /** `Lax`: also sent when another site leads here, which signing in at a provider needs. @default 'Strict' */
  readonly sameSite?: 'Strict' | 'Lax';
  /** @default '/' */
  readonly path?: string;
}

/** A `Set-Cookie` line that scripts cannot read. `value` is of characters that need no quotes. */
export function cookieLine(name: string, value: string, options: CookieOptions): string {
  const { secure, maxAgeSeconds, sameSite = 'Strict', path = '/' } = options;
  const line = `${name}=${value}; Path=${path}; Max-Age=${maxAgeSeconds}; HttpOnly; SameSite=${sameSite}`;
  return secure ? `${line}; Secure` : line;
}

/** Whether cookies for a browser that asks by this Host header are for HTTPS only: always beyond this machine, unless switched off. */
export function isSecure({ access }: Pick<Config, 'access'>, host: string | undefined): boolean {
  return access.secureCookies && !isLoopbackName(hostNameOf(host) ?? '');
}
