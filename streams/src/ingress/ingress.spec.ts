import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { LongNumbers } from '../events/number-key.ts';
import { ReferenceIds } from '../reference/reference.ts';
import { SnapshotReader, SnapshotWriter } from '../state/snapshot.ts';
import { chunk, lifecycle, ndjson, REPLAY, seen, type FeedEvent, type RawEvent } from '../testing/index.ts';
import type { EngineSettings, Judged } from '../topology/types.ts';
import { Ingress, type Admitted } from './ingress.ts';

const NOW = Date.UTC(2026, 1, 10, 0, 41);
const MINUTE = 60_000;
const LIVE: EngineSettings = { ...REPLAY, maxOutOfOrdernessMs: 1000 };

function newIngress(settings: EngineSettings = LIVE): Ingress {
  return new Ingress(settings, new ReferenceIds({ cells: ['a1'], areas: ['T111'] }), new LongNumbers());
}

function restored(ingress: Ingress, settings: EngineSettings = LIVE): Ingress {
  const writer = new SnapshotWriter();
  ingress.snapshot(writer);
  const copy = newIngress(settings);
  copy.restore(SnapshotReader.open(writer.finish()));
  return copy;
}

const at = (minutes: number, fields: Record<string, string | number> = {}): RawEvent =>
  seen(NOW + minutes * MINUTE, '8613910000001', 'a1', fields).event;

function admit(ingress: Ingress, events: readonly RawEvent[], now: number | null = NOW): Admitted {
  return ingress.admit(chunk('signalling', ndjson(events), { now }));
}

const counts = ({ read, stored, duplicate, late, rejected }: Judged): number[] => [
  read,
  stored,
  duplicate,
  late,
  rejected,
];

describe('an event is judged', () => {
  it('rejected when it lies more than 10 minutes past the clock', () => {
    const { judged } = admit(newIngress(), [at(10), at(10.0001), at(999_999)]);
    expect(counts(judged)).toEqual([3, 1, 0, 0, 2]);
    expect(judged.rejections).toEqual([
      { line: 2, field: 'eventTime', code: 'event-time-ahead' },
      { line: 3, field: 'eventTime', code: 'event-time-ahead' },
    ]);
  });

  it('late when it is more than the allowed lateness behind the newest of its source', () => {
    const { judged, stored, late } = admit(newIngress(), [at(0), at(-5), at(-5.0001)]);
    expect(counts(judged)).toEqual([3, 2, 0, 1, 0]);
    expect(stored?.length).toBe(2);
    expect([...(late?.line.subarray(0, late.length) ?? [])]).toEqual([3]);
  });

  it('against its own source: another one may be hours behind', () => {
    const ingress = newIngress();
    admit(ingress, [at(0)]);
    const { judged } = ingress.admit(chunk('signalling', ndjson([at(-180)]), { source: 'other', now: NOW }));
    expect(counts(judged)).toEqual([1, 1, 0, 0, 0]);
  });

  it('duplicate when its identity has been stored, in this chunk, an earlier one or before a restart', () => {
    let ingress = newIngress();
    expect(counts(admit(ingress, [at(0), at(0), at(-1)]).judged)).toEqual([3, 2, 1, 0, 0]);
    expect(counts(admit(ingress, [at(0)]).judged)).toEqual([1, 0, 1, 0, 0]);
    ingress = restored(ingress);
    expect(counts(admit(ingress, [at(0), at(-1), at(-2)]).judged)).toEqual([3, 1, 2, 0, 0]);
  });

  it('rejected before late, late before duplicate', () => {
    const ingress = newIngress();
    admit(ingress, [at(-10), at(0)]);
    expect(counts(admit(ingress, [at(-10)]).judged)).toEqual([1, 0, 0, 1, 0]);
    expect(counts(admit(ingress, [{ ...at(-10), msisdn: 'x' }]).judged)).toEqual([1, 0, 0, 0, 1]);
    expect(counts(admit(ingress, [at(11), at(11)]).judged)).toEqual([2, 0, 0, 0, 2]);
  });

  it('as no duplicate of an event of another feed with the same eventId', () => {
    const ingress = newIngress();
    const other: FeedEvent = lifecycle(NOW, 'activated', '8613910000001', { eventId: 'e1' });
    admit(ingress, [at(0, { eventId: 'e1' })]);
    const { judged } = ingress.admit(chunk('lifecycle', ndjson([other.event]), { now: NOW }));
    expect(counts(judged)).toEqual([1, 1, 0, 0, 0]);
  });

  it('stored with a place that we do not know, which is counted', () => {
    const ingress = newIngress();
    admit(ingress, [at(0, { cellId: 'zz' }), at(0, { servingAreaId: 'zz' }), at(0, { more: 1 })]);
    expect(ingress.statuses()).toMatchObject([
      { stored: 3, unknownCells: 1, unknownAreas: 1, unknownFields: 1 },
    ]);
  });

  it('with no effect on the watermark unless it is stored', () => {
    const ingress = newIngress();
    admit(ingress, [at(0), at(900), { ...at(5), msisdn: 'x' }]);
    expect(ingress.watermarks.find('test:signalling')).toMatchObject({ newest: NOW, watermark: NOW - 1000 });
  });
});

describe('in replay', () => {
  it('events ahead are held until the next ones tell, then rejected with their own line', () => {
    const ingress = newIngress(REPLAY);
    const wild = at(60 * 24 * 400);
    const start = Array.from({ length: 9 }, (_, i) => at(i * 0.01));
    admit(ingress, start, null);
    const first = ingress.admit(chunk('signalling', ndjson([wild]), { firstLine: 10 }));
    expect(counts(first.judged)).toEqual([1, 0, 0, 0, 0]);
    const next = Array.from({ length: 8 }, (_, i) => at(1 + i * 0.01));
    const second = ingress.admit(chunk('signalling', ndjson(next), { firstLine: 11 }));
    expect(counts(second.judged)).toEqual([8, 8, 0, 0, 1]);
    expect(second.judged.rejections).toEqual([{ line: 10, field: 'eventTime', code: 'event-time-ahead' }]);
  });

  it('the end of a source lets go what is held', () => {
    const ingress = newIngress(REPLAY);
    expect(counts(admit(ingress, [at(0), at(1)], null).judged)).toEqual([2, 0, 0, 0, 0]);
    expect(counts(ingress.end('test:signalling')!.judged)).toEqual([0, 2, 0, 0, 0]);
    expect(ingress.end('test:signalling')).toBeNull();
    expect(ingress.end('never heard of')).toBeNull();
  });

  it('verdicts are the same however the lines are cut into chunks and wherever it restarts', () => {
    const minute = fc.oneof(fc.integer({ min: -8, max: 8 }), fc.constantFrom(-400, 700, 525_600));
    const events = fc.array(minute, { minLength: 1, maxLength: 30 });
    fc.assert(
      fc.property(
        events,
        fc.array(fc.integer({ min: 1, max: 6 }), { minLength: 1 }),
        fc.boolean(),
        (minutes, sizes, restart) => {
          const lines = minutes.map((each) => at(each));
          const whole = newIngress(REPLAY);
          admit(whole, lines, null);
          whole.end('test:signalling');
          let pieces = newIngress(REPLAY);
          for (let from = 0, i = 0; from < lines.length; i++) {
            const to = from + sizes[i % sizes.length]!;
            pieces.admit(chunk('signalling', ndjson(lines.slice(from, to)), { firstLine: from + 1 }));
            if (restart) pieces = restored(pieces, REPLAY);
            from = to;
          }
          pieces.end('test:signalling');
          expect(pieces.statuses()).toEqual(whole.statuses());
        },
      ),
    );
  });
});

describe('the ledger', () => {
  it('adds up for every source, whatever is thrown at it', () => {
    const good = fc.record({ minutes: fc.integer({ min: -20, max: 20 }), id: fc.nat(5) });
    const line = fc.oneof(
      good.map(({ minutes, id }) => JSON.stringify(at(minutes, { eventId: `e${id}` }))),
      fc.constantFrom('{', '[]', '{}', '{"eventTime":"never"}', '', ' '),
      fc.string(),
    );
    const block = fc.record({
      source: fc.constantFrom('a', 'b'),
      lines: fc.array(line, { maxLength: 6 }),
      restart: fc.boolean(),
    });
    fc.assert(
      fc.property(fc.array(block, { maxLength: 8 }), (blocks) => {
        let ingress = newIngress();
        let read = 0;
        for (const { source, lines, restart } of blocks) {
          const bytes = new TextEncoder().encode(lines.join('\n'));
          const { judged, stored, late } = ingress.admit(chunk('signalling', bytes, { source, now: NOW }));
          read += judged.read;
          expect(judged.read).toBe(judged.stored + judged.duplicate + judged.late + judged.rejected);
          expect(judged.rejections).toHaveLength(judged.rejected);
          expect([stored?.length ?? 0, late?.length ?? 0]).toEqual([judged.stored, judged.late]);
          if (restart) ingress = restored(ingress);
        }
        const statuses = ingress.statuses();
        for (const { accepted, stored, duplicate, late, rejected, rejectedByCode } of statuses) {
          expect(accepted).toBe(stored + duplicate + late + rejected);
          expect(Object.values(rejectedByCode).reduce((sum, count) => sum + count, 0)).toBe(rejected);
        }
        expect(statuses.reduce((sum, { accepted }) => sum + accepted, 0)).toBe(read);
      }),
    );
  });
});
