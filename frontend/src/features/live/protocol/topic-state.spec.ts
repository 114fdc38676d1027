import { describe, expect, it } from '@jest/globals';
import type { LiveDelta, LiveSnapshot } from '@tidewall/streams/events';
import fc from 'fast-check';
import { applyDelta, stateOfSnapshot, supersedes, type TopicState } from './topic-state.ts';

const snapshot = (seq: number, data: Record<string, unknown>, epoch = 'a'): LiveSnapshot => ({
  topic: 'overview',
  epoch,
  seq,
  at: seq,
  eventTime: seq,
  data,
});
const delta = (seq: number, changes: Record<string, unknown>, epoch = 'a'): LiveDelta => ({
  topic: 'overview',
  epoch,
  seq,
  at: seq,
  eventTime: seq,
  changes,
});

describe('topic state', () => {
  it('follows deltas: a value replaces, null removes', () => {
    const state = stateOfSnapshot(snapshot(4, { x: 1, y: 2 }));
    expect(applyDelta(state, delta(5, { x: null, z: 3 }))).toBe('applied');
    expect(Object.fromEntries(state.entries)).toEqual({ y: 2, z: 3 });
    expect(state).toMatchObject({ seq: 5, at: 5, eventTime: 5 });
  });

  it('leaves out what it already contains', () => {
    const state = stateOfSnapshot(snapshot(4, { x: 1 }));
    expect(applyDelta(state, delta(4, { x: 9 }))).toBe('old');
    expect(state.entries.get('x')).toBe(1);
  });

  it('asks for a snapshot after a skipped number and in another epoch, and changes nothing', () => {
    const state = stateOfSnapshot(snapshot(4, { x: 1 }));
    expect(applyDelta(state, delta(6, { x: 9 }))).toBe('gap');
    expect(applyDelta(state, delta(5, { x: 9 }, 'b'))).toBe('gap');
    expect(state.entries.get('x')).toBe(1);
  });

  it('does not go back to a snapshot that was overtaken, but takes any of another epoch', () => {
    const state = stateOfSnapshot(snapshot(4, {}));
    expect(supersedes(snapshot(3, {}), state)).toBe(false);
    expect(supersedes(snapshot(4, {}), state)).toBe(true);
    expect(supersedes(snapshot(0, {}, 'b'), state)).toBe(true);
    expect(supersedes(snapshot(0, {}), null)).toBe(true);
  });

  it('equals the server after drops, duplicates, reordering and a restart, once the last gap is answered', () => {
    const change = fc.record({ key: fc.constantFrom('a', 'b', 'c'), value: fc.option(fc.nat(9)) });
    const fate = fc.constantFrom('deliver', 'drop', 'twice', 'swap', 'restart');
    fc.assert(
      fc.property(fc.array(fc.tuple(change, fate), { maxLength: 60 }), (steps) => {
        const server = { epoch: 0, seq: 0, data: new Map<string, unknown>() };
        const serverSnapshot = (): LiveSnapshot =>
          snapshot(server.seq, Object.fromEntries(server.data), String(server.epoch));
        let client: TopicState = stateOfSnapshot(serverSnapshot());
        let held: LiveDelta | null = null;
        const receive = (message: LiveDelta): void => {
          if (applyDelta(client, message) === 'gap') client = stateOfSnapshot(serverSnapshot());
        };
        for (const [{ key, value }, what] of steps) {
          if (what === 'restart') {
            server.epoch++;
            server.seq = 0;
          }
          server.seq++;
          if (value === null) server.data.delete(key);
          else server.data.set(key, value);
          const message = delta(server.seq, { [key]: value }, String(server.epoch));
          if (what === 'drop') continue;
          if (what === 'swap' && held === null) {
            held = message;
            continue;
          }
          receive(message);
          if (what === 'twice') receive(message);
          if (held !== null) receive(held);
          held = null;
        }
        // One more message shows the last gap.
        server.seq++;
        receive(delta(server.seq, {}, String(server.epoch)));
        expect(Object.fromEntries(client.entries)).toEqual(Object.fromEntries(server.data));
      }),
    );
  });
});
