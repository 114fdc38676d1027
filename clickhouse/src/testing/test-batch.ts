import {
  createEventBatch,
  KINDS,
  LongNumbers,
  numberKey,
  TEXT_FIELDS,
  type EventBatch,
  type Feed,
} from '@tidewall/streams/events';
import type { RowContext } from '../rows/event-rows.ts';
import { createPseudonyms } from '../rows/pseudonyms.ts';

/** What a test says about one event; the rest is absent. */
export interface TestEvent {
  readonly time: number;
  readonly kind: string;
  readonly msisdn: string;
  readonly identity?: readonly [hi: number, lo: number];
  /** By name, see `TEXT_FIELDS`. */
  readonly texts?: Readonly<Record<string, string>>;
  readonly direction?: number;
  readonly peer?: string;
  readonly durationSeconds?: number;
  readonly uplinkBytes?: number;
  readonly downlinkBytes?: number;
}

/** A batch of some events, as a decoder makes it. */
export function testBatch(
  feed: Feed,
  source: string,
  long: LongNumbers,
  events: readonly TestEvent[],
): EventBatch {
  const fields: readonly string[] = TEXT_FIELDS[feed];
  const texts = events.flatMap((event) =>
    fields.map((field) => Buffer.from(event.texts?.[field] ?? '', 'utf8')),
  );
  const batch = createEventBatch(feed, source, events.length, Buffer.concat(texts));
  let at = 0;
  for (const [slice, text] of texts.entries()) {
    batch.text[slice * 2] = at;
    at += text.length;
    batch.text[slice * 2 + 1] = at;
  }
  for (const event of events) putEvent(batch, event, long);
  return batch;
}

function putEvent(batch: EventBatch, event: TestEvent, long: LongNumbers): void {
  const row = batch.length++;
  batch.time[row] = event.time;
  batch.kind[row] = KINDS[batch.feed].indexOf(event.kind);
  batch.msisdn[row] = numberKey(event.msisdn, long);
  batch.identityHi[row] = event.identity?.[0] ?? 0;
  batch.identityLo[row] = event.identity?.[1] ?? row;
  if (batch.feed !== 'usage') return;
  batch.direction[row] = event.direction ?? 0;
  batch.peer[row] = event.peer === undefined ? 0 : numberKey(event.peer, long);
  batch.durationSeconds[row] = event.durationSeconds ?? Number.NaN;
  batch.uplinkBytes[row] = event.uplinkBytes ?? Number.NaN;
  batch.downlinkBytes[row] = event.downlinkBytes ?? Number.NaN;
}

/** A context in which every event resolves to one area. */
export function testContext(areaId = '410402'): RowContext {
  const area = Buffer.from(areaId, 'utf8');
  return {
    pseudonyms: createPseudonyms(Buffer.alloc(32, 7)),
    long: new LongNumbers(),
    areaIdOf: () => area,
  };
}
