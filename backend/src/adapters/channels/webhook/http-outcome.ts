import { failed, type Failed } from '../channel.ts';

/** What a refusal over HTTP means; null for success. `nowMs` is for dates in Retry-After. */
export function httpRefusal(status: number, retryAfter: string | undefined, nowMs: number): Failed | null {
  if (status >= 200 && status < 300) return null;
  const code = `http-${status}`;
  const retryAfterMs = retryAfter === undefined ? undefined : retryAfterMsOf(retryAfter, nowMs);
  if (status === 429 || (status === 503 && retryAfterMs !== undefined)) {
    return {
      ...failed('throttled', code, 'the receiver asks for a pause'),
      ...(retryAfterMs === undefined ? {} : { retryAfterMs }),
    };
  }
  if (status >= 500 || PASSING.has(status))
    return failed('transient', code, 'the receiver has a passing fault');
  return failed('permanent', code, status < 400 ? 'the receiver has moved' : 'the receiver refuses it');
}

/** Request Timeout, Locked, Too Early: the same request may be taken later. */
const PASSING: ReadonlySet<number> = new Set([408, 423, 425]);
const MOST_MS = 3_600_000;

/** Seconds or a date (RFC 9110 § 10.2.3); undefined for anything else. Never more than an hour. */
function retryAfterMsOf(value: string, nowMs: number): number | undefined {
  const text = value.trim();
  const ms = /^\d+$/.test(text) ? Number(text) * 1_000 : Date.parse(text) - nowMs;
  return Number.isNaN(ms) ? undefined : Math.min(Math.max(0, ms), MOST_MS);
}
