import type { LivePoint } from '@tidewall/streams';
import { Topic } from './topic.ts';

const MINUTE_MS = 60_000;
const QUARTER_MS = 900_000;
const KEPT = { minute: 60, quarter: 96 } as const;
type Size = keyof typeof KEPT;
const SIZE_MS: Readonly<Record<Size, number>> = { minute: MINUTE_MS, quarter: QUARTER_MS };

/** A window as it may be told. */
export type SeriesPoint = Omit<LivePoint, 'provisional'>;

/** Curves of an area or a hotspot: the last 60 minutes and 96 quarter-hours. A closed point is never made provisional again. */
export class SeriesTopic {
  readonly topic: Topic;
  readonly #newest: Record<Size, number> = { minute: -Infinity, quarter: -Infinity };
  readonly #deriveQuarters: boolean;

  /** `deriveQuarters`: areas have windows of one minute only; where all is told, their quarters are made of them. */
  constructor(name: string, deriveQuarters: boolean) {
    this.topic = new Topic(name);
    this.#deriveQuarters = deriveQuarters;
  }

  /** Takes a point; `provisional` while its window may still grow. */
  put(size: Size, point: SeriesPoint, provisional: boolean): void {
    const { start } = point;
    if (!Number.isFinite(start) || start <= this.#newest[size] - KEPT[size] * SIZE_MS[size]) return;
    const key = `${size}/${start}`;
    const known = this.topic.get(key) as LivePoint | undefined;
    if (known !== undefined && !known.provisional && provisional) return;
    const { subscribers, signalling, usage } = point;
    this.topic.set(key, { start, provisional, subscribers, signalling, usage } satisfies LivePoint);
    if (start > this.#newest[size]) this.#moveTo(size, start);
    if (this.#deriveQuarters && size === 'minute') this.#deriveQuarter(start);
  }

  #moveTo(size: Size, newest: number): void {
    this.#newest[size] = newest;
    const oldest = newest - (KEPT[size] - 1) * SIZE_MS[size];
    for (const key of [...this.topic.keys()]) {
      if (key.startsWith(`${size}/`) && Number(key.slice(size.length + 1)) < oldest) this.topic.delete(key);
    }
  }

  /** Counts add up; distinct subscribers do not, so a quarter shows its busiest minute, like the store does. */
  #deriveQuarter(minute: number): void {
    const start = Math.floor(minute / QUARTER_MS) * QUARTER_MS;
    if (start <= this.#newest.minute - KEPT.minute * MINUTE_MS) return;
    const quarter = { start, subscribers: 0, signalling: 0, usage: 0 };
    for (let at = start; at < start + QUARTER_MS; at += MINUTE_MS) {
      const point = this.topic.get(`minute/${at}`) as LivePoint | undefined;
      if (point === undefined) continue;
      quarter.subscribers = Math.max(quarter.subscribers, Number(point.subscribers));
      quarter.signalling += point.signalling ?? 0;
      quarter.usage += point.usage ?? 0;
    }
    const provisional = this.#newest.minute < start + QUARTER_MS;
    const key = `quarter/${start}`;
    this.topic.set(key, { ...quarter, provisional } satisfies LivePoint);
    if (start > this.#newest.quarter) this.#moveTo('quarter', start);
  }
}
