import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { readReference, ReferenceIds } from '../reference/reference.ts';
import { WORLD } from '../testing/index.ts';
import { AreaPane, type AreaCounts } from './area-pane.ts';

const { areas } = readReference(WORLD, new ReferenceIds());

interface Record_ {
  readonly key: number;
  readonly leaf: number;
  readonly signalling: boolean;
}

/** By the definition: sets of subscribers and counts of records in the area and all its ancestors. */
function expected(records: readonly Record_[]): AreaCounts[] {
  const found: AreaCounts[] = [];
  for (let area = 0; area < areas.size; area++) {
    const inside = records.filter(({ leaf }) => areas.contains(area, leaf));
    if (inside.length === 0) continue;
    const signalling = inside.filter((record) => record.signalling).length;
    const subscribers = new Set(inside.map(({ key }) => key)).size;
    found.push({ area, subscribers, signalling, usage: inside.length - signalling });
  }
  return found;
}

const record = fc.record({
  key: fc.oneof(
    fc.integer({ min: 18_613_910_000_001, max: 18_613_910_000_006 }),
    fc.integer({ min: -3, max: -1 }),
  ),
  // Places are mostly townships, but a serving area may be of any level.
  leaf: fc.nat(areas.size - 1),
  signalling: fc.boolean(),
});

function paneOf(records: readonly Record_[], restart = false): AreaPane {
  let pane = new AreaPane();
  for (const { key, leaf, signalling } of records) {
    pane.add(areas, key, leaf, signalling);
    if (restart) pane = AreaPane.restore(JSON.parse(JSON.stringify(pane.snapshot())));
  }
  return pane;
}

describe('a minute of all areas', () => {
  it('counts distinct subscribers exactly at every level, in any order of arrival', () => {
    const twice = fc
      .array(record, { maxLength: 60 })
      .chain((all) => fc.tuple(fc.constant(all), fc.shuffledSubarray(all, { minLength: all.length })));
    fc.assert(
      fc.property(twice, ([all, shuffled]) => {
        expect(paneOf(all).read(areas)).toEqual(expected(all));
        expect(paneOf(shuffled).read(areas)).toEqual(expected(all));
      }),
    );
  });

  it('goes on from a snapshot at any moment', () => {
    fc.assert(
      fc.property(fc.array(record, { maxLength: 20 }), (all) => {
        expect(paneOf(all, true).read(areas)).toEqual(expected(all));
      }),
    );
  });

  it('holds thousands of subscribers, and so does its snapshot', () => {
    const all = Array.from({ length: 6000 }, (_, i) => ({
      key: 18_613_910_000_000 + (i % 2500),
      leaf: i % areas.size,
      signalling: i % 3 === 0,
    }));
    const pane = paneOf(all);
    expect(pane.read(areas)).toEqual(expected(all));
    expect(AreaPane.restore(JSON.parse(JSON.stringify(pane.snapshot()))).read(areas)).toEqual(expected(all));
  });
});
