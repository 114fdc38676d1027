/**
 * Every code that an answer over HTTP or an acknowledgement over the socket can carry, with its status.
 * The list is bounded on purpose: clients switch on it, metrics count by it.
 */
export const ERROR_STATUS = {
  'bad-request': 400,
  'invalid-parameter': 400,
  'broken-gzip': 400,
  'truncated-body': 400,
  'not-json': 400,
  'not-utf8': 400,
  'not-signed-in': 401,
  'wrong-credentials': 401,
  'not-readable': 403,
  forbidden: 403,
  'outside-scope': 403,
  'cross-site': 403,
  'own-work': 403,
  'password-change-needed': 403,
  'not-found': 404,
  'unknown-area': 404,
  'unknown-hotspot': 404,
  'unknown-detection': 404,
  'unknown-reference': 404,
  'unknown-backtest': 404,
  'no-boundaries': 404,
  'unknown-user': 404,
  'unknown-wall': 404,
  'unknown-pairing': 404,
  'unknown-key': 404,
  'unknown-indicator': 404,
  'unknown-alert': 404,
  'unknown-silence': 404,
  'unknown-scheme': 404,
  'unknown-rehearsal': 404,
  'unknown-scene': 404,
  'unknown-annotation': 404,
  'method-not-allowed': 405,
  conflict: 409,
  'illegal-transition': 409,
  'scene-in-use': 409,
  'too-large': 413,
  'unsupported-media-type': 415,
  'unsupported-encoding': 415,
  'unknown-host': 421,
  unprocessable: 422,
  'reference-faults': 422,
  'threshold-faults': 422,
  'scheme-faults': 422,
  'scene-faults': 422,
  busy: 429,
  'too-many-attempts': 429,
  internal: 500,
  'provider-failed': 502,
  'not-ready': 503,
  'unknown-topic': 404,
  'too-many-topics': 429,
} as const satisfies Record<string, number>;

export type ErrorCode = keyof typeof ERROR_STATUS;

/** The code for a status that the framework chose itself. */
export function codeOfStatus(status: number): ErrorCode {
  switch (status) {
    case 403:
      return 'forbidden';
    case 404:
      return 'not-found';
    case 405:
      return 'method-not-allowed';
    case 413:
      return 'too-large';
    case 415:
      return 'unsupported-media-type';
    case 429:
      return 'busy';
    case 503:
      return 'not-ready';
    default:
      return status >= 400 && status < 500 ? 'bad-request' : 'internal';
  }
}
