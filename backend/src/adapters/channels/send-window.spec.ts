import { describe, expect, it } from '@jest/globals';
import { RateLimit } from './rate-limit.ts';
import { SendWindow } from './send-window.ts';

const windowOf = (size: number, maxWaitMs = 1_000, open = true): SendWindow =>
  new SendWindow({ size, maxWaitMs, rate: new RateLimit(null) }, { open });

describe('window', () => {
  it('lets in as many as it has places, the others by arrival', async () => {
    const window = windowOf(2);
    const order: number[] = [];
    const enter = async (who: number): Promise<void> => {
      expect(await window.enter()).toBe('granted');
      order.push(who);
    };
    const all = [1, 2, 3, 4, 5].map(enter);
    await Promise.all(all.slice(0, 2));
    expect([window.inFlight, window.waiting, order]).toEqual([2, 3, [1, 2]]);
    for (let left = 0; left < 3; left++) window.leave();
    await Promise.all(all);
    expect(order).toEqual([1, 2, 3, 4, 5]);
    expect(window.inFlight).toBe(2);
  });

  it('turns away who has waited long enough', async () => {
    const window = windowOf(1, 30);
    await window.enter();
    expect(await Promise.all([window.enter(), window.enter()])).toEqual(['late', 'late']);
    expect(window.waiting).toBe(0);
    window.leave();
    expect(window.enter()).toBe('granted');
  });

  it('lets nobody in without a connection, and all that wait once there is one', async () => {
    const window = windowOf(10, 500, false);
    const waiting = [window.enter(), window.enter()];
    expect(window.inFlight).toBe(0);
    window.setOpen(true);
    expect(await Promise.all(waiting)).toEqual(['granted', 'granted']);
  });

  it('sends everybody away when it closes, and waits for those inside', async () => {
    const window = windowOf(1);
    await window.enter();
    const waiting = window.enter();
    const closed = window.close(1_000);
    expect(await waiting).toBe('closed');
    expect(await window.enter()).toBe('closed');
    window.leave();
    await closed;
    expect(window.inFlight).toBe(0);
  });

  it('does not wait for ever for those inside', async () => {
    const window = windowOf(1);
    await window.enter();
    await window.close(20);
    expect(window.inFlight).toBe(1);
  });
});
