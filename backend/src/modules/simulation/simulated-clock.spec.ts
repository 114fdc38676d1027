import { describe, expect, it } from '@jest/globals';
import { SimulatedClock } from './simulated-clock.ts';

describe('simulated clock', () => {
  it('stands still until it runs, then is as many times faster as asked', () => {
    let wall = 500;
    const clock = new SimulatedClock(1_000_000, 60, () => wall);
    wall = 900;
    expect(clock.now()).toBe(1_000_000);
    clock.run(2_000_000);
    wall = 1_900;
    expect(clock.now()).toBe(2_060_000);
    clock.hold(2_060_000);
    wall = 5_000;
    expect(clock.now()).toBe(2_060_000);
  });
});
