import type { Browser } from 'playwright-core';

/** One line of the result: what was measured, and its cells by title. */
export type Line = Readonly<Record<string, string>>;

export interface WallContext {
  /** A directory of this run, removed at its end. */
  readonly directory: string;
  /** Software rendering where the machine has no GPU. */
  readonly browser: Browser;
  /** Length of the soak. */
  readonly minutes: number;
  /** Shows a step of long work. */
  say(step: string): void;
}

/** A part of `bench:wall`. Lines of a part share their titles. */
export interface WallPart {
  readonly name: string;
  readonly about: string;
  run(context: WallContext): Promise<readonly Line[]>;
}

/** Nearest-rank quantile; NaN of nothing. */
export function quantile(values: readonly number[], share: number): number {
  const sorted = Float64Array.from(values).sort();
  return sorted[Math.max(0, Math.ceil(share * sorted.length) - 1)] ?? NaN;
}

export function milliseconds(value: number): string {
  return Number.isFinite(value) ? `${value < 100 ? value.toFixed(1) : value.toFixed(0)} ms` : '–';
}
