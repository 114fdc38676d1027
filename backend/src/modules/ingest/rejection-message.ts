import type { Rejection, RejectionCode } from '@tidewall/streams';

const MESSAGES: Readonly<Record<RejectionCode, string>> = {
  'not-json': 'the line is not JSON',
  'not-an-object': 'the line is not a JSON object',
  'too-long': 'is longer than allowed',
  'not-utf8': 'is not UTF-8',
  missing: 'is required',
  'not-a-time': 'must be RFC 3339 with an offset or epoch milliseconds',
  'not-digits': 'must be a text of digits only',
  'wrong-length': 'has a length that is not allowed',
  'not-allowed': 'has a value that is not allowed',
  negative: 'must be a number that is not negative',
  'place-missing': 'cellId or servingAreaId is required',
  'event-time-ahead': 'is too far ahead of the clock',
};

/** What to tell the sender of a rejected line. Never repeats a value: it may be a number of a subscriber. */
export function rejectionMessage(rejection: Rejection): string {
  const message = MESSAGES[rejection.code];
  if (rejection.field !== null) return `${rejection.field} ${message}`;
  return message.startsWith('is ') || message.startsWith('must ') ? `the line ${message}` : message;
}
