import type { Step } from '@tidewall/streams';
import type { StepOutput } from './protocol.ts';

/** Gathers what people see of many small steps, so that the main thread is told a few times a second. */
export class OutputBatch {
  #detections: StepOutput['detections'][number][] = [];
  #windows: StepOutput['windows'][number][] = [];
  #shareDays: StepOutput['shareDays'][number][] = [];
  #watermark: number | null = null;
  #told: number | null = null;

  add(step: Step): void {
    for (const detection of step.detections) this.#detections.push(detection);
    for (const window of step.windows) this.#windows.push(window);
    for (const day of step.shareDays) this.#shareDays.push(day);
    this.#watermark = step.watermark ?? this.#watermark;
  }

  /** What was gathered, or null when there is nothing new. */
  take(): StepOutput | null {
    const rows = this.#detections.length + this.#windows.length + this.#shareDays.length;
    if (rows === 0 && this.#watermark === this.#told) return null;
    const output = {
      detections: this.#detections,
      windows: this.#windows,
      shareDays: this.#shareDays,
      watermark: this.#watermark,
    };
    this.#detections = [];
    this.#windows = [];
    this.#shareDays = [];
    this.#told = this.#watermark;
    return output;
  }
}
