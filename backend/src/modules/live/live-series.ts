import type { LiveCounters, WindowResult } from '@tidewall/streams';
import { besideShown, shownAlone, type PeopleOfArea } from '../headcounts/index.ts';
import type { ActivityPoint } from '../history/history.types.ts';
import { SeriesTopic, type SeriesPoint } from './series-topic.ts';

const QUARTER_MS = 900_000;

export interface SeriesName {
  readonly kind: 'area' | 'hotspot';
  readonly id: string;
}

/** Curves of an area or hotspot as stored and as they may be told, oldest first. */
export interface StoredCurves {
  readonly minutes: readonly SeriesPoint[];
  readonly quarters: readonly SeriesPoint[];
}

/** `area:{id}` or `hotspot:{id}`; null for another topic. */
export function seriesName(topic: string): SeriesName | null {
  const match = /^(area|hotspot):(.{1,64})$/s.exec(topic);
  return match ? { kind: match[1] as SeriesName['kind'], id: match[2] ?? '' } : null;
}

/** A window that nothing else shown adds up to. */
export function pointAlone({ start, subscribers, signalling, usage }: ActivityPoint, k: number): SeriesPoint {
  const people = shownAlone(subscribers, k);
  return {
    start,
    subscribers: people,
    signalling: besideShown(signalling, people),
    usage: besideShown(usage, people),
  };
}

/** The curves somebody is looking at. Others are not kept: the store has them. */
export class LiveSeries {
  readonly #open = new Map<string, SeriesTopic>();
  readonly #k: number;

  /** `k`: people of areas are told by `applyMinute` alone, which knows what may be; 1: everything as it comes. */
  constructor(k: number) {
    this.#k = k;
  }

  open(name: string): SeriesTopic {
    const series = new SeriesTopic(name, this.#k <= 1 && name.startsWith('area:'));
    this.#open.set(name, series);
    return series;
  }

  close(name: string): void {
    this.#open.delete(name);
  }

  names(): readonly string[] {
    return [...this.#open.keys()];
  }

  /** Quarters first: those of the last hour are then made anew from their minutes, provisional ones included. */
  applyStored(name: string, curves: StoredCurves, watermark: number | null): void {
    const series = this.#open.get(name);
    if (series === undefined) return;
    const isOpen = (end: number): boolean => this.#k <= 1 && (watermark === null || end > watermark);
    for (const point of curves.quarters) series.put('quarter', point, isOpen(point.start + QUARTER_MS));
    for (const point of curves.minutes) series.put('minute', point, false);
  }

  applyWindows(windows: readonly WindowResult[]): void {
    if (this.#open.size === 0) return;
    for (const window of windows) {
      if (window.kind === 'operator' || (window.kind === 'area' && this.#k > 1)) continue;
      const name = window.kind === 'area' ? `area:${window.areaId}` : `hotspot:${window.hotspotId}`;
      const { startMs, subscribers, signalling, usage } = window;
      const point = pointAlone({ start: startMs, subscribers, signalling, usage }, this.#k);
      this.#open.get(name)?.put(window.size === '1m' ? 'minute' : 'quarter', point, false);
    }
  }

  /** A minute of all areas has been judged. People of a quarter of an hour are those of its first minute. */
  applyMinute(people: (areaId: string) => PeopleOfArea): void {
    if (this.#k <= 1) return;
    for (const [name, series] of this.#open) {
      const areaId = seriesName(name)?.kind === 'area' ? name.slice('area:'.length) : null;
      if (areaId === null) continue;
      const { minute, subscribers, signalling, usage } = people(areaId);
      if (minute === null || subscribers === null) continue;
      series.put('minute', { start: minute, subscribers, signalling, usage }, false);
      if (minute % QUARTER_MS !== 0) continue;
      series.put('quarter', { start: minute, subscribers, signalling: null, usage: null }, false);
    }
  }

  applyCounters(counters: LiveCounters): void {
    if (this.#open.size === 0 || this.#k > 1) return;
    for (const { areaId, minute, subscribers, signalling, usage } of counters.areas) {
      this.#open
        .get(`area:${areaId}`)
        ?.put('minute', { start: minute, subscribers, signalling, usage }, true);
    }
    for (const { hotspotId, quarter, subscribers, signalling, usage } of counters.hotspots) {
      this.#open
        .get(`hotspot:${hotspotId}`)
        ?.put('quarter', { start: quarter, subscribers, signalling, usage }, true);
    }
  }
}
