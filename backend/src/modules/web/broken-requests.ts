import { randomUUID } from 'node:crypto';
import type { Server } from 'node:http';
import type { Socket } from 'node:net';
import { STATUS_CODES } from 'node:http';
import { ERROR_STATUS, type ErrorCode } from './error-codes.ts';

/** Requests that end in the middle or are no HTTP never reach a controller: they are answered here, in the same form. */
export function answerBrokenRequests(server: Server): void {
  server.on('clientError', (error: NodeJS.ErrnoException, stream) => {
    const socket = stream as Socket;
    if (error.code === 'ECONNRESET' || !socket.writable) {
      socket.destroy();
      return;
    }
    const [code, message] = describe(error.code);
    const status = ERROR_STATUS[code];
    const body = JSON.stringify({ code, message, requestId: randomUUID() });
    socket.end(
      `HTTP/1.1 ${status} ${STATUS_CODES[status] ?? ''}\r\nContent-Type: application/json; charset=utf-8\r\n` +
        `Content-Length: ${Buffer.byteLength(body)}\r\nConnection: close\r\n\r\n${body}`,
    );
  });
}

function describe(nodeCode: string | undefined): readonly [ErrorCode, string] {
  if (nodeCode === 'HPE_INVALID_EOF_STATE') {
    return [
      'truncated-body',
      'the request ended before its announced length: nothing was taken, send it again',
    ];
  }
  if (nodeCode === 'HPE_HEADER_OVERFLOW') return ['too-large', 'the headers are too large'];
  return ['bad-request', 'the request is not HTTP that can be understood'];
}
