import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { SnapshotError, SnapshotReader, SnapshotWriter } from './snapshot.ts';

const parts = fc.record({
  f64: fc.float64Array({ maxLength: 9 }),
  i32: fc.int32Array({ maxLength: 9 }),
  u32: fc.uint32Array({ maxLength: 9 }),
  u8: fc.uint8Array({ maxLength: 9 }),
  json: fc.jsonValue(),
});

describe('a snapshot', () => {
  it('gives every part back under its name and scope, wherever its bytes lie in memory', () => {
    fc.assert(
      fc.property(parts, fc.nat(7), fc.string(), ({ f64, i32, u32, u8, json }, shift, scope) => {
        const writer = new SnapshotWriter();
        writer.array('u8', u8);
        writer.scope(scope).array('f64', f64);
        writer.scope(scope).scope('deep').array('i32', i32);
        writer.array('u32', u32);
        writer.json('json', json);
        const bytes = writer.finish();
        const moved = new Uint8Array(bytes.length + shift);
        moved.set(bytes, shift);
        const reader = SnapshotReader.open(moved.subarray(shift));
        expect(reader.u8('u8')).toEqual(u8);
        expect(reader.scope(scope).f64('f64')).toEqual(f64);
        expect(reader.scope(scope).scope('deep').i32('i32')).toEqual(i32);
        expect(reader.u32('u32')).toEqual(u32);
        expect(reader.json('json')).toEqual(JSON.parse(JSON.stringify(json)));
        expect(reader.has('u8')).toBe(true);
        expect(reader.scope(scope).has('u8')).toBe(false);
      }),
    );
  });

  it('keeps values as they were when it was finished', () => {
    const values = Float64Array.of(1, 2);
    const writer = new SnapshotWriter();
    writer.array('values', values);
    const bytes = writer.finish();
    values.fill(9);
    expect([...SnapshotReader.open(bytes).f64('values')]).toEqual([1, 2]);
  });

  it.each([
    ['nothing', new Uint8Array(0)],
    ['a few bytes', Uint8Array.of(1, 2, 3)],
    ['something else', new TextEncoder().encode('{"watermark":0, "sources":[]}')],
  ])('is told from %s', (_what, bytes) => {
    expect(() => SnapshotReader.open(bytes)).toThrow(SnapshotError);
  });

  it('cut short anywhere is refused, not misread', () => {
    const writer = new SnapshotWriter();
    writer.array('values', Float64Array.of(1, 2, 3));
    writer.json('more', { abc: 1 });
    const bytes = writer.finish();
    // The last part, {"abc":1}, has 9 bytes of 16.
    const PADDING = 7;
    for (let length = 0; length < bytes.length - PADDING; length++) {
      expect(() => {
        const reader = SnapshotReader.open(bytes.subarray(0, length));
        reader.f64('values');
        reader.json('more');
      }).toThrow(SnapshotError);
    }
  });

  it('says which part it has not', () => {
    const reader = SnapshotReader.open(new SnapshotWriter().finish());
    expect(() => reader.scope('ingress').f64('time')).toThrow(/ingress\/time/);
  });
});
