import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { createStore } from '@tidewall/clickhouse';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { readExpected, type Detection, type Rejection, type Window } from './expected.ts';
import { digests, replay, replayUntilKilled, type Replayed } from './replay-program.ts';
import {
  linesOf,
  miniEvents,
  MINI_INPUT,
  recordsOf,
  shuffled,
  writeBrokenLines,
  writeEvents,
} from './sample.ts';

/** The variants run up to here, which is late enough for every kind of detection. */
const CUT_MS = Date.parse('2026-02-06T00:00:00+08:00');

const work = mkdtempSync(join(tmpdir(), 'tidewall-golden-'));
const at = (name: string): string => join(work, name);
const expected = readExpected();

afterAll(() => {
  rmSync(work, { recursive: true, force: true });
});

describe('the mini sample', () => {
  let whole: Replayed;
  beforeAll(async () => {
    whole = await replay({ data: MINI_INPUT, directory: at('whole') });
  });

  it('gives exactly the expected detections with the expected evidence', () => {
    const found = new Map(
      recordsOf<Detection>(whole.detections).map((detection) => [
        expected.detectionKey(detection),
        detection,
      ]),
    );
    expect([...found.keys()].sort()).toEqual([...expected.detections.keys()].sort());
    for (const [key, wanted] of expected.detections) {
      const { evidence, severity } = found.get(key)!;
      expect({ key, severity, evidence }).toMatchObject({
        key,
        severity: wanted.severity,
        evidence: wanted.evidence,
      });
    }
  });

  it('gives every expected window with the same figures', () => {
    const open = new Map(expected.windows);
    for (const line of linesOf(whole.windows)) {
      const found = JSON.parse(line) as Window;
      const key = expected.windowKey(found);
      const wanted = open.get(key);
      if (wanted === undefined) continue;
      expect(found).toMatchObject(wanted);
      open.delete(key);
    }
    expect([...open.keys()]).toEqual([]);
  });

  it('accounts for every event', () => {
    expect(whole.summary).toMatchObject({
      read: 117_093,
      stored: 116_013,
      duplicate: 919,
      late: 161,
      rejected: 0,
    });
  });

  it('refuses the broken lines, each with its field and code, and no other', async () => {
    const { rejections } = await replay({
      data: writeBrokenLines(at('broken')),
      directory: at('broken-out'),
    });
    const found = new Map(
      recordsOf<Rejection>(rejections).map((rejection) => [expected.lineKey(rejection), rejection]),
    );
    for (const [key, { outcome, field, code }] of expected.broken) {
      const rejection = found.get(key);
      if (outcome !== 'rejected') expect({ key, rejection }).toEqual({ key, rejection: undefined });
      else
        expect({ key, ...rejection }).toMatchObject({ key, ...(field && { field }), ...(code && { code }) });
    }
  });
});

describe('the output', () => {
  const events = miniEvents(CUT_MS);
  const data = writeEvents(at('cut'), events, 'ndjson');
  let once: Replayed;
  beforeAll(async () => {
    once = await replay({ data, directory: at('once') });
    const found = recordsOf<Detection>(once.detections);
    const kinds = new Set(found.map(({ type, subtype }) => `${type}/${subtype ?? ''}`));
    expect([...kinds].sort()).toEqual([
      'campus-newcomer/own',
      'campus-newcomer/rival',
      'campus-rival/',
      'campus-student/',
      'homecoming/inbound',
      'homecoming/own',
      'share-drop/below-threshold',
      'share-drop/sudden',
    ]);
  });

  // Shards are threads, to each of which every batch is a message: with small ones that is where the time goes.
  it.each([
    ['batches of 1', ['--batch-size', '1']],
    ['batches of 7', ['--batch-size', '7']],
    ['four shards and batches of 100', ['--shards', '4', '--batch-size', '100']],
  ])('is the same bytes with %s', async (name, options) => {
    const run = await replay({ data, directory: at(name), options });
    expect(digests(run)).toEqual(digests(once));
    expect(run.summary['stored']).toBe(once.summary['stored']);
  });

  it('is the same bytes from CSV in batches of 4 096', async () => {
    const csv = writeEvents(at('csv'), events, 'csv');
    const run = await replay({ data: csv, directory: at('csv-out'), options: ['--batch-size', '4096'] });
    expect(digests(run)).toEqual(digests(once));
  });

  it('is the same bytes when the events come in another order within the allowed lateness, to three shards', async () => {
    const order = writeEvents(at('order'), shuffled(events, generator(1)), 'ndjson');
    const run = await replay({ data: order, directory: at('order-out'), options: ['--shards', '3'] });
    expect(digests(run)).toEqual(digests(once));
    expect(run.summary['late']).toBe(once.summary['late']);
  });

  it('is the same bytes when a replay into a store is killed and run again, and no row is lost or doubled', async () => {
    const store = at('store');
    const run = { data, directory: at('stored'), options: ['--checkpoint-events', '10000'] };
    expect(await replayUntilKilled(run, store)).toBe(true);
    const finished = await replay({ ...run, options: [...run.options, '--store', store] });
    expect(digests(finished)).toEqual(digests(once));
    expect(finished.summary['stored']).toBe(once.summary['stored']);
    expect(await storedEvents(store)).toBe(once.summary['stored']);
  });
});

async function storedEvents(directory: string): Promise<number> {
  const store = createStore({ embedded: join(directory, 'clickhouse') });
  try {
    const tables = ['signalling_events', 'usage_events', 'lifecycle_events'].map(
      (table) => `SELECT count() AS events FROM ${store.database}.${table}`,
    );
    const rows = await store.select<{ events: string | number }>(tables.join(' UNION ALL '));
    return rows.reduce((sum, { events }) => sum + Number(events), 0);
  } finally {
    await store.close();
  }
}

/** Numbers in [0, 1) that depend on the seed only (mulberry32). */
function generator(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  };
}
