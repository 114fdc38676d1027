import { Duplex } from 'node:stream';
import type { MessagePort } from 'node:worker_threads';

/** A driver's end of a connection: the bytes of the wire protocol, over a message port instead of a socket. */
export class WireStream extends Duplex {
  readonly #port: MessagePort;

  constructor(port: MessagePort) {
    super();
    this.#port = port;
    port.on('message', (bytes: Uint8Array) => {
      this.push(Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength));
    });
    port.on('close', () => this.push(null));
  }

  /** The driver connects its sockets; this one is. */
  connect(): this {
    setImmediate(() => this.emit('connect'));
    return this;
  }

  // The driver tunes its sockets; there is nothing to tune here.
  setNoDelay(): this {
    return this;
  }
  setKeepAlive(): this {
    return this;
  }
  ref(): this {
    this.#port.ref();
    return this;
  }
  unref(): this {
    this.#port.unref();
    return this;
  }

  override _read(): void {
    // Messages come when they come.
  }

  override _write(chunk: Buffer, _encoding: BufferEncoding, done: () => void): void {
    // A copy: small buffers share a pool.
    this.#port.postMessage(new Uint8Array(chunk));
    done();
  }

  override _final(done: () => void): void {
    this.#port.close();
    done();
  }

  override _destroy(error: Error | null, done: (error: Error | null) => void): void {
    this.#port.close();
    done(error);
  }
}
