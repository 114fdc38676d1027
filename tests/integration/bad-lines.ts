import type { Feed } from '@tidewall/streams';
import { CSV, NDJSON, type Rejected } from '../support/api.ts';

/** A body of which lines are bad: answered with 202, each bad line with its code, and the good ones are taken. */
export interface BadLines {
  readonly name: string;
  readonly feed: Feed;
  readonly type: typeof NDJSON | typeof CSV;
  /** The body for events of about now. */
  readonly body: (at: number) => string | Uint8Array;
  /** Good events among the lines. */
  readonly accepted: number;
  readonly errors: readonly Pick<Rejected, 'line' | 'field' | 'code'>[];
}

const MSISDN = '8613910000003';
const RFC_3339 = (at: number): string => new Date(at).toISOString();

/** A good signalling event; `fields` replaces or removes. */
function signal(at: number, fields: Readonly<Record<string, unknown>> = {}): string {
  const good = { eventTime: at, eventType: 'session', msisdn: MSISDN, cellId: 'a1' };
  return JSON.stringify({ ...good, ...fields });
}

function bytes(...parts: readonly (string | readonly number[])[]): Uint8Array {
  return Buffer.concat(
    parts.map((part) => (typeof part === 'string' ? Buffer.from(part) : Buffer.from(part))),
  );
}

/** A good line before and after, so that a bad one has to spoil neither. */
function between(name: string, bad: (at: number) => string, field: string | null, code: string): BadLines {
  const body = (at: number): string => {
    const good = (part: string) => signal(at, { eventId: `${name}-${part}` });
    return [good('before'), bad(at), good('after'), ''].join('\n');
  };
  return { name, feed: 'signalling', type: NDJSON, body, accepted: 2, errors: [{ line: 2, field, code }] };
}

function alone(
  name: string,
  feed: Feed,
  type: typeof NDJSON | typeof CSV,
  body: (at: number) => string | Uint8Array,
  accepted: number,
  errors: readonly (readonly [line: number, field: string | null, code: string])[],
): BadLines {
  return {
    name,
    feed,
    type,
    body,
    accepted,
    errors: errors.map(([line, field, code]) => ({ line, field, code })),
  };
}

const HEADER = 'eventTime,eventType,msisdn,cellId,eventId';
const csvLine = (at: number, id: string): string => `${at},session,${MSISDN},a1,${id}`;

/** The table of docs/contract.md, Bad input: what is answered line by line. */
export const BAD_LINES: readonly BadLines[] = [
  between('wrong type', (at) => signal(at, { msisdn: Number(MSISDN) }), 'msisdn', 'not-digits'),
  between('wrong type of a place', (at) => signal(at, { cellId: ['a1'] }), 'cellId', 'not-allowed'),
  between('value not listed', (at) => signal(at, { eventType: 'teleport' }), 'eventType', 'not-allowed'),
  between('missing field', (at) => signal(at, { msisdn: undefined }), 'msisdn', 'missing'),
  between('no place', (at) => signal(at, { cellId: undefined }), null, 'place-missing'),
  between('number too short', (at) => signal(at, { msisdn: '86139' }), 'msisdn', 'wrong-length'),
  between(
    'bad time',
    (at) => signal(at, { eventTime: '2026-02-30T25:00:00+08:00' }),
    'eventTime',
    'not-a-time',
  ),
  between(
    'time without offset',
    (at) => signal(at, { eventTime: RFC_3339(at).slice(0, 19) }),
    'eventTime',
    'not-a-time',
  ),
  between('future time', (at) => signal(at + 3_600_000), 'eventTime', 'event-time-ahead'),
  between('line over 64 KiB', (at) => signal(at, { note: 'x'.repeat(65_536) }), null, 'too-long'),
  between('broken JSON', (at) => signal(at).slice(0, -9), null, 'not-json'),
  between('no object', () => '[1, 2]', null, 'not-an-object'),
  alone('negative amount', 'usage', NDJSON, negativeVolume, 0, [[1, 'uplinkBytes', 'negative']]),
  alone('wrong UTF-8', 'signalling', NDJSON, wrongUtf8, 1, [[1, null, 'not-utf8']]),
  alone('binary junk', 'signalling', NDJSON, junk, 1, [
    [1, null, 'not-utf8'],
    [2, null, 'not-utf8'],
  ]),
  alone('unknown area', 'signalling', NDJSON, unknownArea, 1, []),
  alone('unknown cell', 'signalling', NDJSON, (at) => signal(at, { cellId: 'moon', eventId: 'uc' }), 1, []),
  alone('unknown field', 'signalling', NDJSON, (at) => signal(at, { eventId: 'uf', weather: 'fine' }), 1, []),
  alone('empty body', 'signalling', NDJSON, () => '', 0, []),
  alone('blank lines', 'signalling', NDJSON, () => '\n  \r\n\n', 0, []),
  alone('line of exactly 64 KiB', 'signalling', NDJSON, longestLine, 1, []),
  alone('late event', 'signalling', NDJSON, (at) => signal(at - 3_600_000, { eventId: 'late' }), 0, []),
  alone('CSV without header', 'signalling', CSV, withoutHeader, 0, [[2, 'eventTime', 'missing']]),
  alone('CSV with broken quotes', 'signalling', CSV, brokenQuotes, 2, [[3, null, 'not-an-object']]),
  alone('CSV with unknown columns', 'signalling', CSV, unknownColumns, 1, []),
  alone('CSV with too few fields', 'signalling', CSV, (at) => `${HEADER}\n${at},session\n`, 0, [
    [2, 'msisdn', 'missing'],
  ]),
];

function negativeVolume(at: number): string {
  const event = { eventTime: at, service: 'data', msisdn: MSISDN, uplinkBytes: -1, downlinkBytes: 1 };
  return JSON.stringify(event);
}

function wrongUtf8(at: number): Uint8Array {
  const [head = '', tail = ''] = signal(at, { rat: 'L?E' }).split('?');
  return bytes(head, [0xc3, 0x28], tail, '\n', signal(at, { eventId: 'utf-8 fine', rat: '潮' }), '\n');
}

function junk(at: number): Uint8Array {
  const noise = Array.from({ length: 300 }, (_, index) => 128 + ((index * 37) % 128));
  return bytes(noise, '\n', [0, 1, 2, 255, 254], '\n', signal(at, { eventId: 'after junk' }), '\n');
}

function unknownArea(at: number): string {
  return signal(at, { cellId: undefined, servingAreaId: 'atlantis', eventId: 'ua' });
}

function longestLine(at: number): string {
  const empty = signal(at, { eventId: 'longest', note: '' });
  return signal(at, { eventId: 'longest', note: 'x'.repeat(65_536 - empty.length) });
}

function withoutHeader(at: number): string {
  return `${csvLine(at, 'w1')}\n${csvLine(at, 'w2')}\n`;
}

function brokenQuotes(at: number): string {
  const broken = `${at},session,"${MSISDN}"x,a1,q2`;
  return [HEADER, csvLine(at, 'q1'), broken, csvLine(at, 'q3'), ''].join('\n');
}

function unknownColumns(at: number): string {
  return `${HEADER},weather\n${csvLine(at, 'c1')},"fine, warm"\n`;
}
