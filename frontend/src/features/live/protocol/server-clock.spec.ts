import { describe, expect, it } from '@jest/globals';
import { ServerClock } from './server-clock.ts';

describe('server clock', () => {
  it('knows nothing before the first exchange', () => {
    expect(new ServerClock().now(5)).toBeNull();
  });

  it('prefers the exchange with the shortest round trip', () => {
    const clock = new ServerClock();
    clock.add({ sentAt: 0, receivedAt: 10, serverTime: 1_000_000 });
    clock.add({ sentAt: 1000, receivedAt: 1600, serverTime: 1_001_500 });
    expect(clock.now(2005)).toBe(1_002_000);
  });

  it('takes a slower one once the best is five minutes old', () => {
    const clock = new ServerClock();
    clock.add({ sentAt: 0, receivedAt: 10, serverTime: 1_000_000 });
    clock.add({ sentAt: 400_000, receivedAt: 400_100, serverTime: 2_000_000 });
    expect(clock.now(400_050)).toBe(2_000_000);
  });

  it('follows the newest exchange when a clock was set or the screen has slept, however slow it was', () => {
    const clock = new ServerClock();
    clock.add({ sentAt: 0, receivedAt: 10, serverTime: 1_000_000 });
    clock.add({ sentAt: 60_000, receivedAt: 60_400, serverTime: 1_060_210 });
    expect(clock.now(60_005)).toBe(1_060_000);
    // The screen slept for ten minutes, in which its own clock stood still.
    clock.add({ sentAt: 70_000, receivedAt: 70_400, serverTime: 1_670_200 });
    expect(clock.now(70_200)).toBe(1_670_200);
  });

  it('is dated by the newest message until it is exchanged', () => {
    const clock = new ServerClock();
    clock.hear(2_000_000, 500);
    expect(clock.now(700)).toBe(2_000_200);
    expect(clock.errorMs).toBeNull();
    clock.add({ sentAt: 700, receivedAt: 720, serverTime: 2_000_250 });
    expect(clock.now(710)).toBe(2_000_250);
    expect(clock.errorMs).toBe(10);
  });
});
