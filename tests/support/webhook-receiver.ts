import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { Webhook } from 'standardwebhooks';

/** What the receiver does with a request that is signed as it should be. */
export type Reaction =
  | { readonly status: number; readonly headers?: Readonly<Record<string, string>>; readonly body?: string }
  /** Takes it and never answers. */
  | 'silent'
  /** Takes it and breaks the connection. */
  | 'drop';

export interface ReceivedEvent {
  readonly id: string;
  readonly contentType: string;
  readonly body: Readonly<Record<string, unknown>>;
}

/** A real HTTP server on loopback that checks signatures as Standard Webhooks say, with scripted reactions. */
export class WebhookReceiver {
  /** Of the form `whsec_…`. */
  readonly secret: string;
  readonly events: ReceivedEvent[] = [];
  /** Requests whose signature was wrong: answered with 401, otherwise forgotten. */
  forged = 0;
  react: (event: ReceivedEvent) => Reaction = () => ({ status: 204 });
  readonly #times = new Map<string, number>();
  readonly #server: Server;

  constructor(secret = `whsec_${Buffer.alloc(32, 0x5a).toString('base64')}`) {
    this.secret = secret;
    this.#server = createServer((request, response) => void this.#take(request, response));
  }

  get url(): string {
    return `http://127.0.0.1:${(this.#server.address() as AddressInfo).port}/events`;
  }

  async start(): Promise<this> {
    await new Promise<void>((resolve) => this.#server.listen(0, '127.0.0.1', resolve));
    return this;
  }

  async stop(): Promise<void> {
    const closed = new Promise((resolve) => this.#server.close(resolve));
    this.#server.closeAllConnections();
    await closed;
  }

  /** How often this event was taken: receivers go by webhook-id. */
  timesTaken(id: string): number {
    return this.#times.get(id) ?? 0;
  }

  async #take(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const event = this.#verified(request, await textOf(request));
    if (event === null) {
      this.forged++;
      response.writeHead(401).end();
      return;
    }
    this.events.push(event);
    this.#times.set(event.id, this.timesTaken(event.id) + 1);
    const reaction = this.react(event);
    if (reaction === 'silent') return;
    if (reaction === 'drop') request.socket.destroy();
    else response.writeHead(reaction.status, reaction.headers).end(reaction.body);
  }

  #verified({ headers }: IncomingMessage, text: string): ReceivedEvent | null {
    try {
      const plain = Object.fromEntries(Object.entries(headers).map(([name, value]) => [name, String(value)]));
      const body = new Webhook(this.secret).verify(text, plain) as Readonly<Record<string, unknown>>;
      return { id: plain['webhook-id'] ?? '', contentType: plain['content-type'] ?? '', body };
    } catch {
      return null;
    }
  }
}

async function textOf(request: IncomingMessage): Promise<string> {
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(chunk as Buffer);
  return Buffer.concat(chunks).toString();
}
