import type { FactBatch } from '../../state/facts.ts';
import type { SnapshotReader, SnapshotWriter } from '../../state/snapshot.ts';
import type { EventTimeProgress } from '../../time/watermarks.ts';
import type { Emit, NetworkContext, NetworkDetector } from '../detector.ts';
import { BelowThresholdRule } from './below-threshold.ts';
import { NewShares } from './new-shares.ts';
import { THREE_PARTY } from './share-counts.ts';
import { SuddenRule } from './sudden.ts';

/**
 * share-drop (docs/detectors.md, Share): share of new customers of an area on a day against one rival (two-party) and
 * against all (three-party). Two rules judge the same counts after all facts of an instant; one of them again at the close
 * of the day. One stage for the whole network, over facts in order from all shards.
 */
export class ShareDrop implements NetworkDetector {
  readonly name = 'share-drop';
  readonly shares: NewShares;
  readonly #below: BelowThresholdRule;
  readonly #sudden: SuddenRule;

  constructor(context: NetworkContext) {
    this.shares = new NewShares(context);
    this.#below = new BelowThresholdRule(context);
    this.#sudden = new SuddenRule(context, this.shares.log);
  }

  get bytes(): number {
    return this.shares.bytes + this.#below.bytes + this.#sudden.bytes;
  }

  /** The threshold in force for an area at a time. */
  thresholdOf(area: number, time: number): number {
    return this.#below.inForce(area, time).values.threshold;
  }

  /** Whether a three-party detection stands for the area on the day. */
  isBelow(day: number, area: number): boolean {
    return this.#below.isBelow(day, area);
  }

  instant(facts: FactBatch, from: number, to: number, time: number, emit: Emit): void {
    const touched = this.shares.count(facts, from, to, time);
    if (touched === null) return;
    const counts = this.shares.day(touched.day);
    const compared = this.#sudden.advance(touched.day, time);
    for (const [area, rivals] of touched.areas) {
      for (const party of [THREE_PARTY, ...rivals]) {
        this.#below.judge(counts, area, party, time, emit);
        if (compared) this.#sudden.judge(counts, area, party, time, emit);
      }
    }
  }

  /** Closes the days that the watermark has passed. */
  advance(progress: EventTimeProgress, emit: Emit): void {
    for (const { counts, close } of this.shares.closing(progress.watermark)) {
      this.#below.close(counts, close, emit);
    }
  }

  snapshot(writer: SnapshotWriter): void {
    this.shares.snapshot(writer.scope('shares'));
    this.#below.snapshot(writer.scope('below'));
    this.#sudden.snapshot(writer.scope('sudden'));
  }

  restore(reader: SnapshotReader): void {
    this.shares.restore(reader.scope('shares'));
    this.#below.restore(reader.scope('below'));
    this.#sudden.restore(reader.scope('sudden'));
  }
}
