import {
  FeedDecoder,
  hoppingWindow,
  LongNumbers,
  tumblingWindow,
  type EventBatch,
  type Reference,
  type WindowStep,
} from '@tidewall/streams';
import { Subject, type OperatorFunction } from 'rxjs';
import { AreaSketch } from '../data/area-sketch.ts';
import { FIRST_DAY_MS, referenceOf, sampleHour, simulatedWorld, type World } from '../data/simulated.ts';
import type { Bench, Figure } from '../figure.ts';
import { repeated } from '../measure.ts';

/** Event time passes as if this many events came in each second. */
const EVENTS_PER_SECOND = 20_000;
const LATENESS_MS = 60_000;
const CITY = 2;

/** S1, S2 and S3: single operators over batches, without the rest of the engine. */
export const windows: Bench = {
  name: 'windows',
  about:
    'S1 filter and enrich, S2 counts by area and operator, S3 distinct subscribers by area in hopping windows',
  async run() {
    const world = simulatedWorld(20_000);
    const reference = referenceOf(world);
    return [
      await enrichOnly(world, reference),
      await tumbling(world, reference),
      await hopping(world, reference),
    ];
  },
};

/** S1: decode, leave out paging, cell to area and city. */
function enrichOnly(world: World, reference: Reference): Promise<Figure> {
  const sample = sampleHour(world, 'signalling', 'csv');
  const decoder = new FeedDecoder('signalling', reference.ids, new LongNumbers());
  const chunk = {
    source: 'bench',
    feed: 'signalling',
    format: sample.format,
    bytes: sample.bytes,
    firstLine: 1,
    now: null,
  } as const;
  const perCity = new Uint32Array(reference.areas.size);
  const paging = decoder.decode(chunk).batch.kind[0];
  return repeated('S1 decode CSV, filter, cell to city', sample.events, () => {
    const { batch } = decoder.decode(chunk);
    for (let row = 0; row < batch.length; row++) {
      if (batch.kind[row] === paging) continue;
      const city = reference.areas.ancestorAt(placeOf(reference, batch, row), CITY);
      if (city >= 0) perCity[city]!++;
    }
  });
}

/** S2: one-minute counts by area and operator of the other party. */
function tumbling(world: World, reference: Reference): Promise<Figure> {
  const operators = reference.operatorKnown.length + 1;
  const operator = tumblingWindow<EventBatch, Uint32Array>({
    sizeMs: 60_000,
    allowedLatenessMs: LATENESS_MS,
    create: () => new Uint32Array(reference.areas.size * operators),
    add(counts, batch, row) {
      const place = placeOf(reference, batch, row);
      if (place >= 0) counts[place * operators + Math.max(0, batch.peerOperator[row]! + 1)]!++;
    },
  });
  return windowed('S2 1 min counts by area and operator', decoded(world, reference, 'usage'), operator);
}

/** S3: ten minutes hopping by ten seconds. A sketch of 1 024 registers an area, about 3 % off. */
function hopping(world: World, reference: Reference): Promise<Figure> {
  const operator = hoppingWindow<EventBatch, AreaSketch, Float64Array>({
    sizeMs: 600_000,
    slideMs: 10_000,
    allowedLatenessMs: LATENESS_MS,
    create: () => new AreaSketch(reference.areas.size),
    add(sketch, batch, row) {
      const place = placeOf(reference, batch, row);
      if (place >= 0) sketch.add(place, batch.msisdn[row]!);
    },
    merge: (panes) => AreaSketch.estimates(panes),
  });
  return windowed(
    'S3 distinct by area, 10 min by 10 s (sketch)',
    decoded(world, reference, 'signalling'),
    operator,
  );
}

function decoded(world: World, reference: Reference, feed: 'signalling' | 'usage'): EventBatch {
  const { format, bytes } = sampleHour(world, feed, 'csv');
  const decoder = new FeedDecoder(feed, reference.ids, new LongNumbers());
  return decoder.decode({ source: 'bench', feed, format, bytes, firstLine: 1, now: null }).batch;
}

/** The same rows again and again, later each time. */
async function windowed<R>(
  name: string,
  batch: EventBatch,
  operator: OperatorFunction<WindowStep<EventBatch>, R[]>,
): Promise<Figure> {
  const steps = new Subject<WindowStep<EventBatch>>();
  let closed = 0;
  const subscription = steps.pipe(operator).subscribe((results) => (closed += results.length));
  let now = FIRST_DAY_MS;
  const figure = await repeated(name, batch.length, () => {
    for (let row = 0; row < batch.length; row++) batch.time[row] = now + (row * 1000) / EVENTS_PER_SECOND;
    now = batch.time[batch.length - 1]!;
    steps.next({ batch, progress: { watermark: now, inclusive: false } });
  });
  subscription.unsubscribe();
  return { ...figure, note: `${closed} windows closed` };
}

function placeOf(reference: Reference, batch: EventBatch, row: number): number {
  const cell = batch.cell[row]!;
  return cell >= 0 ? reference.cellArea[cell]! : -1;
}
