import { isIP } from 'node:net';

/** The name in a Host header, lower-case, without port and brackets; null when it is none. */
export function hostNameOf(host: string | undefined): string | null {
  if (host === undefined || !/^[\w.:[\]-]+$/.test(host) || !URL.canParse(`http://${host}`)) return null;
  const { hostname, pathname } = new URL(`http://${host}`);
  return pathname === '/' ? hostname.replace(/^\[|\]$/g, '') : null;
}

/** 127.0.0.0/8 and ::1, also as IPv4 in IPv6. */
export function isLoopbackAddress(address: string): boolean {
  const plain = address.replace(/^::ffff:/i, '');
  return plain === '::1' || (isIP(plain) === 4 && plain.startsWith('127.'));
}

/** A loopback address, or a name that always means one (RFC 6761). */
export function isLoopbackName(name: string): boolean {
  return name === 'localhost' || name.endsWith('.localhost') || isLoopbackAddress(name);
}
