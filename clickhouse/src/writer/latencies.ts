const KEPT = 1024;

/** Percentiles over the last 1 024 measurements. */
export class Latencies {
  readonly #ring = new Float64Array(KEPT);
  #count = 0;

  add(milliseconds: number): void {
    this.#ring[this.#count % KEPT] = milliseconds;
    this.#count++;
  }

  /** Null before the first measurement. @param fraction 0 to 1 */
  percentile(fraction: number): number | null {
    const size = Math.min(this.#count, KEPT);
    if (size === 0) return null;
    const sorted = this.#ring.slice(0, size).sort();
    return sorted[Math.min(size - 1, Math.floor(fraction * size))] ?? null;
  }
}
