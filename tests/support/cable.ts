import { connect, createServer, type Server, type Socket } from 'node:net';
import { once } from 'node:events';
import type { AddressInfo } from 'node:net';

/**
 * A cable between clients and a server: a TCP proxy that can be unplugged. Then nothing comes through and nobody is told;
 * connections that are tried meanwhile are never answered. Plugged in again, those of before go on.
 */
export class Cable {
  readonly #server: Server;
  readonly #target: number;
  readonly #pairs = new Set<readonly [Socket, Socket]>();
  readonly #unanswered = new Set<Socket>();
  #unplugged = false;

  private constructor(target: number) {
    this.#target = target;
    this.#server = createServer({ allowHalfOpen: false }, (near) => this.#join(near));
  }

  /** Listens on a free port of loopback; `url` is that of the server. */
  static async to(url: string): Promise<Cable> {
    const cable = new Cable(Number(new URL(url).port));
    cable.#server.listen(0, '127.0.0.1');
    await once(cable.#server, 'listening');
    return cable;
  }

  get url(): string {
    return `http://127.0.0.1:${(this.#server.address() as AddressInfo).port}`;
  }

  unplug(): void {
    this.#unplugged = true;
    for (const pair of this.#pairs)
      for (const socket of pair) {
        socket.unpipe();
        socket.pause();
      }
  }

  plug(): void {
    this.#unplugged = false;
    for (const [near, far] of this.#pairs) join(near, far);
    // As a SYN that got no answer: who tried must try again.
    for (const socket of this.#unanswered) socket.destroy();
    this.#unanswered.clear();
  }

  async close(): Promise<void> {
    for (const socket of [...this.#pairs].flat()) socket.destroy();
    for (const socket of this.#unanswered) socket.destroy();
    this.#server.close();
    await once(this.#server, 'close');
  }

  #join(near: Socket): void {
    near.on('error', () => near.destroy());
    if (this.#unplugged) {
      near.pause();
      this.#unanswered.add(near);
      near.on('close', () => this.#unanswered.delete(near));
      return;
    }
    const far = connect(this.#target, '127.0.0.1');
    far.on('error', () => far.destroy());
    const pair = [near, far] as const;
    this.#pairs.add(pair);
    const end = (): void => {
      // Of an end while the cable is out nobody hears before it is plugged in again.
      if (this.#unplugged) return;
      this.#pairs.delete(pair);
      near.destroy();
      far.destroy();
    };
    near.on('close', end);
    far.on('close', end);
    join(near, far);
  }
}

function join(near: Socket, far: Socket): void {
  if (near.destroyed || far.destroyed) {
    near.destroy();
    far.destroy();
    return;
  }
  near.pipe(far);
  far.pipe(near);
}
