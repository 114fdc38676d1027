import { describe, expect, it } from '@jest/globals';
import { IdleWatch } from './idle-watch.ts';

describe('idle watch', () => {
  it('names a source once when it has been silent for the timeout', () => {
    const watch = new IdleWatch(1_000, 60_000);
    watch.arrived('http:usage', 0);
    watch.handled('http:usage', 100);
    expect(watch.takeSilent(1_099)).toEqual([]);
    expect(watch.takeSilent(1_100)).toEqual(['http:usage']);
    expect(watch.takeSilent(9_000)).toEqual([]);
  });

  it('waits for what is under way: that source is held up, not silent', () => {
    const watch = new IdleWatch(1_000, 60_000);
    watch.arrived('http:usage', 0);
    watch.arrived('http:usage', 0);
    watch.handled('http:usage', 10);
    expect(watch.takeSilent(5_000)).toEqual([]);
    watch.handled('http:usage', 5_000);
    expect(watch.takeSilent(6_000)).toEqual(['http:usage']);
  });

  it('gives the simulator time to draw its province, and a recovered source its timeout anew', () => {
    const watch = new IdleWatch(1_000, 60_000);
    watch.resume('simulator:usage', 0);
    watch.resume('http:usage', 500);
    expect(watch.takeSilent(1_499)).toEqual([]);
    expect(watch.takeSilent(1_500)).toEqual(['http:usage']);
    expect(watch.takeSilent(60_000)).toEqual(['simulator:usage']);
  });
});
