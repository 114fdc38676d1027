import type { ShownCount } from '@tidewall/streams';

export type Shown = ReadonlyMap<string, ShownCount>;

/** What comes late may still change a window: it is judged again after this long. */
const LIFE_MS = 600_000;
/** Two days by hour, and two months by day. */
const KEPT = 110;

/** Windows of all areas that have been judged, by their time, for a while: judging takes its time. */
export class KeptWindows {
  readonly #kept = new Map<number, { readonly shown: Shown; readonly until: number }>();

  #areas: object | null = null;

  /**
   * Windows by time. `judged` is asked for all of them when one is missing, and lets others have their turn in between;
   * with other `areas` nothing of before counts.
   */
  async of(
    areas: object,
    keys: readonly number[],
    judged: () => AsyncIterable<readonly [number, Shown]>,
  ): Promise<ReadonlyMap<number, Shown>> {
    if (areas !== this.#areas) this.#kept.clear();
    this.#areas = areas;
    const now = performance.now();
    const found = new Map<number, Shown>();
    for (const key of keys) {
      const kept = this.#kept.get(key);
      if (kept !== undefined && kept.until > now) found.set(key, kept.shown);
    }
    if (found.size === keys.length) return found;
    for await (const [key, shown] of judged()) {
      found.set(key, shown);
      this.#kept.delete(key);
      this.#kept.set(key, { shown, until: now + LIFE_MS });
      await new Promise((resolve) => setImmediate(resolve));
    }
    for (const oldest of this.#kept.keys()) {
      if (this.#kept.size <= KEPT) break;
      this.#kept.delete(oldest);
    }
    return found;
  }
}
