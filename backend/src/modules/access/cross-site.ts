import type { IncomingMessage } from 'node:http';

const SAFE_METHODS: ReadonlySet<string | undefined> = new Set(['GET', 'HEAD', 'OPTIONS']);

/**
 * Whether a page of another site makes the browser change something here. Browsers say where a request comes from in
 * `Sec-Fetch-Site`, which pages cannot set; older ones only in `Origin`. Without either it was no browser.
 */
export function comesFromOtherSite({
  method,
  headers,
}: Pick<IncomingMessage, 'method' | 'headers'>): boolean {
  if (SAFE_METHODS.has(method)) return false;
  const site = headers['sec-fetch-site'];
  if (site !== undefined) return site !== 'same-origin' && site !== 'none';
  const { origin } = headers;
  if (origin === undefined) return false;
  if (!URL.canParse(origin)) return true;
  const { host } = new URL(origin);
  // Behind a proxy the host that the browser sees may come in a header of its own, which pages cannot set either.
  return host !== headers.host && host !== headers['x-forwarded-host'];
}
