import type { Detection, DetectionType } from '@tidewall/streams';
import type { Transaction } from '../../adapters/postgres/index.ts';

/** A detection as it was handed over. */
export interface InboxDetection {
  readonly seq: number;
  /** By the system's clock, epoch milliseconds. */
  readonly receivedAt: number;
  /** Epoch milliseconds. */
  readonly eventTime: number;
  readonly detection: Detection;
}

export interface ConsumeOptions {
  /** Only detections of these types [all]. */
  readonly types?: readonly DetectionType[];
  /** After each batch that was committed. */
  readonly committed?: () => void;
  /** Most detections of one batch [500]. */
  readonly batch?: number;
  /** How often a single one is tried before it is put aside [8, within about half a minute]. */
  readonly tries?: number;
}

/** Takes a batch within the transaction that also says how far the consumer is: effectively once. */
export type InboxHandler = (tx: Transaction, detections: readonly InboxDetection[]) => Promise<void>;
