import type { IncomingMessage } from 'node:http';
import type { Readable } from 'node:stream';
import { createGunzip } from 'node:zlib';
import { AppError } from './app-error.ts';

/** What is read and thrown away of a refused body, so that its sender gets the answer instead of a broken connection. */
const DRAIN_BYTES = 64 * 1024 * 1024;
/** A sender that says nothing for so long in the middle of a body gives up the room that is kept for it. */
const STALL_MS = 20_000;

/**
 * Reads a body whole, unzipped, and no further than `maxBytes` of unzipped bytes: a bomb is stopped at the limit.
 *
 * Throws `too-large`, `unsupported-encoding`, `broken-gzip` or `truncated-body`.
 */
export async function readBody(
  request: IncomingMessage,
  maxBytes: number,
  stallMs = STALL_MS,
): Promise<Uint8Array> {
  try {
    return await collect(request, decoded(request, maxBytes), maxBytes, stallMs);
  } catch (error) {
    drain(request);
    throw error;
  }
}

function decoded(request: IncomingMessage, maxBytes: number): Readable {
  const encoding = (request.headers['content-encoding'] ?? 'identity').trim().toLowerCase();
  if (encoding === 'identity') {
    if (Number(request.headers['content-length'] ?? 0) > maxBytes) throw tooLarge(maxBytes);
    return request;
  }
  if (encoding === 'gzip' || encoding === 'x-gzip') return request.pipe(createGunzip());
  throw new AppError('unsupported-encoding', 'content-encoding must be gzip or none');
}

function collect(
  request: IncomingMessage,
  body: Readable,
  maxBytes: number,
  stallMs: number,
): Promise<Uint8Array> {
  return new Promise((resolve, reject) => {
    const chunks: Buffer[] = [];
    let size = 0;
    const settle = (outcome: () => void): void => {
      clearTimeout(stalled);
      body.off('data', onData);
      request.off('close', onClose);
      if (body !== request) {
        request.unpipe();
        body.destroy();
      }
      outcome();
    };
    const fail = (error: AppError): void => settle(() => reject(error));
    const onData = (chunk: Buffer): void => {
      size += chunk.length;
      stalled.refresh();
      if (size > maxBytes) fail(tooLarge(maxBytes));
      else chunks.push(chunk);
    };
    const onClose = (): void => {
      if (!request.complete) fail(truncated());
    };
    const stalled = setTimeout(() => fail(truncated()), stallMs);
    body.on('data', onData);
    body.once('end', () => settle(() => resolve(Buffer.concat(chunks, size))));
    body.on('error', (cause) => fail(body === request ? truncated() : brokenGzip(cause)));
    request.on('error', () => fail(truncated()));
    request.once('close', onClose);
  });
}

/** Lets the rest of a refused body run through, within reason. */
function drain(request: IncomingMessage): void {
  let size = 0;
  request.on('data', (chunk: Buffer) => {
    size += chunk.length;
    if (size > DRAIN_BYTES) request.destroy();
  });
  request.resume();
}

function tooLarge(maxBytes: number): AppError {
  return new AppError('too-large', `the body is larger than ${maxBytes} bytes unzipped: send it in parts`);
}

function truncated(): AppError {
  return new AppError('truncated-body', 'the body ended before its announced length: send it again');
}

function brokenGzip(cause: unknown): AppError {
  return new AppError('broken-gzip', 'the body is not whole gzip data: nothing of it was taken', { cause });
}
