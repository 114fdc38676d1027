import type { ClockNow } from '@tidewall/streams/events';

/** The system's clock as last told, and when (server time of that message). */
export interface ClockReading {
  readonly clock: ClockNow;
  readonly at: number;
}

/** The server tells its clock every second while it runs; one that stands still is not told again. */
const HELD_AFTER_MS = 2_500;

/**
 * Time of the system now: runs on between two messages at the speed it was told with. A clock that a server in good
 * contact has stopped telling stands still (a simulation that fills in its history); without contact it runs on.
 */
export function systemTimeAt(reading: ClockReading, serverNow: number, inContact: boolean): number {
  const elapsed = Math.max(0, serverNow - reading.at);
  const running = inContact ? Math.min(elapsed, HELD_AFTER_MS) : elapsed;
  return reading.clock.systemTime + running * reading.clock.speed;
}

/** Age of data up to `eventTime` in wall milliseconds: in accelerated time a system minute passes sooner. */
export function wallAge(systemNow: number, eventTime: number, speed: number): number {
  return Math.max(0, systemNow - eventTime) / speed;
}
