import type { Feed } from '../../events/feeds.ts';
import type { AreaTree } from '../../reference/areas.ts';
import type { Outage } from './outages.ts';

/** How long an outage that is over can still be asked for: longer than any rule looks back. */
const KEPT_MS = 70 * 86_400_000;

interface Logged {
  readonly outage: Outage;
  /** Its areas and all their ancestors. */
  readonly covered: ReadonlySet<number>;
}

/** Outages of all sources: those that last, and those that are over but may be asked for. */
export class OutageLog {
  readonly #running = new Map<string, Logged>();
  #past: Logged[] = [];

  running(source: string): Outage | null {
    return this.#running.get(source)?.outage ?? null;
  }

  /** End of the last outage of a source, −Infinity when there was none. */
  lastEnd(source: string): number {
    let last = Number.NEGATIVE_INFINITY;
    for (const { outage } of this.#past) if (outage.source === source) last = Math.max(last, outage.until!);
    return last;
  }

  begin(outage: Outage, areas: AreaTree): void {
    const covered = new Set(outage.areas.flatMap((area) => areas.chain(area)));
    if (outage.until === null) this.#running.set(outage.source, { outage, covered });
    else this.#past.push({ outage, covered });
  }

  /** The outage of a source is over. */
  end(source: string, until: number): Outage {
    const { outage, covered } = this.#running.get(source)!;
    const over = { ...outage, until };
    this.#running.delete(source);
    this.#past = this.#past.filter((logged) => logged.outage.until! > until - KEPT_MS);
    this.#past.push({ outage: over, covered });
    return over;
  }

  isOut(feeds: readonly Feed[], area: number, from: number, to: number): boolean {
    for (const { outage, covered } of this.#running.values())
      if (outage.since < to && feeds.includes(outage.feed) && covered.has(area)) return true;
    for (const { outage, covered } of this.#past) {
      const meets = outage.since < to && outage.until! > from;
      if (meets && feeds.includes(outage.feed) && covered.has(area)) return true;
    }
    return false;
  }

  snapshot(): Outage[] {
    return [...this.#past, ...this.#running.values()].map(({ outage }) => outage);
  }

  restore(outages: readonly Outage[], areas: AreaTree): void {
    this.#past = [];
    this.#running.clear();
    for (const outage of outages) this.begin(outage, areas);
  }
}
