import type { Store } from '@tidewall/clickhouse';
import type { Comparable } from './compare-detections.ts';
import type { Difference } from './difference.ts';
import type { EventRow } from './rows.ts';
import { DAY_MS, MINUTE_MS, valueOf } from './times.ts';
import type { Places, World } from './world.ts';

/** How far back what a rule compares with may have been disturbed. */
const COMPARED_DAYS: Readonly<Record<string, number>> = { 'share-drop': 8, 'campus-activity': 57 };

/**
 * What makes a difference no fault. Raw rows do not say in which place of the processing order an event came that was
 * late and still allowed: where such events may have been, nothing can be recomputed for certain. And while a source is
 * out, detections of shares and activity are held back.
 */
export class Explanations {
  readonly #world: World;
  readonly #places: Places;
  readonly #lateNumbers = new Set<string>();
  /** By area: local days with late events. */
  readonly #lateDays = new Map<string, Set<number>>();
  #revised = new Set<string>();
  #outages: readonly { readonly from: number; readonly to: number }[] = [];

  constructor(world: World, places: Places) {
    this.#world = world;
    this.#places = places;
  }

  /** To be called before the rows of the span are. */
  async prepare(store: Store, span: { readonly fromMs: number; readonly toMs: number }): Promise<void> {
    const rows = await store.query('verify-revised-minutes', span);
    this.#revised = new Set(rows.map(({ startMs, areaId }) => `${startMs} ${areaId}`));
  }

  row(row: EventRow): void {
    if (this.#revised.size === 0 || row.feed === 'lifecycle') return;
    const place = this.#places.of(row.cellId, row.areaId);
    const minute = Math.floor(row.time / MINUTE_MS) * MINUTE_MS;
    if (place === null || !this.#revised.has(`${minute} ${place}`)) return;
    this.#lateNumbers.add(row.subscriber);
    if (row.peer !== '') this.#lateNumbers.add(row.peer);
    const day = this.#world.zone.dayOf(row.time);
    for (const areaId of this.#places.chain(place)) valueOf(this.#lateDays, areaId, () => new Set()).add(day);
  }

  /** The outages that are stored. */
  outages(detections: readonly Comparable[]): void {
    this.#outages = detections
      .filter(({ type }) => type === 'source-outage')
      .map(({ time, evidence }) => ({
        from: timeIn(evidence['since']) ?? time,
        to: timeIn(evidence['endedAt']) ?? Number.POSITIVE_INFINITY,
      }));
  }

  explain(detection: Comparable): Difference['explainedBy'] {
    if (this.#mayBeLate(detection)) return 'late events';
    return this.#mayBeOut(detection) ? 'source outage' : null;
  }

  #mayBeLate({ type, subject, areaId, time }: Comparable): boolean {
    if (subject.kind === 'subscriber' || subject.kind === 'number') return this.#lateNumbers.has(subject.id);
    const days = areaId === null ? undefined : this.#lateDays.get(areaId);
    if (days === undefined) return false;
    const last = this.#world.zone.dayOf(time);
    const first = last - (COMPARED_DAYS[type] ?? 1);
    return [...days].some((day) => day >= first && day <= last);
  }

  #mayBeOut({ type, time }: Comparable): boolean {
    const days = COMPARED_DAYS[type];
    if (days === undefined) return false;
    return this.#outages.some(({ from, to }) => time >= from - DAY_MS && time <= to + days * DAY_MS);
  }
}

function timeIn(value: unknown): number | null {
  const time = typeof value === 'string' ? Date.parse(value) : Number.NaN;
  return Number.isNaN(time) ? null : time;
}
