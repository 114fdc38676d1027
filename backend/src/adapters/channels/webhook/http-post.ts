import {
  Agent as HttpAgent,
  request as httpRequest,
  type ClientRequest,
  type IncomingMessage,
} from 'node:http';
import { Agent as HttpsAgent, request as httpsRequest } from 'node:https';
import type { Socket } from 'node:net';

/** What came of a POST. `not-sent`: nothing can have arrived. `no-answer`: it may have. */
export type PostResult =
  | {
      readonly kind: 'response';
      readonly status: number;
      readonly retryAfter: string | undefined;
      readonly body: string;
    }
  | { readonly kind: 'not-sent'; readonly code: string }
  | { readonly kind: 'no-answer'; readonly reason: 'response-timeout' | 'connection-lost' };

export interface PostOptions {
  readonly connectTimeoutMs: number;
  readonly responseTimeoutMs: number;
  /** Connections at a time. */
  readonly connections: number;
}

/** Only so much of an answer is read. */
const MOST_BODY = 65_536;
/** The status is known; its text is not worth waiting for. */
const BODY_PATIENCE_MS = 2_000;

/** Posts to one address over kept connections. Redirects are not followed: messages go where they were told to. */
export class HttpPost {
  readonly #url: URL;
  readonly #options: PostOptions;
  readonly #agent: HttpAgent;

  constructor(url: string, options: PostOptions) {
    this.#url = new URL(url);
    this.#options = options;
    const kept = { keepAlive: true, maxSockets: options.connections };
    this.#agent = this.#url.protocol === 'https:' ? new HttpsAgent(kept) : new HttpAgent(kept);
  }

  post(body: string, headers: Readonly<Record<string, string>>): Promise<PostResult> {
    return new Promise((resolve) => {
      const secure = this.#url.protocol === 'https:';
      const request = (secure ? httpsRequest : httpRequest)(this.#url, {
        method: 'POST',
        agent: this.#agent,
        headers: { ...headers, 'content-length': String(Buffer.byteLength(body)) },
      });
      const exchange = new Exchange(request, secure ? 'secureConnect' : 'connect', this.#options, resolve);
      request.on('response', (response) => exchange.respond(response));
      request.end(body);
    });
  }

  close(): void {
    this.#agent.destroy();
  }
}

/** One request: knows whether any of it can have arrived. */
class Exchange {
  readonly #request: ClientRequest;
  readonly #resolve: (result: PostResult) => void;
  #timer: NodeJS.Timeout;
  #mayHaveArrived = false;
  #complete = false;

  constructor(
    request: ClientRequest,
    connectedEvent: 'connect' | 'secureConnect',
    { connectTimeoutMs, responseTimeoutMs }: PostOptions,
    resolve: (result: PostResult) => void,
  ) {
    this.#request = request;
    this.#resolve = resolve;
    this.#timer = setTimeout(
      () => this.#settle({ kind: 'not-sent', code: 'connect-timeout' }),
      connectTimeoutMs,
    );
    const connected = (): void => {
      this.#mayHaveArrived = true;
      clearTimeout(this.#timer);
      const late = { kind: 'no-answer', reason: 'response-timeout' } as const;
      this.#timer = setTimeout(() => this.#settle(late), responseTimeoutMs);
    };
    request.on('socket', (socket: Socket) => {
      if (request.reusedSocket) connected();
      else socket.once(connectedEvent, connected);
    });
    request.on('error', (error: NodeJS.ErrnoException) => {
      if (this.#mayHaveArrived) this.#settle({ kind: 'no-answer', reason: 'connection-lost' });
      else this.#settle({ kind: 'not-sent', code: error.code ?? 'connect-failed' });
    });
  }

  /** The status decides; a body that breaks off takes nothing back. */
  respond(response: IncomingMessage): void {
    const status = response.statusCode ?? 0;
    const retryAfter = response.headers['retry-after'];
    let body = '';
    const done = (): void => this.#settle({ kind: 'response', status, retryAfter, body });
    clearTimeout(this.#timer);
    this.#timer = setTimeout(done, BODY_PATIENCE_MS);
    response.setEncoding('utf8');
    response.on('data', (chunk: string) => {
      body += chunk;
      if (body.length > MOST_BODY) done();
    });
    response.on('end', () => {
      this.#complete = true;
      done();
    });
    response.on('error', done);
    response.on('close', done);
  }

  #settle(result: PostResult): void {
    clearTimeout(this.#timer);
    this.#resolve(result);
    // A connection whose answer is still to come must not be given to the next request.
    if (!this.#complete) this.#request.destroy();
  }
}
