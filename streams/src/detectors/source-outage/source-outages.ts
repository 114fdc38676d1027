import type { EventBatch } from '../../events/event-batch.ts';
import type { Feed } from '../../events/feeds.ts';
import type { SnapshotReader, SnapshotWriter } from '../../state/snapshot.ts';
import { QUARTER_MS, QUARTERS_A_DAY } from '../../time/quarters.ts';
import type { SourceClock } from '../../time/watermarks.ts';
import type { DetectorContext, Emit, Stateful } from '../detector.ts';
import { median } from '../median.ts';
import type { Thresholds } from '../rules.ts';
import { ComparableSpans, SPANS } from './comparable-spans.ts';
import { OutageLog } from './outage-log.ts';
import { outageDraft, type Outage, type Volume } from './outages.ts';
import { quarterNumber, SourceVolumes } from './source-volumes.ts';

/** Quarters by which some local days may be longer than 24 hours. */
const CLOCK_CHANGES = 8;

/** A source at the end of a quarter of an hour. */
interface Moment {
  readonly source: SourceVolumes;
  /** The quarter that ends. */
  readonly quarter: number;
  readonly comparable: () => ComparableSpans;
  readonly values: Thresholds<'source-outage'>;
  readonly version: string;
}

/**
 * source-outage (docs/detectors.md): a source that delivers less than a share of what it usually does. Judged quarter by
 * quarter of an hour as the combined watermark passes, before anything else of that moment.
 */
export class SourceOutages implements Stateful {
  readonly name = 'source-outage';
  readonly #context: DetectorContext;
  readonly #sources = new Map<string, SourceVolumes>();
  readonly #log = new OutageLog();
  /** The last quarter that was judged. */
  #judged = Number.NEGATIVE_INFINITY;

  constructor(context: DetectorContext) {
    this.#context = context;
  }

  get bytes(): number {
    let bytes = 0;
    for (const source of this.#sources.values()) bytes += source.bytes;
    return bytes;
  }

  /** Counts the events of a step as they arrive, and notes which sources have ended. */
  arrived(batch: EventBatch | null, clocks: Iterable<SourceClock>): void {
    if (batch !== null) {
      const source = this.#sourceOf(batch.source, batch.feed);
      source.count(batch, this.#context.reference(), this.#context.zone);
    }
    for (const { source, state, newest } of clocks) {
      const volumes = this.#sources.get(source);
      if (!volumes) continue;
      volumes.finished = state === 'finished';
      volumes.newest = newest;
    }
  }

  /** Judges the quarter of an hour that ends now, of all sources. */
  judge(end: number, emit: Emit): void {
    const quarter = quarterNumber(end) - 1;
    const inForce = this.#context.reference().thresholds.at('source-outage', -1, Number.POSITIVE_INFINITY);
    const days = inForce.values.baselineWeeks * 7;
    let spans: ComparableSpans | null = null;
    const comparable = (): ComparableSpans => (spans ??= new ComparableSpans(this.#context, quarter, days));
    for (const source of this.#sources.values()) {
      source.keep(quarter);
      if (source.forgotten) continue;
      this.#judge({ source, quarter, comparable, ...inForce }, emit);
    }
    this.#judged = quarter;
  }

  /** Whether a source that covers the area was out at some moment from `from` up to `to`. */
  isOut(feeds: readonly Feed[], area: number, from: number, to: number): boolean {
    return this.#log.isOut(feeds, area, from, to);
  }

  #judge(moment: Moment, emit: Emit): void {
    const { source, quarter, values } = moment;
    const running = this.#log.running(source.source);
    if (source.ended(quarter)) {
      if (running) this.#log.end(source.source, quarter * QUARTER_MS);
      return;
    }
    if (running) {
      this.#follow(moment, running, emit);
      return;
    }
    const judged = this.#measure(moment, this.#log.lastEnd(source.source));
    if (judged && judged.volume < values.minVolumeShare * judged.baseline) this.#begin(moment, judged, emit);
  }

  /**
   * The shortest span that ends now and usually has enough events; null when nothing can be said. It does not reach back
   * before `from`: what was missing in an outage that is over is not missed a second time.
   */
  #measure({ source, quarter, comparable, values }: Moment, from: number): Volume | null {
    // Sources of a few events need no closer look: all that could be compared together has too few.
    const compared = (values.baselineWeeks * 7 + 1) * QUARTERS_A_DAY + CLOCK_CHANGES;
    if (source.total(quarter, compared) < values.minEvents) return null;
    for (const [index, quarters] of SPANS.entries()) {
      if ((quarter - quarters + 1) * QUARTER_MS < from) return null;
      const volume = source.volume(quarter, quarters);
      if (Number.isNaN(volume)) return null;
      const usual = source.volumes(comparable().endsOf(index), quarters);
      if (usual.length < values.minComparableWindows) continue;
      const baseline = median(usual);
      if (baseline >= values.minEvents) return { quarters, volume, baseline };
    }
    return null;
  }

  #begin({ source, quarter, values, version }: Moment, judged: Volume, emit: Emit): void {
    const { zone, reference } = this.#context;
    const { areas, ownProvinces } = reference();
    const time = (quarter + 1) * QUARTER_MS;
    const day = zone.dayOf(quarter * QUARTER_MS);
    const outage: Outage = {
      ...judged,
      source: source.source,
      feed: source.feed,
      since: time - judged.quarters * QUARTER_MS,
      time,
      until: null,
      areas: source
        .areas(day - values.baselineWeeks * 7, day)
        .filter((area) => ownProvinces.has(areas.province(area))),
      version,
    };
    this.#log.begin(outage, areas);
    emit(outageDraft(outage, reference(), zone));
  }

  /** Ends an outage whose source is back. Where nothing compares (holidays, a long silence), its own baseline does. */
  #follow(moment: Moment, running: Outage, emit: Emit): void {
    const { source, quarter, values } = moment;
    const judged = this.#measure(moment, Number.NEGATIVE_INFINITY) ?? {
      volume: source.volume(quarter, running.quarters),
      baseline: running.baseline,
    };
    if (!(judged.volume >= values.minVolumeShare * judged.baseline)) return;
    const over = this.#log.end(source.source, (quarter + 1) * QUARTER_MS);
    emit(outageDraft(over, this.#context.reference(), this.#context.zone));
  }

  #sourceOf(name: string, feed: Feed): SourceVolumes {
    let source = this.#sources.get(name);
    if (!source) this.#sources.set(name, (source = new SourceVolumes(name, feed, this.#judged)));
    return source;
  }

  snapshot(writer: SnapshotWriter): void {
    writer.json('judged', Number.isFinite(this.#judged) ? this.#judged : null);
    writer.json('log', this.#log.snapshot());
    writer.json(
      'sources',
      [...this.#sources.values()].map(({ source, feed }) => ({ source, feed })),
    );
    for (const [name, source] of this.#sources) source.snapshot(writer.scope(`source/${name}`));
  }

  restore(reader: SnapshotReader): void {
    this.#judged = reader.json<number | null>('judged') ?? Number.NEGATIVE_INFINITY;
    this.#log.restore(reader.json('log'), this.#context.reference().areas);
    this.#sources.clear();
    for (const { source, feed } of reader.json<{ source: string; feed: Feed }[]>('sources'))
      this.#sourceOf(source, feed).restore(reader.scope(`source/${source}`));
  }
}
