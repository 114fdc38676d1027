import { describe, expect, it } from '@jest/globals';
import type { Block } from '@tidewall/clickhouse';
import fc from 'fast-check';
import { BlockBuilder, type RowTable } from './blocks.ts';

/** A table whose rows are texts. */
class Texts implements RowTable {
  readonly table: Block['table'];
  #held: string[] = [];

  constructor(table: Block['table']) {
    this.table = table;
  }
  get rows(): number {
    return this.#held.length;
  }
  get byteLength(): number {
    return this.#held.join('').length;
  }
  add(...rows: string[]): void {
    this.#held.push(...rows);
  }
  take(token: string): Block {
    const rows = this.#held.splice(0);
    return { table: this.table, token, bytes: Buffer.from(rows.join()), rows: rows.length };
  }
}

/** What record `seq` = index + 1 does: rows of two tables, or a cut. */
type Action = { readonly usage: number; readonly detections: number } | 'detections' | 'all';

/** Blocks of the records from `from` on, as `token=rows`. */
function blocksOf(actions: readonly Action[], from: number): string[] {
  const usage = new Texts('usage_events');
  const detections = new Texts('detections');
  const builder = new BlockBuilder('j', 5, [usage, detections]);
  const blocks: string[] = [];
  for (let seq = from; seq <= actions.length; seq += 1) {
    const action = actions[seq - 1];
    if (action === 'detections' || action === 'all') builder.cut(seq, action);
    else if (action !== undefined) {
      usage.add(...Array.from({ length: action.usage }, (_, n) => `${seq}.${n}`));
      detections.add(...Array.from({ length: action.detections }, (_, n) => `${seq}.${n}`));
      builder.added(seq);
    }
    blocks.push(...builder.take().map(({ token, bytes }) => `${token}=${Buffer.from(bytes).toString()}`));
  }
  return blocks;
}

const rows = fc.record({ usage: fc.nat(4), detections: fc.nat(2) });
const action = fc.oneof(
  { weight: 4, arbitrary: rows },
  fc.constantFrom('detections' as const, 'all' as const),
);

describe('blocks', () => {
  it('end at their row limit and at cuts, named after the records they come from', () => {
    const actions: Action[] = [
      { usage: 3, detections: 0 },
      { usage: 3, detections: 1 },
      'detections',
      { usage: 1, detections: 0 },
      'all',
    ];
    expect(blocksOf(actions, 1)).toEqual([
      'j:1-2:usage_events=1.0,1.1,1.2,2.0,2.1,2.2',
      'j:2-3:detections=2.0',
      'j:4-5:usage_events=4.0',
    ]);
  });

  it('are the same, name and rows, when the records after a whole cut are replayed', () => {
    fc.assert(
      fc.property(fc.array(action, { maxLength: 40 }), (actions) => {
        const whole = blocksOf(actions, 1);
        for (const [index, cut] of actions.entries()) {
          if (cut !== 'all') continue;
          const replayed = blocksOf(actions, index + 2);
          expect(whole.slice(whole.length - replayed.length)).toEqual(replayed);
        }
      }),
    );
  });

  it('have names that come once', () => {
    fc.assert(
      fc.property(fc.array(action, { maxLength: 40 }), (actions) => {
        const names = blocksOf(actions, 1).map((block) => block.split('=')[0]);
        expect(new Set(names).size).toBe(names.length);
      }),
    );
  });
});
