import { describe, expect, it } from '@jest/globals';
import { Watchdog, WATCHDOG, type Look } from './watchdog.ts';

const MINUTE = 60_000;
const MIB = 2 ** 20;
const well = (at: number): Look => ({ at, lateMs: 0, frameAgeMs: 900, heapBytes: 40 * MIB });

/** Looks once a second from `from` for so many minutes. */
function watch(
  watchdog: Watchdog,
  from: number,
  minutes: number,
  change: (at: number) => Partial<Look>,
): void {
  for (let at = from; at < from + minutes * MINUTE; at += 1_000)
    watchdog.look({ ...well(at), ...change(at) });
}

describe('the watchdog', () => {
  it('leaves a healthy screen alone for days', () => {
    const watchdog = new Watchdog();
    watch(watchdog, 0, 3 * 24 * 60, () => ({}));
    expect(watchdog.reason).toBeNull();
  });

  it('forgives two stalls in ten minutes, and not a third', () => {
    const watchdog = new Watchdog();
    const stall = { lateMs: WATCHDOG.stallMs };
    watch(watchdog, 0, 60, (at) => (at % (5 * MINUTE) === 0 ? stall : {}));
    expect(watchdog.reason).toBeNull();
    watch(watchdog, 60 * MINUTE, 8, (at) => (at % (3 * MINUTE) === 0 ? stall : {}));
    expect(watchdog.reason).toBe('stalls');
  });

  it('wants a new page when no frame comes, but not of a look that came late itself', () => {
    const watchdog = new Watchdog();
    watchdog.look({ ...well(0), frameAgeMs: 30_000, lateMs: 29_000 });
    expect(watchdog.reason).toBeNull();
    watchdog.look({ ...well(1_000), frameAgeMs: WATCHDOG.noPaintMs });
    expect(watchdog.reason).toBe('no-paint');
  });

  it('wants a new page when what is left after collections grows, however much comes and goes between', () => {
    const sawtooth = (at: number): number => ((at / 1_000) % 60) * 5 * MIB;
    const steady = new Watchdog();
    watch(steady, 0, 12 * 60, (at) => ({ heapBytes: 60 * MIB + sawtooth(at) }));
    expect(steady.reason).toBeNull();
    const leaking = new Watchdog();
    watch(leaking, 0, 12 * 60, (at) => ({ heapBytes: 60 * MIB + sawtooth(at) + (at / MINUTE) * MIB }));
    expect(leaking.reason).toBe('heap');
  });

  it('does not count what was hidden', () => {
    const watchdog = new Watchdog();
    watch(watchdog, 0, 25, () => ({}));
    watchdog.pause();
    watch(watchdog, 600 * MINUTE, 25, () => ({}));
    expect(watchdog.reason).toBeNull();
  });

  it('keeps its reason until the page begins anew', () => {
    const watchdog = new Watchdog();
    watchdog.look({ ...well(0), frameAgeMs: WATCHDOG.noPaintMs });
    expect(watchdog.look(well(1_000))).toBe('no-paint');
  });
});
