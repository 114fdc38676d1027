import type { IncomingMessage } from 'node:http';
import type { Credentials } from './access.types.ts';
import { hostNameOf, isLoopbackAddress, isLoopbackName } from './loopback.ts';

const MAX_COOKIE_BYTES = 8_192;
/** Headers by which a proxy says that it speaks for somebody else. */
const PROXY_HEADERS = ['forwarded', 'x-forwarded-for', 'x-forwarded-host', 'x-real-ip', 'via'] as const;

/** What a request shows about its sender. */
export function credentialsOf(request: IncomingMessage): Credentials {
  return {
    cookies: cookiesOf(request.headers.cookie),
    bearer: bearerOf(request.headers.authorization),
    host: request.headers.host,
    fromLoopback: comesFromLoopback(request),
  };
}

/** Cookies by name (RFC 6265, 4.2.1); of two with one name the first, which has the longer path. */
export function cookiesOf(header: string | undefined): ReadonlyMap<string, string> {
  const cookies = new Map<string, string>();
  if (header === undefined || header.length > MAX_COOKIE_BYTES) return cookies;
  for (const pair of header.split(';')) {
    const at = pair.indexOf('=');
    const name = pair.slice(0, at).trim();
    if (at > 0 && name !== '' && !cookies.has(name)) cookies.set(name, pair.slice(at + 1).trim());
  }
  return cookies;
}

function bearerOf(header: string | undefined): string | null {
  return /^bearer +([\w.~+/-]+=*) *$/i.exec(header ?? '')?.[1] ?? null;
}

function comesFromLoopback({ socket, headers }: IncomingMessage): boolean {
  if (!isLoopbackAddress(socket.remoteAddress ?? '')) return false;
  if (PROXY_HEADERS.some((name) => headers[name] !== undefined)) return false;
  const name = hostNameOf(headers.host);
  return name !== null && isLoopbackName(name);
}
