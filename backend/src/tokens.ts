/** What the shell makes once and hands to the modules. */
export const CONFIG = Symbol('CONFIG');
export const PIPELINE = Symbol('PIPELINE');
export const STORE = Symbol('STORE');
export const DATABASE = Symbol('DATABASE');
export const SYSTEM_CLOCK = Symbol('SYSTEM_CLOCK');
export const LOGGER = Symbol('LOGGER');
export const BUILD_INFO = Symbol('BUILD_INFO');
export const BOUNDARIES_SOURCE = Symbol('BOUNDARIES_SOURCE');

/** The time people live in: the machine's clock, or a faster one while a simulation runs. */
export interface SystemClock {
  /** Epoch milliseconds. */
  now(): number;
  /** System seconds per wall second. */
  readonly speed: number;
  readonly simulated: boolean;
}

export interface BuildInfo {
  readonly version: string;
  /** Wall time of the start, epoch milliseconds. */
  readonly startedAt: number;
}
