/** What the rules give for some rows: a detection as plain data, its last revision only. */
export interface Found {
  readonly type: string;
  readonly subtype: string | null;
  /** Epoch milliseconds. */
  readonly time: number;
  readonly subject: {
    readonly kind: 'subscriber' | 'number' | 'area' | 'hotspot' | 'feed';
    readonly id: string;
  };
  readonly areaId: string | null;
  readonly hotspotId: string | null;
  readonly severity: string;
  readonly revision: number;
  /** Facts that follow from the rules; the stored evidence may say more. */
  readonly evidence: Readonly<Record<string, unknown>>;
}

export type Report = (found: Found) => void;

/** As far as evidence gives figures. */
export function rounded(value: number): number {
  return Math.round(value * 10_000) / 10_000;
}
