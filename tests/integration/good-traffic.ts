import { setTimeout as sleep } from 'node:timers/promises';
import { call, lifecycle, NUMBERS, seen, type RawEvent } from '@tidewall/streams/testing';
import type { Feed } from '@tidewall/streams';
import type { Api } from '../support/api.ts';

const PAUSE_MS = 20;
const PER_BODY = 25;

/** Good events that are sent all the time until `stop`, which tells how many were sent and how many were taken. */
export class GoodTraffic {
  readonly #api: Api;
  readonly #running: Promise<void>;
  #sent = 0;
  #accepted = 0;
  #stopped = false;

  constructor(api: Api) {
    this.#api = api;
    this.#running = this.#run();
  }

  get sent(): number {
    return this.#sent;
  }

  async stop(): Promise<{ sent: number; accepted: number }> {
    this.#stopped = true;
    await this.#running;
    return { sent: this.#sent, accepted: this.#accepted };
  }

  async #run(): Promise<void> {
    while (!this.#stopped) {
      for (const feed of ['signalling', 'usage', 'lifecycle'] as const) await this.#send(feed);
      await sleep(PAUSE_MS);
    }
  }

  async #send(feed: Feed): Promise<void> {
    const now = Date.now();
    const events = Array.from({ length: PER_BODY }, () => eventOf(feed, now, `good-${this.#sent++}`));
    const { accepted } = await this.#api.ingest(feed, events);
    this.#accepted += accepted;
  }
}

function eventOf(feed: Feed, at: number, eventId: string): RawEvent {
  const [, , , msisdn = ''] = NUMBERS.home;
  if (feed === 'usage') return call(at, msisdn, '8613100000001', 'b1', { eventId }).event;
  if (feed === 'lifecycle') return lifecycle(at, 'product-ordered', msisdn, { eventId }).event;
  return seen(at, msisdn, 'b1', { eventId }).event;
}
