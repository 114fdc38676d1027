import { Inject, Injectable } from '@nestjs/common';
import { detectionsPage, type DetectionFilter, type Store } from '@tidewall/clickhouse';
import type { Detection, DetectionType } from '@tidewall/streams';
import { STORE } from '../../tokens.ts';
import type { DetectionPage } from './detection-page.types.ts';
import type { Span } from './history.types.ts';

/** Read whole on the main thread, which must not be held up. */
const LARGE_PAGE = 1_000;

/** Detections from the store, newest revisions, exactly as they were emitted. */
@Injectable()
export class DetectionHistoryService {
  constructor(@Inject(STORE) private readonly store: Store) {}

  /** One page, newest first. Undefined when the cursor is not one of ours. */
  async page(filter: DetectionFilter): Promise<DetectionPage | undefined> {
    const page = await detectionsPage(this.store, filter);
    return (
      page && { items: page.items.map((body) => JSON.parse(body) as Detection), nextCursor: page.nextCursor }
    );
  }

  async byId(detectionId: string): Promise<Detection | undefined> {
    const [row] = await this.store.query('detection-by-id', { detectionId });
    return row && (JSON.parse(row.body) as Detection);
  }

  /** All of one type in a span, page by page, so that a busy day does not come in one piece. */
  async *ofType(type: DetectionType, span: Span): AsyncGenerator<readonly Detection[]> {
    for (let cursor: string | null | undefined; cursor !== null;) {
      const filter: DetectionFilter = {
        type,
        ...span,
        limit: LARGE_PAGE,
        ...(cursor === undefined ? {} : { cursor }),
      };
      const page = await this.page(filter);
      yield page?.items ?? [];
      cursor = page?.nextCursor ?? null;
    }
  }
}
