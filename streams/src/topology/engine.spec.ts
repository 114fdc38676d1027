import { describe, expect, it } from '@jest/globals';
import { ReferenceFaultsError } from '../reference/csv-table.ts';
import { SnapshotError } from '../state/snapshot.ts';
import {
  call,
  chunk,
  chunks,
  endStream,
  ndjson,
  NUMBERS,
  openEngine,
  REPLAY,
  run,
  seen,
  seenAt,
  surf,
  testPseudonym,
  WORLD,
  type FeedEvent,
} from '../testing/index.ts';
import { createEngine } from './engine.ts';
import { compareDetections } from './publish.ts';

const START = Date.UTC(2026, 4, 1);
const MINUTE = 60_000;
const DAY = 86_400_000;
const [ME, YOU] = NUMBERS.home;
const LIVE = { maxOutOfOrdernessMs: 1000 };

const returning: FeedEvent[] = [
  seenAt(START, ME, 'C9'),
  seen(START + 8 * DAY, ME, 'a1'),
  seen(START + 8 * DAY + DAY / 24, ME, 'a1'),
];
const live = (event: FeedEvent): Parameters<Awaited<ReturnType<typeof openEngine>>['ingest']>[0] =>
  chunk(event.feed, ndjson([event.event]), { now: Number(event.event.eventTime) });

describe('an engine', () => {
  it('shows raw numbers only where it is told to', async () => {
    const { detections } = await run(chunks(returning), { revealNumbers: false });
    expect(detections[0]?.subject).toEqual({ kind: 'subscriber', id: testPseudonym(ME) });
    expect(JSON.stringify(detections)).not.toContain(ME);
    const open = await run(chunks(returning));
    expect(open.detections[0]?.subject).toEqual({ kind: 'subscriber', id: testPseudonym(ME), msisdn: ME });
    expect(open.detections[0]?.detectionId).toBe(detections[0]?.detectionId);
  });

  it('closes windows with the watermark and counts for the eye at once', async () => {
    const engine = await openEngine(LIVE);
    for (const feed of ['lifecycle', 'usage']) await engine.finish(`test:${feed}`);
    const first = await engine.ingest(live(seen(START, ME, 'a1')));
    expect(first.windows).toEqual([]);
    expect((await engine.counters()).areas.find(({ areaId }) => areaId === 'K11')).toMatchObject({
      minute: START,
      subscribers: 1,
      signalling: 1,
    });
    const second = await engine.ingest(live(seen(START + MINUTE + 1000, ME, 'a1')));
    const county = second.windows.find((each) => each.kind === 'area' && each.areaId === 'K11');
    expect(county).toMatchObject({
      size: '1m',
      start: '2026-05-01T08:00:00+08:00',
      subscribers: 1,
      events: 1,
      revision: 0,
    });
    expect(second.watermark).toBe(START + MINUTE);
  });

  it('revises a closed window for a late event', async () => {
    const engine = await openEngine(LIVE);
    for (const feed of ['lifecycle', 'usage']) await engine.finish(`test:${feed}`);
    await engine.ingest(live(seen(START, ME, 'a1')));
    await engine.ingest(live(seen(START + 4 * MINUTE, ME, 'a1')));
    const late = await engine.ingest(
      chunk('signalling', ndjson([seen(START + 1, YOU, 'a1').event]), { now: START + 4 * MINUTE }),
    );
    expect(late.judged).toMatchObject({ stored: 1, late: 0 });
    const township = late.windows.find((each) => each.kind === 'area' && each.areaId === 'T111');
    expect(township).toMatchObject({ startMs: START, subscribers: 2, events: 2, revision: 1 });
  });

  it('lets a late event tell detectors of what it may, and never goes back', async () => {
    const engine = await openEngine(LIVE);
    for (const feed of ['lifecycle', 'usage']) await engine.finish(`test:${feed}`);
    const back = START + 8 * DAY;
    for (const event of [...returning.slice(0, 1), seen(back, ME, 'a1'), seen(back + 34 * MINUTE, YOU, 'a1')])
      await engine.ingest(live(event));
    const early = await engine.ingest(live(seenAt(back + 30 * MINUTE, YOU, 'C9')));
    expect(early.detections).toEqual([]);
    await engine.ingest(
      chunk('signalling', ndjson([seen(back + 31 * MINUTE, ME, 'b1').event]), { now: back + 34 * MINUTE }),
    );
    // It has its place where its source's watermark was when it came, so it is looked at when that passes.
    const { detections } = await engine.idle('test:signalling');
    expect(detections).toMatchObject([
      { type: 'homecoming', areaId: 'T112', eventTime: '2026-05-09T08:31:00+08:00' },
    ]);
  });

  it('releases what a silent source holds, and leaves open what ends later', async () => {
    const engine = await openEngine(LIVE);
    await engine.ingest(live(seen(START + MINUTE - 1, ME, 'a1')));
    const step = await engine.idle('test:signalling');
    expect(step.watermark).toBeNull();
    for (const feed of ['lifecycle', 'usage']) await engine.idle(`test:${feed}`);
    const [drained] = await endStream(engine, false).then((steps) => steps.slice(-1));
    expect(drained?.watermark).toBe(START + MINUTE - 1);
    expect(drained?.windows).toEqual([]);
    const closed = await engine.drain(true);
    expect(closed.windows.length).toBeGreaterThan(0);
  });

  it('advances when every source says that nothing earlier will come', async () => {
    const engine = await openEngine(LIVE);
    await engine.ingest(live(seen(START, ME, 'a1')));
    await engine.declareWatermark('test:signalling', 'signalling', START + MINUTE);
    await engine.declareWatermark('test:usage', 'usage', START + MINUTE);
    const step = await engine.declareWatermark('test:lifecycle', 'lifecycle', START + MINUTE);
    expect(step.watermark).toBe(START + MINUTE);
    expect(step.windows.map((each) => each.kind)).toContain('area');
  });

  it('keeps reference data in force when a file is refused', async () => {
    const engine = await openEngine();
    await expect(engine.setReference({ cells: 'cellId,areaId\na1,T999\n' })).rejects.toThrow(
      ReferenceFaultsError,
    );
    const { windows } = await (async () => {
      await engine.ingest(chunks([surf(START, ME, 'a1')])[0]!);
      const steps = await endStream(engine);
      return { windows: steps.flatMap((step) => step.windows) };
    })();
    expect(windows.some((each) => each.kind === 'area' && each.areaId === 'T111')).toBe(true);
  });

  it('takes new reference data from that point of the stream on', async () => {
    const engine = await openEngine();
    await engine.setReference({ cells: `${WORLD.cells}new,T121,,,,\n` });
    await engine.ingest(chunks([surf(START, ME, 'new')])[0]!);
    const steps = await endStream(engine);
    expect(
      steps.flatMap((step) => step.windows).some((each) => each.kind === 'area' && each.areaId === 'T121'),
    ).toBe(true);
  });

  it('takes overlapping calls in call order', async () => {
    const engine = await openEngine();
    const events = Array.from({ length: 20 }, (_, i) => call(START + i, ME, '8613000000001', 'a1'));
    const steps = await Promise.all(chunks(events, 1).map((part) => engine.ingest(part)));
    await endStream(engine);
    expect(steps.map(({ judged }) => judged?.read)).toEqual(events.map(() => 1));
    const { sources } = await engine.counters();
    expect(sources.find(({ feed }) => feed === 'usage')).toMatchObject({
      accepted: 20,
      stored: 20,
      state: 'finished',
    });
  });

  it('refuses a snapshot that it cannot read or that has other shards, and goes on', async () => {
    const engine = await openEngine();
    await expect(engine.restore(new Uint8Array(100))).rejects.toThrow(SnapshotError);
    const other = createEngine({ ...REPLAY, shards: 2 }, { pseudonym: testPseudonym });
    await expect(engine.restore(await other.snapshot())).rejects.toThrow(/2 shards/);
    expect((await engine.ingest(chunks(returning)[0]!)).judged?.read).toBe(3);
  });
});

describe('detections', () => {
  it('are in order of event time, type, subtype, subject', async () => {
    const { detections } = await run(
      chunks(
        [
          ...returning,
          ...returning.map(({ feed, event }) => ({ feed, event: { ...event, msisdn: YOU } })),
        ].sort((a, b) => Number(a.event.eventTime) - Number(b.event.eventTime)),
      ),
    );
    const inOrder = [...detections].sort(compareDetections);
    expect(inOrder.map(({ subject }) => subject.id)).toEqual([testPseudonym(ME), testPseudonym(YOU)].sort());
    const [first] = inOrder;
    const later = { ...first!, eventTime: '2026-05-09T10:00:00+09:00' };
    const same = { ...first!, eventTime: '2026-05-09T10:00:00+08:00' };
    expect(compareDetections(later, same)).toBeLessThan(0);
    expect(compareDetections({ ...first!, revision: 1 }, first!)).toBeGreaterThan(0);
    expect(compareDetections({ ...first!, type: 'campus-newcomer' }, first!)).toBeLessThan(0);
  });
});
