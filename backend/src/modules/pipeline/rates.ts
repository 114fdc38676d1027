import type { LiveCounters } from '@tidewall/streams';

/** Seconds that a rate is taken over. */
const SPAN = 5;

interface Sample {
  readonly at: number;
  readonly accepted: ReadonlyMap<string, number>;
}

/** Events per wall second by source, from the running totals. */
export class Rates {
  readonly #samples: Sample[] = [];

  add(counters: LiveCounters, at: number): void {
    this.#samples.push({ at, accepted: new Map(counters.sources.map((one) => [one.source, one.accepted])) });
    if (this.#samples.length > SPAN + 1) this.#samples.shift();
  }

  /** Since the oldest sample; 0 for a source before its second sample. */
  get(): Readonly<Record<string, number>> {
    const first = this.#samples[0];
    const last = this.#samples.at(-1);
    if (first === undefined || last === undefined || last.at <= first.at) return {};
    const seconds = (last.at - first.at) / 1_000;
    return Object.fromEntries(
      [...last.accepted].map(([source, accepted]) => {
        const before = first.accepted.get(source) ?? accepted;
        return [source, (accepted - before) / seconds];
      }),
    );
  }
}
