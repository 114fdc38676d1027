import { describe, expect, it } from '@jest/globals';
import type { LiveDelta, LiveSnapshot } from '@tidewall/streams';
import fc from 'fast-check';
import { DEFAULT_HUB_SETTINGS, LiveHub, type Visible } from './live-hub.ts';
import { Topic } from './topic.ts';

/** A client as the protocol wants it: applies deltas in order, knows a gap. */
class Client {
  state = new Map<string, unknown>();
  seq = -1;
  messages = 0;
  snapshots = 0;
  gap = false;

  snapshot(message: LiveSnapshot): void {
    this.state = new Map(Object.entries(message.data));
    this.seq = message.seq;
    this.messages++;
    this.snapshots++;
    this.gap = false;
  }

  delta(message: LiveDelta): void {
    this.messages++;
    if (message.seq !== this.seq + 1) this.gap = true;
    this.seq = message.seq;
    for (const [key, value] of Object.entries(message.changes)) {
      if (value === null) this.state.delete(key);
      else this.state.set(key, value);
    }
  }
}

function setUp() {
  const clients = new Map<string, Client>();
  let writable = true;
  let snapshots = 0;
  const hub = new LiveHub(
    {
      snapshot(ids, message) {
        snapshots++;
        ids.forEach((id) => clients.get(id)?.snapshot(message));
      },
      delta: (ids, message) => ids.forEach((id) => clients.get(id)?.delta(message)),
      writable: () => writable,
    },
    () => 0,
  );
  const topic = new Topic('t');
  hub.add(topic);
  const join = (id: string, visible: Visible | null = null): Client => {
    const client = new Client();
    clients.set(id, client);
    hub.subscribe(id, 't', undefined, visible);
    return client;
  };
  const resubscribe = (id: string): void => hub.subscribe(id, 't');
  return {
    resubscribe,
    snapshotsSent: () => snapshots,
    hub,
    topic,
    join,
    setWritable: (value: boolean) => (writable = value),
  };
}

describe('the live hub', () => {
  it('conflates changes of a key between two deltas, at most ten a second', () => {
    const { hub, topic, join } = setUp();
    const client = join('c');
    for (let now = 0; now < 1_000; now += 10) {
      topic.set('k', now);
      hub.tick(now);
    }
    expect(client.state.get('k')).toBeGreaterThanOrEqual(900);
    expect(client.messages).toBeLessThanOrEqual(12);
  });

  it('shows a client only what it may see, in snapshots and deltas, without a gap', () => {
    const { hub, topic, join } = setUp();
    topic.set('mine', 1);
    topic.set('yours', 1);
    const scoped = join('scoped', (key) => key === 'mine');
    const whole = join('whole');
    hub.tick(0);
    topic.set('yours', 2);
    hub.tick(100);
    topic.set('mine', 2);
    topic.delete('yours');
    hub.tick(200);
    expect(Object.fromEntries(scoped.state)).toEqual({ mine: 2 });
    expect(Object.fromEntries(whole.state)).toEqual({ mine: 2 });
    expect(scoped.gap).toBe(false);
    topic.set('yours', 3);
    hub.tick(300);
    expect(Object.fromEntries(whole.state)).toEqual({ mine: 2, yours: 3 });
    expect(Object.fromEntries(scoped.state)).toEqual({ mine: 2 });
  });

  it('sends nothing for an equal value but a heartbeat a second', () => {
    const { hub, topic, join } = setUp();
    topic.set('k', { a: [1] });
    const client = join('c');
    hub.tick(0);
    topic.set('k', { a: [1] });
    for (let now = 100; now <= 3_000; now += 100) hub.tick(now);
    expect(client.messages).toBe(1 + 3);
  });

  it('never sends more than it may to a client that acknowledges nothing, however long', () => {
    const { hub, topic, join, setWritable } = setUp();
    const client = join('c');
    hub.tick(0);
    setWritable(false);
    for (let now = 100; now < 600_000; now += 100) {
      topic.set('k', now);
      hub.tick(now);
    }
    expect(client.messages).toBe(1 + DEFAULT_HUB_SETTINGS.maxBehindStuck);
  });

  it('lets clients who come together share a message, and disturbs nobody else', () => {
    const { hub, topic, join, snapshotsSent } = setUp();
    const first = join('first');
    hub.tick(0);
    topic.set('k', 1);
    const others = Array.from({ length: 200 }, (_, index) => join(`c${index}`));
    hub.tick(20);
    expect(first.messages).toBe(1);
    expect(snapshotsSent()).toBe(2);
    for (const client of others) expect(client.state.get('k')).toBe(1);
  });

  it('gives a client that asks again and again no more than two snapshots a second', () => {
    const { hub, join, resubscribe } = setUp();
    const client = join('c');
    for (let now = 0; now < 10_000; now += 50) {
      resubscribe('c');
      hub.tick(now);
    }
    expect(client.snapshots).toBeLessThanOrEqual(20);
  });

  it('takes an acknowledgement of another epoch for none', () => {
    const { hub, topic, join } = setUp();
    const client = join('c');
    for (let now = 0; now < 4_000; now += 100) {
      topic.set('k', now);
      hub.tick(now);
      hub.acknowledge('c', 't', client.seq, 'of another life');
    }
    expect(client.messages).toBe(1 + DEFAULT_HUB_SETTINGS.maxBehind);
  });

  it('gives such a client a snapshot now and then while its connection has room', () => {
    const { hub, topic, join } = setUp();
    const client = join('c');
    for (let now = 0; now <= 60_000; now += 100) {
      topic.set('k', now);
      hub.tick(now);
    }
    expect(client.snapshots).toBeGreaterThan(8);
    expect(client.snapshots).toBeLessThanOrEqual(13);
    expect(client.gap).toBe(false);
    expect(client.state.get('k')).toBeGreaterThan(50_000);
  });

  it('ignores acknowledgements of what was never sent', () => {
    const { hub, topic, join } = setUp();
    const client = join('c');
    for (let now = 0; now < 10_000; now += 100) {
      topic.set('k', now);
      hub.tick(now);
      hub.acknowledge('c', 't', 1_000_000);
    }
    expect(client.messages).toBeLessThan(30);
  });

  it('brings every client to the server’s state, whatever is set, deleted, acknowledged or left', () => {
    const step = fc.oneof(
      fc.record({
        do: fc.constant('set' as const),
        key: fc.integer({ min: 0, max: 5 }),
        value: fc.integer({ min: 0, max: 3 }),
      }),
      fc.record({ do: fc.constant('delete' as const), key: fc.integer({ min: 0, max: 5 }) }),
      fc.record({ do: fc.constant('tick' as const), ms: fc.integer({ min: 1, max: 400 }) }),
      fc.record({ do: fc.constant('credit' as const), client: fc.integer({ min: 0, max: 2 }) }),
      fc.record({ do: fc.constant('join' as const), client: fc.integer({ min: 0, max: 2 }) }),
    );
    fc.assert(
      fc.property(fc.array(step, { maxLength: 300 }), (steps) => {
        const { hub, topic, join } = setUp();
        const clients = new Map<number, Client>();
        let now = 0;
        for (const one of steps) {
          if (one.do === 'set') topic.set(`k${one.key}`, one.value);
          else if (one.do === 'delete') topic.delete(`k${one.key}`);
          else if (one.do === 'tick') hub.tick((now += one.ms));
          else if (one.do === 'join') clients.set(one.client, join(`c${one.client}`));
          else hub.acknowledge(`c${one.client}`, 't', clients.get(one.client)?.seq ?? 0);
        }
        for (const [id, client] of clients) hub.acknowledge(`c${id}`, 't', client.seq);
        hub.tick((now += 1_000));
        for (const [id, client] of clients) hub.acknowledge(`c${id}`, 't', client.seq);
        hub.tick(now + 1_000);
        for (const client of clients.values()) {
          expect(client.gap).toBe(false);
          expect(Object.fromEntries(client.state)).toEqual(topic.snapshot());
        }
      }),
      { numRuns: 200 },
    );
  });
});
