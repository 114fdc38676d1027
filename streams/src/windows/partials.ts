import type { AreaCounts } from './area-pane.ts';
import type { OperatorCounts } from './operator-pane.ts';

/** One shard's part of a campus window. Distinct subscribers add up over shards; rivals are united. */
export interface CampusPart {
  readonly hotspot: number;
  readonly subscribers: number;
  readonly students: number;
  readonly rivals: readonly number[];
  readonly ownNewcomers: number;
  readonly signalling: number;
  readonly usage: number;
  readonly calls: number;
  readonly sms: number;
  readonly bytes: number;
  readonly voiceSeconds: number;
}

/** One shard's part of the windows that closed or changed in a step. */
export type WindowPart =
  | {
      readonly kind: 'area';
      readonly sizeMs: number;
      readonly start: number;
      readonly rows: readonly AreaCounts[];
    }
  | {
      readonly kind: 'campus';
      readonly sizeMs: number;
      readonly start: number;
      readonly rows: readonly CampusPart[];
    }
  | {
      readonly kind: 'operator';
      readonly sizeMs: number;
      readonly start: number;
      readonly rows: readonly OperatorCounts[];
    };

export const MINUTE_MS = 60_000;
export const QUARTER_MS = 900_000;

/**
 * An amount to the thousandth. Amounts are rounded before they are added and sums are rounded when read, so that a sum
 * of fractions does not depend on the order or on the shards that added it up.
 */
export function toThousandth(amount: number): number {
  return Number.isInteger(amount) ? amount : Math.round(amount * 1000) / 1000;
}
