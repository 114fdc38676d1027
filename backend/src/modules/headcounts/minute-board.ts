import type { WindowResult } from '@tidewall/streams';
import type { MinuteOfAreas } from './presence.service.ts';

const MINUTE_MS = 60_000;
/** Minutes that may still be revised are kept, and a few that are not closed everywhere. */
const KEPT = 8;

type AreaMinute = Extract<WindowResult, { readonly kind: 'area' }>;
/** A closed quarter of an hour of a hotspot. */
export type HotspotQuarter = Extract<WindowResult, { readonly kind: 'hotspot' }>;

const NOBODY: Omit<HotspotQuarter, 'hotspotId' | 'startMs'> = {
  kind: 'hotspot',
  size: '15m',
  start: '',
  revision: 0,
  subscribers: 0,
  students: 0,
  ownNewcomers: 0,
  rivals: 0,
  signalling: 0,
  usage: 0,
  calls: 0,
  sms: 0,
  bytes: 0,
  voiceSeconds: 0,
};

/** The newest closed minutes of all areas and quarters of an hour of all hotspots, as the stream gives them out. */
export class MinuteBoard {
  readonly #minutes = new Map<number, Map<string, AreaMinute>>();
  readonly #quarters = new Map<string, HotspotQuarter>();
  #newestQuarter = -Infinity;
  #version = 0;

  /** Grows with each window that is taken. */
  get version(): number {
    return this.#version;
  }

  apply(windows: readonly WindowResult[]): void {
    for (const window of windows) {
      if (window.kind === 'area') this.#area(window);
      else if (window.kind === 'hotspot' && window.size === '15m') this.#hotspot(window);
    }
  }

  /** The newest minute that is over everywhere; null: none is. */
  newest(watermark: number | null): MinuteOfAreas | null {
    const over = [...this.#minutes.keys()].filter(
      (start) => watermark === null || start + MINUTE_MS <= watermark,
    );
    if (over.length === 0) return null;
    const startMs = Math.max(...over);
    const areas = this.#minutes.get(startMs)!;
    const counts = new Map([...areas].map(([areaId, { subscribers }]) => [areaId, subscribers]));
    return { startMs, counts, activity: areas, revised: new Set() };
  }

  /** The newest quarter of an hour that is over; of a hotspot that had nobody in it, with nothing. Null: none is known. */
  quarter(hotspotId: string): HotspotQuarter | null {
    const own = this.#quarters.get(hotspotId);
    if (own?.startMs === this.#newestQuarter) return own;
    if (this.#newestQuarter === -Infinity) return null;
    return { ...NOBODY, hotspotId, startMs: this.#newestQuarter };
  }

  #area(window: AreaMinute): void {
    const { areaId, startMs, revision } = window;
    const newest = Math.max(startMs, ...this.#minutes.keys());
    if (startMs <= newest - KEPT * MINUTE_MS) return;
    const minute = this.#minutes.get(startMs) ?? new Map<string, AreaMinute>();
    if (revision < (minute.get(areaId)?.revision ?? 0)) return;
    minute.set(areaId, window);
    this.#minutes.set(startMs, minute);
    this.#version++;
    for (const start of this.#minutes.keys())
      if (start <= newest - KEPT * MINUTE_MS) this.#minutes.delete(start);
  }

  #hotspot(window: HotspotQuarter): void {
    const known = this.#quarters.get(window.hotspotId);
    if (known !== undefined && window.startMs < known.startMs) return;
    this.#quarters.set(window.hotspotId, window);
    this.#newestQuarter = Math.max(this.#newestQuarter, window.startMs);
    this.#version++;
  }
}
