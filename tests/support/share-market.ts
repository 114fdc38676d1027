import { call, lifecycle, NUMBERS, type FeedEvent } from '@tidewall/streams/testing';
import type { Api } from './api.ts';

/** A place where the share falls, and a township beside it that keeps the share of their county up; null: nothing does. */
export interface MarketPlace {
  readonly areaId: string;
  readonly cell: string;
  readonly beside: string | null;
}
/** Only the township falls. */
export const TOWNSHIP: MarketPlace = { areaId: 'T111', cell: 'a2', beside: 'T112' };
/** Its county, in which nothing else happens, falls with it. */
export const WITH_COUNTY: MarketPlace = { areaId: 'T121', cell: 'c1', beside: null };

/** 156 of 250 are ours, 62.4 %: below the threshold against all rivals together, not against either of them. */
const OWN = 156;
const OF_EACH_RIVAL = 47;
const BESIDE_OWN = 300;
/** The first digits of new numbers of two rivals of the small world. */
const RIVAL_PREFIX = { red: '86130', blue: '86131' } as const;
type Rival = keyof typeof RIVAL_PREFIX;

/** New customers of the small world, ours and those of rivals, as their sources tell of them. */
export class ShareMarket {
  readonly #api: Api;
  readonly #place: MarketPlace;
  #next: number;

  constructor(api: Api, place = TOWNSHIP) {
    this.#api = api;
    this.#place = place;
    // Numbers that are new at one place are not at another.
    this.#next = 100_000 * Number(place.areaId.slice(1));
  }

  /** A day on which we do well, then so many new numbers of both rivals that our share of one township is 62.4 %. */
  async fall(now = Date.now()): Promise<void> {
    const { areaId, beside } = this.#place;
    const others = beside === null ? [] : this.#customers(BESIDE_OWN, beside, now);
    await this.#post('lifecycle', [...this.#customers(OWN, areaId, now), ...others]);
    await this.#heardOf([...this.#rivals('red', now), ...this.#rivals('blue', now)], now);
  }

  /** As many of one rival again: now it alone takes more than it should. */
  async fallAgain(now = Date.now()): Promise<void> {
    await this.#heardOf([...this.#rivals('red', now), ...this.#rivals('red', now)], now);
  }

  /** New numbers of a rival, all at the same moment: half a second before `now`. */
  #rivals(rival: Rival, now: number): FeedEvent[] {
    const [who] = NUMBERS.home;
    return Array.from({ length: OF_EACH_RIVAL }, () =>
      call(now - 500, who, `${RIVAL_PREFIX[rival]}${this.#digits()}`, this.#place.cell),
    );
  }

  async #heardOf(calls: readonly FeedEvent[], now: number): Promise<void> {
    await this.#post('usage', calls);
    // Nothing earlier will come: nobody has to wait for it.
    await this.#api.declareWatermark('lifecycle', now);
    await this.#api.declareWatermark('usage', now);
  }

  #customers(count: number, areaId: string, now: number): FeedEvent[] {
    return Array.from({ length: count }, () =>
      lifecycle(now - 1_000, 'activated', `86139${this.#digits()}`, { areaId }),
    );
  }

  #digits(): string {
    return String(this.#next++);
  }

  async #post(feed: 'lifecycle' | 'usage', events: readonly FeedEvent[]): Promise<void> {
    const answer = await this.#api.ingest(
      feed,
      events.map(({ event }) => event),
    );
    if (answer.accepted !== events.length || answer.rejected + answer.late > 0)
      throw new Error(`of ${events.length}: ${JSON.stringify(answer)}`);
  }
}
