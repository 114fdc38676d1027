import { ACTIVATED, FEEDS } from '../../events/feeds.ts';
import type { ThresholdsInForce } from '../../reference/thresholds.ts';
import type { OrderedBatch } from '../../state/ordered-batch.ts';
import type { SnapshotReader, SnapshotWriter } from '../../state/snapshot.ts';
import type { EventTimeProgress } from '../../time/watermarks.ts';
import type { DetectorContext, Emit, SubscriberDetector } from '../detector.ts';

const DAY_MS = 86_400_000;
const LIFECYCLE = FEEDS.indexOf('lifecycle');
const USAGE = FEEDS.indexOf('usage');
const TRAFFIC = 1;
const DETECTED = 2;

/**
 * campus-newcomer/own, once per number and campus (docs/detectors.md, Campus): activated through a channel of the
 * campus, or its first usage record ever in the campus's cells comes at most `newDays` after its activation. Keyed by
 * subscriber and campus, only for pairs that had traffic or an activation: about 50 bytes each.
 */
export class CampusNewcomer implements SubscriberDetector {
  readonly name = 'campus-newcomer/own';
  readonly #context: DetectorContext;
  /** By campus: subscriber index → TRAFFIC, DETECTED bits. */
  readonly #seen = new Map<number, Map<number, number>>();

  constructor(context: DetectorContext) {
    this.#context = context;
  }

  get bytes(): number {
    let pairs = 0;
    for (const subscribers of this.#seen.values()) pairs += subscribers.size;
    return pairs * 50;
  }

  process(batch: OrderedBatch, _progress: EventTimeProgress, emit: Emit): void {
    const { events } = batch;
    const { cellCampuses, channelCampus } = this.#context.reference();
    for (let row = 0; row < batch.length; row++) {
      if (batch.subscriber[row]! < 0) continue;
      const feed = events.feed[row]!;
      if (feed === USAGE) {
        const cell = events.cell[row]!;
        const campuses = cell >= 0 ? cellCampuses[cell] : undefined;
        if (campuses) for (const campus of campuses) this.#traffic(batch, row, campus, emit);
      } else if (feed === LIFECYCLE && events.kind[row] === ACTIVATED) {
        const channel = events.channel[row]!;
        const campus = channel >= 0 ? (channelCampus[channel] ?? -1) : -1;
        if (campus >= 0) this.#detect(batch, row, campus, 'channel', events.time[row]!, emit);
      }
    }
  }

  #traffic(batch: OrderedBatch, row: number, campus: number, emit: Emit): void {
    const subscribers = this.#campus(campus);
    const subscriber = batch.subscriber[row]!;
    const bits = subscribers.get(subscriber) ?? 0;
    if ((bits & TRAFFIC) !== 0) return;
    subscribers.set(subscriber, bits | TRAFFIC);
    const activatedAt = batch.activatedAt[row]!;
    const age = batch.events.time[row]! - activatedAt;
    const { newDays } = this.#rule(campus, batch.events.time[row]!).values;
    if (batch.ours[row] === 1 && age >= 0 && age <= newDays * DAY_MS) {
      this.#detect(batch, row, campus, 'traffic', activatedAt, emit);
    }
  }

  #detect(
    batch: OrderedBatch,
    row: number,
    campus: number,
    by: 'channel' | 'traffic',
    activatedAt: number,
    emit: Emit,
  ): void {
    const subscribers = this.#campus(campus);
    const subscriber = batch.subscriber[row]!;
    const bits = subscribers.get(subscriber) ?? 0;
    if ((bits & DETECTED) !== 0) return;
    subscribers.set(subscriber, bits | DETECTED);
    const reference = this.#context.reference();
    emit({
      type: 'campus-newcomer',
      subtype: 'own',
      time: batch.events.time[row]!,
      subject: { kind: 'subscriber', key: batch.events.msisdn[row]! },
      area: reference.hotspotArea[campus] ?? -1,
      hotspot: campus,
      severity: 'info',
      evidence: {
        activatedAt: this.#context.zone.format(activatedAt),
        by,
        thresholds: this.#rule(campus, batch.events.time[row]!).version,
      },
      revision: 0,
      identity: reference.ids.hotspots.idOf(campus),
    });
  }

  #rule(campus: number, time: number): ThresholdsInForce<'campus-newcomer/own'> {
    const { hotspotArea, thresholds } = this.#context.reference();
    return thresholds.at('campus-newcomer/own', hotspotArea[campus] ?? -1, time);
  }

  #campus(campus: number): Map<number, number> {
    let subscribers = this.#seen.get(campus);
    if (!subscribers) {
      subscribers = new Map();
      this.#seen.set(campus, subscribers);
    }
    return subscribers;
  }

  snapshot(writer: SnapshotWriter): void {
    const campuses = [...this.#seen.keys()];
    writer.json('campuses', campuses);
    for (const campus of campuses) {
      const subscribers = this.#seen.get(campus)!;
      writer.array(`subscribers/${campus}`, Int32Array.from(subscribers.keys()));
      writer.array(`bits/${campus}`, Uint8Array.from(subscribers.values()));
    }
  }

  restore(reader: SnapshotReader): void {
    this.#seen.clear();
    for (const campus of reader.json<number[]>('campuses')) {
      const bits = reader.u8(`bits/${campus}`);
      const pairs = [...reader.i32(`subscribers/${campus}`)].map((subscriber, i): [number, number] => [
        subscriber,
        bits[i]!,
      ]);
      this.#seen.set(campus, new Map(pairs));
    }
  }
}
