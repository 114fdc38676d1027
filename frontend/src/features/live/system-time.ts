import type { ClockNow } from '@tidewall/streams/events';

/** The server tells its clock every second while it runs; one that stands still is not told again. */
const HELD_AFTER_MS = 2_500;

/**
 * Time of the system now: runs on between two messages at the speed it was told with. A clock that a server in good
 * contact has stopped telling stands still (a simulation that fills in its history); without contact it runs on.
 */
export function systemTimeAt(clock: ClockNow, serverNow: number, inContact: boolean): number {
  const elapsed = Math.max(0, serverNow - clock.at);
  const running = inContact ? Math.min(elapsed, HELD_AFTER_MS) : elapsed;
  return clock.systemTime + running * clock.speed;
}

/** Age of data up to `eventTime` in wall milliseconds: in accelerated time a system minute passes sooner. */
export function wallAge(systemNow: number, eventTime: number, speed: number): number {
  return Math.max(0, systemNow - eventTime) / speed;
}
