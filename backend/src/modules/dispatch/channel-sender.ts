import { setTimeout as sleep } from 'node:timers/promises';
import type { Channel, SubmitOutcome } from '../../adapters/channels/index.ts';
import type { StoredMessage } from './outbox.repository.ts';

/** A message that may leave now, with the number it goes to: memory only. */
export interface ReadyMessage {
  readonly message: StoredMessage;
  readonly number: string;
}

export interface ChannelSenderParts {
  readonly channel: Channel;
  /** Takes messages, marked as being submitted. */
  readonly take: (limit: number) => Promise<readonly ReadyMessage[]>;
  /** A kill switch is on. */
  readonly stopped: (message: StoredMessage) => boolean;
  readonly outcome: (message: StoredMessage, outcome: SubmitOutcome) => void;
  readonly failed: (error: unknown) => void;
}

/** Most messages taken at a time, and under way. */
const MOST = 200;
/** Between one look into the outbox that found something and the next: a set costs as much as a single message. */
const GATHER_MS = 40;
const KILLED: SubmitOutcome = {
  outcome: 'failed',
  kind: 'transient',
  code: 'kill-switch',
  reason: 'sending was stopped',
  notTried: true,
};

/** Keeps one channel busy, with no more under way than it can take. */
export class ChannelSender {
  readonly #parts: ChannelSenderParts;
  #underWay = 0;
  #busy = false;
  #running: Promise<void> = Promise.resolve();
  #again = false;
  #stopped = false;
  #idle: (() => void) | null = null;

  constructor(parts: ChannelSenderParts) {
    this.#parts = parts;
  }

  wake(): void {
    this.#again = true;
    if (this.#busy || this.#stopped) return;
    this.#busy = true;
    this.#running = this.#run();
  }

  /** Resolves when nothing is under way any more. */
  async stop(): Promise<void> {
    this.#stopped = true;
    await this.#running;
    if (this.#underWay > 0) await new Promise<void>((resolve) => (this.#idle = resolve));
  }

  async #run(): Promise<void> {
    while (this.#again && !this.#stopped) {
      this.#again = false;
      const free = this.#free();
      if (free === 0) break;
      try {
        const ready = await this.#parts.take(free);
        for (const one of ready) void this.#submit(one);
        if (ready.length === 0) continue;
        this.#again = true;
        await sleep(GATHER_MS);
      } catch (error) {
        this.#parts.failed(error);
        break;
      }
    }
    // In the same turn as the last look at `again`, so that no call is missed.
    this.#busy = false;
  }

  /** A channel that is down gets nothing; one whose breaker is open one message, so that it is tried. */
  #free(): number {
    const { state, window, breaker } = this.#parts.channel.status();
    if (state !== 'ready') return 0;
    const most = breaker === 'closed' ? Math.min(window, MOST) : 1;
    return Math.max(0, most - this.#underWay);
  }

  async #submit({ message, number }: ReadyMessage): Promise<void> {
    this.#underWay += 1;
    const { submissionId, text } = message;
    const outcome = this.#parts.stopped(message)
      ? KILLED
      : await this.#parts.channel.submit({ submissionId, to: number, text });
    this.#underWay -= 1;
    this.#parts.outcome(message, outcome);
    if (this.#underWay === 0) this.#idle?.();
    this.wake();
  }
}
