import type { SnapshotReader, SnapshotWriter } from '../../state/snapshot.ts';
import type { Emit, NetworkContext } from '../detector.ts';
import { measure, suddenDraft, type Judgement } from './evidence.ts';
import type { NewNumberLog } from './new-number-log.ts';
import { rivalNewOf, SHARE_FEEDS, type ShareDayCounts } from './share-counts.ts';
import { TrailingBaseline } from './trailing-baseline.ts';
import { pooledScore } from './two-proportions.ts';

const RULE = 'share-drop/sudden';
/** A drop as large as the threshold counts, whatever its last binary digit. */
const ROUNDING = 1e-12;

/** share-drop/sudden: the day so far against the same span of the day over all of the last days. */
export class SuddenRule {
  readonly #context: NetworkContext;
  readonly #baseline: TrailingBaseline;
  /** `area party` of those found on the day. */
  readonly #found = new Set<string>();
  #day = Number.NEGATIVE_INFINITY;

  constructor(context: NetworkContext, log: NewNumberLog) {
    this.#context = context;
    this.#baseline = new TrailingBaseline(log);
  }

  get bytes(): number {
    return this.#found.size * 60 + this.#baseline.bytes;
  }

  /** Brings the baseline to an instant of a day; false where the data do not reach back far enough to judge. */
  advance(day: number, time: number): boolean {
    if (day !== this.#day) this.#found.clear();
    this.#day = day;
    const { zone } = this.#context;
    const reference = this.#context.reference();
    const { trailingDays } = reference.thresholds.everywhere(RULE);
    if (this.#context.since() > zone.dayStart(day - trailingDays)) return false;
    this.#baseline.advance(day, trailingDays, time - zone.dayStart(day), reference.areas);
    return true;
  }

  /** Judges at the instant that the baseline was brought to. */
  judge(counts: ShareDayCounts, area: number, party: number, time: number, emit: Emit): void {
    const key = `${area} ${party}`;
    if (this.#found.has(key)) return;
    const { thresholds } = this.#context.reference();
    const { values, version } = thresholds.at(RULE, area, time);
    const judgement = measure(counts, area, party);
    if (judgement.n < values.minNew) return;
    const usual = this.#usual(area, party);
    const n = usual.ownNew + usual.rivalNew;
    if (n < values.minNew || usual.ownNew / n - judgement.share < values.minDrop - ROUNDING) return;
    const score = pooledScore(usual.ownNew, n, judgement.ownNew, judgement.n);
    if (score <= values.minScore || this.#isOut(judgement, time)) return;
    this.#found.add(key);
    const { trailingDays } = thresholds.everywhere(RULE);
    emit(
      suddenDraft({
        context: this.#context,
        counts,
        judgement,
        time,
        version,
        baseline: usual,
        trailingDays,
        score,
      }),
    );
  }

  #usual(area: number, party: number): { ownNew: number; rivalNew: number } {
    const share = this.#baseline.at(area);
    return { ownNew: share.own, rivalNew: rivalNewOf(share, party) };
  }

  #isOut({ area, day }: Judgement, time: number): boolean {
    return this.#context.isOut(SHARE_FEEDS, area, this.#context.zone.dayStart(day), time);
  }

  snapshot(writer: SnapshotWriter): void {
    writer.json('day', Number.isFinite(this.#day) ? this.#day : null);
    writer.json('found', [...this.#found]);
  }

  restore(reader: SnapshotReader): void {
    this.#day = reader.json<number | null>('day') ?? Number.NEGATIVE_INFINITY;
    this.#found.clear();
    for (const key of reader.json<string[]>('found')) this.#found.add(key);
    this.#baseline.reset();
  }
}
