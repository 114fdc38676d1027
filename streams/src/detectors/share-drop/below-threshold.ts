import type { SnapshotReader, SnapshotWriter } from '../../state/snapshot.ts';
import type { ThresholdsInForce } from '../../reference/thresholds.ts';
import type { Emit, NetworkContext } from '../detector.ts';
import { belowThresholdDraft, measure } from './evidence.ts';
import { SHARE_FEEDS, THREE_PARTY, type ShareDayCounts } from './share-counts.ts';
import { wilsonInterval } from './wilson.ts';

const RULE = 'share-drop/below-threshold';

interface Begun {
  /** When the rule became true while the day ran, epoch ms. */
  readonly time: number;
  readonly threshold: number;
  readonly version: string;
}

/** share-drop/below-threshold: a share whose whole interval lies below the threshold; at the close, the share itself. */
export class BelowThresholdRule {
  readonly #context: NetworkContext;
  /** `day area party` → how it began. */
  readonly #begun = new Map<string, Begun>();

  constructor(context: NetworkContext) {
    this.#context = context;
  }

  get bytes(): number {
    return this.#begun.size * 100;
  }

  /** The thresholds in force for an area at a time. */
  inForce(area: number, time: number): ThresholdsInForce<typeof RULE> {
    return this.#context.reference().thresholds.at(RULE, area, time);
  }

  /** Whether a three-party detection stands for the area on the day. */
  isBelow(day: number, area: number): boolean {
    return this.#begun.has(keyOf(day, area, THREE_PARTY));
  }

  /** The provisional rule, at an instant while the day runs. */
  judge(counts: ShareDayCounts, area: number, party: number, time: number, emit: Emit): void {
    const key = keyOf(counts.day, area, party);
    if (this.#begun.has(key)) return;
    const { values, version } = this.inForce(area, time);
    const judgement = measure(counts, area, party);
    const { n, ownNew } = judgement;
    if (n < values.minNew || wilsonInterval(ownNew, n)[1] >= values.threshold) return;
    const context = this.#context;
    if (context.isOut(SHARE_FEEDS, area, context.zone.dayStart(counts.day), time)) return;
    const { threshold } = values;
    this.#begun.set(key, { time, threshold, version });
    emit(
      belowThresholdDraft({
        context,
        counts,
        judgement,
        time,
        version,
        threshold,
        revision: 0,
        closedAt: null,
        outage: false,
      }),
    );
  }

  /** The final rule at the end of the day. */
  close(counts: ShareDayCounts, close: number, emit: Emit): void {
    const begin = this.#context.zone.dayStart(counts.day);
    for (const [area, share] of counts.areas) {
      const outage = this.#context.isOut(SHARE_FEEDS, area, begin, close - 1);
      for (const party of [THREE_PARTY, ...share.rivals.keys()]) {
        this.#closeParty(counts, area, party, close, outage, emit);
      }
    }
  }

  #closeParty(
    counts: ShareDayCounts,
    area: number,
    party: number,
    close: number,
    outage: boolean,
    emit: Emit,
  ): void {
    const key = keyOf(counts.day, area, party);
    const begun = this.#begun.get(key);
    const judgement = measure(counts, area, party);
    const common = { context: this.#context, counts, judgement, closedAt: close, outage };
    if (begun) {
      this.#begun.delete(key);
      emit(belowThresholdDraft({ ...common, ...begun, revision: 1 }));
      return;
    }
    const { values, version } = this.inForce(area, close);
    if (outage || judgement.n < values.minNew || judgement.share >= values.threshold) return;
    const { threshold } = values;
    emit(belowThresholdDraft({ ...common, time: close, threshold, version, revision: 0 }));
  }

  snapshot(writer: SnapshotWriter): void {
    writer.json('begun', [...this.#begun]);
  }

  restore(reader: SnapshotReader): void {
    this.#begun.clear();
    for (const [key, begun] of reader.json<[string, Begun][]>('begun')) this.#begun.set(key, begun);
  }
}

function keyOf(day: number, area: number, party: number): string {
  return `${day} ${area} ${party}`;
}
