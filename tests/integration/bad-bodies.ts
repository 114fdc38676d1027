import { gzipSync } from 'node:zlib';
import type { Api, Answer, ErrorAnswer } from '../support/api.ts';
import { CSV, NDJSON } from '../support/api.ts';
import { sendRaw } from '../support/raw-http.ts';

const MIB = 1024 * 1024;

/** A body that is refused whole: nothing of it is taken. */
export interface BadBody {
  readonly name: string;
  readonly status: number;
  readonly code: string;
  readonly send: (api: Api, at: number) => Promise<Pick<Answer<ErrorAnswer>, 'status' | 'body'>>;
}

/** A good event, to be sent in a bad wrapping. */
function good(at: number): string {
  return `${JSON.stringify({ eventTime: at, eventType: 'session', msisdn: '8613910000003', cellId: 'a1' })}\n`;
}

const GZIP = { 'content-encoding': 'gzip' };

function posting(
  body: (at: number) => string | Uint8Array,
  type: string = NDJSON,
  headers: Readonly<Record<string, string>> = {},
): BadBody['send'] {
  return (api, at) => api.post<ErrorAnswer>('signalling', body(at), type, headers);
}

/** Sends `body` under headers of its own and closes the connection behind it. */
function cutOff(headers: readonly string[], body: (at: number) => string): BadBody['send'] {
  return (api, at) => {
    const head = [
      'POST /api/v1/ingest/signalling HTTP/1.1',
      'Host: 127.0.0.1',
      `Content-Type: ${NDJSON}`,
      ...headers,
    ];
    return sendRaw(api.url, `${head.join('\r\n')}\r\n\r\n${body(at)}`);
  };
}

/** The table of docs/contract.md, Bad input: what is refused whole. */
export const BAD_BODIES: readonly BadBody[] = [
  {
    name: 'no gzip',
    status: 400,
    code: 'broken-gzip',
    send: posting((at) => good(at), NDJSON, GZIP),
  },
  {
    name: 'truncated gzip',
    status: 400,
    code: 'broken-gzip',
    send: posting((at) => gzipSync(good(at).repeat(200)).subarray(0, -12), NDJSON, GZIP),
  },
  {
    name: 'gzip with a flipped bit',
    status: 400,
    code: 'broken-gzip',
    send: posting((at) => flipped(gzipSync(good(at).repeat(200))), NDJSON, GZIP),
  },
  {
    name: 'wrong content type',
    status: 415,
    code: 'unsupported-media-type',
    send: posting((at) => good(at), 'application/json'),
  },
  {
    name: 'another character set',
    status: 415,
    code: 'unsupported-media-type',
    send: posting((at) => good(at), `${CSV}; charset=gb18030`),
  },
  {
    name: 'unknown encoding',
    status: 415,
    code: 'unsupported-encoding',
    send: posting((at) => good(at), NDJSON, { 'content-encoding': 'br' }),
  },
  {
    name: 'body of 20 MiB',
    status: 413,
    code: 'too-large',
    send: posting((at) => Buffer.alloc(20 * MIB, good(at))),
  },
  {
    name: 'zip bomb',
    status: 413,
    code: 'too-large',
    send: posting(() => gzipSync(Buffer.alloc(32 * MIB, 10)), NDJSON, GZIP),
  },
  {
    name: 'body shorter than announced',
    status: 400,
    code: 'truncated-body',
    send: cutOff(['Content-Length: 100000'], (at) => good(at).repeat(3)),
  },
  {
    name: 'chunked body without an end',
    status: 400,
    code: 'truncated-body',
    send: cutOff(['Transfer-Encoding: chunked'], (at) => {
      return `${good(at).length.toString(16)}\r\n${good(at)}\r\n`;
    }),
  },
];

function flipped(bytes: Buffer): Buffer {
  const at = bytes.length >> 1;
  bytes.writeUInt8(bytes.readUInt8(at) ^ 0x10, at);
  return bytes;
}
