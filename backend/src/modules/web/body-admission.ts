import type { IncomingMessage } from 'node:http';
import { AppError } from './app-error.ts';

/**
 * Bounds the bytes of bodies held in memory at once. A body whose size is not known counts as the largest one allowed.
 */
export class BodyAdmission {
  readonly #maxHeldBytes: number;
  #heldBytes = 0;

  constructor(maxHeldBytes: number) {
    this.#maxHeldBytes = maxHeldBytes;
  }

  get heldBytes(): number {
    return this.#heldBytes;
  }

  /** Runs `work` with room for the body, or throws `busy` when there is none. */
  async admit<T>(request: IncomingMessage, maxBytes: number, work: () => Promise<T>): Promise<T> {
    const room = Math.min(announcedBytes(request) ?? maxBytes, maxBytes);
    if (this.#heldBytes > 0 && this.#heldBytes + room > this.#maxHeldBytes) throw busy(1);
    this.#heldBytes += room;
    try {
      return await work();
    } finally {
      this.#heldBytes -= room;
    }
  }
}

/** The answer to a sender that should try again: nothing was taken. */
export function busy(retryAfterSeconds: number, cause?: unknown): AppError {
  return new AppError('busy', 'the pipeline is full: nothing was taken, try again later', {
    headers: { 'Retry-After': String(Math.max(1, Math.ceil(retryAfterSeconds))) },
    cause,
  });
}

function announcedBytes(request: IncomingMessage): number | null {
  if (request.headers['content-encoding'] !== undefined) return null;
  const length = Number(request.headers['content-length']);
  return Number.isFinite(length) ? length : null;
}
