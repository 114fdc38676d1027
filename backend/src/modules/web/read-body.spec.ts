import { createServer, type Server } from 'node:http';
import { connect, type AddressInfo } from 'node:net';
import { afterEach, describe, expect, it } from '@jest/globals';
import { readBody } from './read-body.ts';

describe('reading a body', () => {
  let server: Server;
  afterEach(() => {
    server.closeAllConnections();
    server.close();
  });

  /** What becomes of a body of which `parts` are sent, one every `pauseMs`, and then nothing. */
  async function outcomeOf(announced: number, parts: readonly string[], pauseMs: number): Promise<unknown> {
    const outcome = Promise.withResolvers<unknown>();
    server = createServer((request) => {
      outcome.resolve(readBody(request, 1_000, 300).then(String, (error: unknown) => error));
    });
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    const socket = connect((server.address() as AddressInfo).port, '127.0.0.1');
    socket.write(`POST / HTTP/1.1\r\nHost: test\r\nContent-Length: ${announced}\r\n\r\n`);
    for (const part of parts) {
      await new Promise((resolve) => setTimeout(resolve, pauseMs));
      socket.write(part);
    }
    return outcome.promise;
  }

  it('gives up a sender that falls silent in the middle', async () => {
    expect(await outcomeOf(100, ['half'], 10)).toMatchObject({ code: 'truncated-body' });
  });

  it('waits for a slow one', async () => {
    const parts = ['a', 'b', 'c', 'd', 'e', 'f'];
    expect(await outcomeOf(6, parts, 80)).toBe('abcdef');
  });
});
