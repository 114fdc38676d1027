import type { Detection } from '@tidewall/streams';

export interface DetectionPage {
  readonly items: readonly Detection[];
  /** Null on the last page. */
  readonly nextCursor: string | null;
}
