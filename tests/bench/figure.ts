/** One line of the result table. Absent values do not apply. */
export interface Figure {
  readonly name: string;
  readonly events?: number;
  /** By the clock on the wall: depends on what else the machine does. */
  readonly eventsPerSecond?: number;
  /** By processor time of the process and all its threads. */
  readonly eventsPerCoreSecond?: number;
  readonly latencyMs?: Quantiles;
  readonly bytesPerKey?: number;
  /** Largest resident memory of the process. */
  readonly peakBytes?: number;
  readonly note?: string;
  /** What is measured is no speed: cells by title, in a table of its own with those of the same titles. */
  readonly measures?: Readonly<Record<string, string>>;
}

/** In milliseconds. */
export interface Quantiles {
  readonly p50: number;
  readonly p99: number;
  readonly p999: number;
}

/** A benchmark: a workload and the figures it gives. */
export interface Bench {
  readonly name: string;
  readonly about: string;
  run(context: BenchContext): Promise<readonly Figure[]>;
}

export interface BenchContext {
  /** A directory of this run, removed at its end. */
  readonly directory: string;
  /** Shows a step of long work. */
  say(step: string): void;
}

/** Nearest-rank quantiles; undefined of nothing. */
export function quantiles(milliseconds: readonly number[]): Quantiles | undefined {
  if (milliseconds.length === 0) return undefined;
  const sorted = Float64Array.from(milliseconds).sort();
  const at = (share: number): number => sorted[Math.max(0, Math.ceil(share * sorted.length) - 1)]!;
  return { p50: at(0.5), p99: at(0.99), p999: at(0.999) };
}
