import { describe, expect, it } from '@jest/globals';
import type { LiveDelta, LiveSnapshot } from '@tidewall/streams/events';
import { Inbox } from './inbox.ts';

const position = (seq: number, epoch: string) => ({ topic: 't', epoch, seq, at: seq, eventTime: null });
const snapshot = (seq: number, epoch = 'a'): LiveSnapshot => ({ ...position(seq, epoch), data: {} });
const delta = (seq: number, epoch = 'a'): LiveDelta => ({ ...position(seq, epoch), changes: {} });

describe('the inbox', () => {
  it('keeps deltas in their order until they are taken, once', () => {
    const inbox = new Inbox();
    inbox.addDelta(delta(1));
    inbox.addDelta(delta(2));
    expect(inbox.take()).toMatchObject([{ topic: 't', snapshot: null, deltas: [{ seq: 1 }, { seq: 2 }] }]);
    expect(inbox.isEmpty).toBe(true);
  });

  it('forgets what a snapshot holds, and keeps what comes after it', () => {
    const inbox = new Inbox();
    for (const message of [delta(3), delta(4), delta(5), delta(4, 'old')]) inbox.addDelta(message);
    inbox.addSnapshot(snapshot(4));
    expect(inbox.take()).toMatchObject([{ snapshot: { seq: 4 }, deltas: [{ seq: 5 }] }]);
  });

  it('does not go back to a snapshot that was overtaken', () => {
    const inbox = new Inbox();
    inbox.addSnapshot(snapshot(9));
    inbox.addSnapshot(snapshot(4));
    expect(inbox.take()).toMatchObject([{ snapshot: { seq: 9 } }]);
  });

  it('is bounded while nothing is painted: it then wants a snapshot, and one is enough', () => {
    const inbox = new Inbox();
    for (let seq = 1; seq < 10_000; seq++) inbox.addDelta(delta(seq));
    expect(inbox.size).toBe(0);
    for (let seq = 1; seq < 10_000; seq++) inbox.addSnapshot(snapshot(seq, String(seq)));
    expect(inbox.size).toBe(1);
    expect(inbox.take()).toMatchObject([{ snapshot: { epoch: '9999' }, overflowed: false }]);
  });
});
