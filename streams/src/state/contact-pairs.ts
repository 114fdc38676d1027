import type { SnapshotReader, SnapshotWriter } from './snapshot.ts';

const PAGE_BITS = 13;
const PAGE = 2 ** PAGE_BITS;
const MASK = PAGE - 1;

/** No pair. */
export const NO_PAIR = 0xffff_ffff;

class Page {
  readonly number = new Uint32Array(PAGE);
  readonly subscriber = new Uint32Array(PAGE);
  readonly next = new Uint32Array(PAGE);
  readonly last = new Float64Array(PAGE);
  readonly count = new Uint16Array(PAGE);
}

/** Bytes of a pair. */
const PAIR_BYTES = 22;

/**
 * Pairs of a number and a subscriber of ours (their indexes), chained by number: how often they communicated and when
 * last. 22 bytes a pair in pages; places of pairs that have gone are used again.
 */
export class ContactPairs {
  readonly #pages: Page[] = [];
  #used = 0;
  #free = NO_PAIR;
  #size = 0;

  get size(): number {
    return this.#size;
  }

  get bytes(): number {
    return this.#pages.length * PAGE * PAIR_BYTES;
  }

  /** A new pair at the head of its number's chain, with no communication yet. */
  add(number: number, subscriber: number, next: number): number {
    const pair = this.#place();
    const page = this.#pages[pair >>> PAGE_BITS]!;
    const at = pair & MASK;
    page.number[at] = number;
    page.subscriber[at] = subscriber;
    page.next[at] = next;
    page.count[at] = 0;
    page.last[at] = 0;
    this.#size++;
    return pair;
  }

  /** The pair of a subscriber in a chain, `NO_PAIR` when there is none. */
  find(first: number, subscriber: number): number {
    for (let pair = first; pair !== NO_PAIR;) {
      const page = this.#pages[pair >>> PAGE_BITS]!;
      const at = pair & MASK;
      if (page.subscriber[at] === subscriber) return pair;
      pair = page.next[at]!;
    }
    return NO_PAIR;
  }

  /** One more communication. */
  count(pair: number, time: number): void {
    const page = this.#pages[pair >>> PAGE_BITS]!;
    page.count[pair & MASK]!++;
    page.last[pair & MASK] = time;
  }

  /** One communication less; how many are left. */
  uncount(pair: number): number {
    return --this.#pages[pair >>> PAGE_BITS]!.count[pair & MASK]!;
  }

  countOf(pair: number): number {
    return this.#pages[pair >>> PAGE_BITS]!.count[pair & MASK]!;
  }

  lastOf(pair: number): number {
    return this.#pages[pair >>> PAGE_BITS]!.last[pair & MASK]!;
  }

  numberOf(pair: number): number {
    return this.#pages[pair >>> PAGE_BITS]!.number[pair & MASK]!;
  }

  subscriberOf(pair: number): number {
    return this.#pages[pair >>> PAGE_BITS]!.subscriber[pair & MASK]!;
  }

  nextOf(pair: number): number {
    return this.#pages[pair >>> PAGE_BITS]!.next[pair & MASK]!;
  }

  /** Takes a pair out of the chain that begins with `first`; the first one of what is left. */
  remove(first: number, pair: number): number {
    const next = this.nextOf(pair);
    let head = first;
    if (first === pair) head = next;
    else {
      let before = first;
      while (this.nextOf(before) !== pair) before = this.nextOf(before);
      this.#setNext(before, next);
    }
    this.#setNext(pair, this.#free);
    this.#free = pair;
    this.#size--;
    return head;
  }

  /** All pairs of a chain belong to the number at this index now. */
  renumber(first: number, number: number): void {
    for (let pair = first; pair !== NO_PAIR; pair = this.nextOf(pair)) {
      this.#pages[pair >>> PAGE_BITS]!.number[pair & MASK] = number;
    }
  }

  snapshot(writer: SnapshotWriter): void {
    writer.json('pairs', { used: this.#used, free: this.#free, size: this.#size });
    this.#pages.forEach((page, index) => {
      const used = Math.min(PAGE, this.#used - index * PAGE);
      writer.array(`number/${index}`, page.number.subarray(0, used));
      writer.array(`subscriber/${index}`, page.subscriber.subarray(0, used));
      writer.array(`next/${index}`, page.next.subarray(0, used));
      writer.array(`last/${index}`, page.last.subarray(0, used));
      writer.array(`count/${index}`, new Uint8Array(page.count.buffer, 0, used * 2));
    });
  }

  restore(reader: SnapshotReader): void {
    const saved = reader.json<{ used: number; free: number; size: number }>('pairs');
    this.#pages.length = 0;
    for (let index = 0; index * PAGE < saved.used; index++) {
      const page = new Page();
      page.number.set(reader.u32(`number/${index}`));
      page.subscriber.set(reader.u32(`subscriber/${index}`));
      page.next.set(reader.u32(`next/${index}`));
      page.last.set(reader.f64(`last/${index}`));
      page.count.set(new Uint16Array(reader.u8(`count/${index}`).buffer));
      this.#pages.push(page);
    }
    this.#used = saved.used;
    this.#free = saved.free;
    this.#size = saved.size;
  }

  #place(): number {
    const free = this.#free;
    if (free !== NO_PAIR) {
      this.#free = this.nextOf(free);
      return free;
    }
    if (this.#used === this.#pages.length * PAGE) this.#pages.push(new Page());
    return this.#used++;
  }

  #setNext(pair: number, next: number): void {
    this.#pages[pair >>> PAGE_BITS]!.next[pair & MASK] = next;
  }
}
