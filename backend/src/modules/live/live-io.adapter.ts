import type { INestApplicationContext } from '@nestjs/common';
import { IoAdapter } from '@nestjs/platform-socket.io';
import type { IncomingMessage } from 'node:http';

type ServerOptions = NonNullable<Parameters<IoAdapter['createIOServer']>[1]>;

const MAX_MESSAGE_BYTES = 16_384;

/** socket.io with small messages in, and only for pages of our own origin: browsers do not guard sockets themselves. */
export class LiveIoAdapter extends IoAdapter {
  /** Whether a Host header names this server. */
  readonly #isOurHost: (host: string | undefined) => boolean;

  constructor(app: INestApplicationContext, isOurHost: (host: string | undefined) => boolean) {
    super(app);
    this.#isOurHost = isOurHost;
  }

  override createIOServer(port: number, options?: ServerOptions): ReturnType<IoAdapter['createIOServer']> {
    const settings: Partial<ServerOptions> = {
      ...options,
      serveClient: false,
      maxHttpBufferSize: MAX_MESSAGE_BYTES,
      perMessageDeflate: false,
      allowRequest: (request, decide) =>
        decide(null, this.#isOurHost(request.headers.host) && isSameOrigin(request)),
    };
    return super.createIOServer(port, settings as ServerOptions);
  }
}

/** No `Origin` means no browser. Behind a proxy the host that the browser sees comes in `X-Forwarded-Host`. */
function isSameOrigin({ headers }: IncomingMessage): boolean {
  const { origin } = headers;
  if (origin === undefined) return true;
  if (!URL.canParse(origin)) return false;
  const { host } = new URL(origin);
  return host === headers.host || host === headers['x-forwarded-host'];
}
