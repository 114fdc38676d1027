import { connect } from 'node:net';
import type { ErrorAnswer } from './api.ts';

const TIMEOUT_MS = 20_000;

/** Sends bytes as they are, closes the sending side, and reads the answer: for requests that no client would send. */
export function sendRaw(url: string, request: string): Promise<{ status: number; body: ErrorAnswer }> {
  const { hostname, port } = new URL(url);
  return new Promise((resolve, reject) => {
    let answer = '';
    const socket = connect(Number(port), hostname, () => socket.end(request));
    socket.setTimeout(TIMEOUT_MS, () => socket.destroy(new Error('no answer in time')));
    socket.setEncoding('utf8').on('data', (text: string) => (answer += text));
    socket.on('error', reject);
    socket.on('close', () => {
      const status = Number(/^HTTP\/1\.1 (\d{3})/.exec(answer)?.[1] ?? Number.NaN);
      const json = answer.slice(answer.indexOf('\r\n\r\n') + 4);
      try {
        resolve({ status, body: JSON.parse(json) as ErrorAnswer });
      } catch (cause) {
        reject(new Error(`the answer is not JSON: ${answer}`, { cause }));
      }
    });
  });
}

/** A connection that has sent the head of a request and keeps its body back. */
export interface HeldRequest {
  /** Hangs up. */
  drop(): void;
}

/** Sends the head of a request and nothing more. Resolves once it has left. */
export function holdRequest(url: string, head: readonly string[]): Promise<HeldRequest> {
  const { hostname, port } = new URL(url);
  return new Promise((resolve, reject) => {
    const socket = connect(Number(port), hostname);
    socket.on('error', reject);
    socket.once('connect', () => {
      socket.write(`${head.join('\r\n')}\r\n\r\n`, () => {
        socket.removeAllListeners('error').on('error', () => undefined);
        resolve({ drop: () => socket.destroy() });
      });
    });
  });
}
