import type { WindowResult } from '@tidewall/streams';
import type { MinuteOfAreas } from './presence.service.ts';

const MINUTE_MS = 60_000;
/** Minutes that may still be revised are kept, and a few that are not closed everywhere. */
const KEPT = 8;

/** The newest closed minutes of all areas and quarters of an hour of all hotspots, as the stream gives them out. */
export class MinuteBoard {
  readonly #minutes = new Map<number, Map<string, number>>();
  readonly #revisions = new Map<string, number>();
  readonly #quarters = new Map<string, { readonly startMs: number; readonly subscribers: number }>();

  apply(windows: readonly WindowResult[]): void {
    for (const window of windows) {
      if (window.kind === 'area') this.#area(window.areaId, window);
      else if (window.kind === 'hotspot' && window.size === '15m') this.#hotspot(window.hotspotId, window);
    }
  }

  /** The newest minute that is over everywhere; null: none is. */
  newest(watermark: number | null): MinuteOfAreas | null {
    const over = [...this.#minutes.keys()].filter(
      (start) => watermark === null || start + MINUTE_MS <= watermark,
    );
    if (over.length === 0) return null;
    const startMs = Math.max(...over);
    return { startMs, counts: this.#minutes.get(startMs)!, revised: new Set() };
  }

  /** The newest closed quarter of an hour of a hotspot. */
  quarter(hotspotId: string): { readonly startMs: number; readonly subscribers: number } | null {
    return this.#quarters.get(hotspotId) ?? null;
  }

  #area(areaId: string, { startMs, subscribers, revision }: AreaMinute): void {
    const key = `${startMs}/${areaId}`;
    if (revision < (this.#revisions.get(key) ?? 0)) return;
    const newest = Math.max(startMs, ...this.#minutes.keys());
    if (startMs <= newest - KEPT * MINUTE_MS) return;
    this.#revisions.set(key, revision);
    const minute = this.#minutes.get(startMs);
    if (minute === undefined) this.#minutes.set(startMs, new Map([[areaId, subscribers]]));
    else minute.set(areaId, subscribers);
    for (const start of this.#minutes.keys()) if (start <= newest - KEPT * MINUTE_MS) this.#forget(start);
  }

  #forget(startMs: number): void {
    for (const areaId of this.#minutes.get(startMs)?.keys() ?? [])
      this.#revisions.delete(`${startMs}/${areaId}`);
    this.#minutes.delete(startMs);
  }

  #hotspot(hotspotId: string, { startMs, subscribers }: AreaMinute): void {
    const known = this.#quarters.get(hotspotId);
    if (known === undefined || startMs >= known.startMs)
      this.#quarters.set(hotspotId, { startMs, subscribers });
  }
}

interface AreaMinute {
  readonly startMs: number;
  readonly subscribers: number;
  readonly revision: number;
}
