import type { Detection } from '@tidewall/streams';
import { Topic } from './topic.ts';

interface Ranked {
  readonly key: string;
  readonly timeMs: number;
}

/** The newest detections by event time, by `{detectionId}/{revision}`. */
export class DetectionsTopic {
  readonly topic = new Topic('detections');
  readonly #limit: number;
  /** Newest first. */
  readonly #order: Ranked[] = [];

  constructor(limit = 200) {
    this.#limit = limit;
  }

  add(detection: Detection): void {
    const key = `${detection.detectionId}/${detection.revision}`;
    const timeMs = Date.parse(detection.eventTime);
    if (this.topic.get(key) !== undefined || !this.#makeRoom(timeMs)) return;
    const entry: Ranked = { key, timeMs };
    let at = this.#order.findIndex(
      (other) => other.timeMs < timeMs || (other.timeMs === timeMs && other.key < key),
    );
    if (at < 0) at = this.#order.length;
    this.#order.splice(at, 0, entry);
    this.topic.set(key, detection);
  }

  /** Drops the oldest when full; false when the newcomer would be the oldest itself. */
  #makeRoom(timeMs: number): boolean {
    if (this.#order.length < this.#limit) return true;
    const oldest = this.#order.at(-1);
    if (oldest === undefined || oldest.timeMs >= timeMs) return false;
    this.#order.pop();
    this.topic.delete(oldest.key);
    return true;
  }
}
