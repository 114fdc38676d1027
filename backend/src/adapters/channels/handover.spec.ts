import { describe, expect, it } from '@jest/globals';
import { setTimeout as sleep } from 'node:timers/promises';
import type { Reply } from './channel.ts';
import { Handover } from './handover.ts';

const reply = { from: '8613800000001', text: 'TD', at: 1 };

function given(patienceMs: number, listen: (item: Reply) => void): boolean[] {
  const handover = new Handover<Reply>(patienceMs);
  const told: boolean[] = [];
  handover.$.subscribe(listen);
  handover.give(reply, (stored) => told.push(stored));
  return told;
}

describe('what the provider hears of what it said', () => {
  it('that it arrived, once it is stored', () => {
    const items: Reply[] = [];
    const told = given(1_000, (item) => items.push(item));
    expect(told).toEqual([]);
    items[0]!.stored();
    items[0]!.stored();
    expect(told).toEqual([true]);
    expect(items).toMatchObject([reply]);
  });

  it('to say it again, when nobody listens', () => {
    const told: boolean[] = [];
    new Handover<Reply>(1_000).give(reply, (stored) => told.push(stored));
    expect(told).toEqual([false]);
  });

  it('to say it again, when nobody stores it in time', async () => {
    let late: () => void = () => undefined;
    const told = given(20, (item) => (late = item.stored));
    await sleep(40);
    expect(told).toEqual([false]);
    late();
    expect(told).toEqual([false]);
  });
});
