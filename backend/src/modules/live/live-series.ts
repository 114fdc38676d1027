import type { LiveCounters, WindowResult } from '@tidewall/streams';
import type { StoredCurves } from './live-loader.service.ts';
import { SeriesTopic } from './series-topic.ts';

const QUARTER_MS = 900_000;

export interface SeriesName {
  readonly kind: 'area' | 'hotspot';
  readonly id: string;
}

/** `area:{id}` or `hotspot:{id}`; null for another topic. */
export function seriesName(topic: string): SeriesName | null {
  const match = /^(area|hotspot):(.{1,64})$/s.exec(topic);
  return match ? { kind: match[1] as SeriesName['kind'], id: match[2] ?? '' } : null;
}

/** The curves somebody is looking at. Others are not kept: the store has them. */
export class LiveSeries {
  readonly #open = new Map<string, SeriesTopic>();

  open(name: string): SeriesTopic {
    const series = new SeriesTopic(name, name.startsWith('area:'));
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
    const isOpen = (end: number): boolean => watermark === null || end > watermark;
    for (const point of curves.quarters) series.put('quarter', point, isOpen(point.start + QUARTER_MS));
    for (const point of curves.minutes) series.put('minute', point, false);
  }

  applyWindows(windows: readonly WindowResult[]): void {
    if (this.#open.size === 0) return;
    for (const window of windows) {
      if (window.kind === 'operator') continue;
      const name = window.kind === 'area' ? `area:${window.areaId}` : `hotspot:${window.hotspotId}`;
      const { startMs, subscribers, signalling, usage } = window;
      const point = { start: startMs, subscribers, signalling, usage };
      this.#open.get(name)?.put(window.size === '1m' ? 'minute' : 'quarter', point, false);
    }
  }

  applyCounters(counters: LiveCounters): void {
    if (this.#open.size === 0) return;
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
