import type { ClockNow } from '@tidewall/streams/events';

/** The system's clock as last told, and when (server time of that message). */
export interface ClockReading {
  readonly clock: ClockNow;
  readonly at: number;
}

/** Time of the system now: runs on between two messages at the speed it was told with. */
export function systemTimeAt(reading: ClockReading, serverNow: number): number {
  return reading.clock.systemTime + Math.max(0, serverNow - reading.at) * reading.clock.speed;
}

/** Age of data up to `eventTime` in wall milliseconds: in accelerated time a system minute passes sooner. */
export function wallAge(reading: ClockReading, serverNow: number, eventTime: number): number {
  return Math.max(0, systemTimeAt(reading, serverNow) - eventTime) / reading.clock.speed;
}
