import { Inject, Injectable } from '@nestjs/common';
import type { QueryParams, QueryRow, Store } from '@tidewall/clickhouse';
import { STORE } from '../../tokens.ts';

type AllOf = QueryParams<'explain-events'>;
/** What events have in common besides their span; what is left out is not filtered. */
export type EventFilter = Partial<Omit<AllOf, 'first' | 'last' | 'fromMs' | 'toMs'>> &
  Pick<AllOf, 'fromMs' | 'toMs'>;
export type EventRow = QueryRow<'explain-events'>;

export interface FoundEvents {
  /** All there are. */
  readonly total: number;
  /** Some of them, oldest first. */
  readonly rows: readonly EventRow[];
}

const ANYTHING = {
  feeds: ['signalling', 'usage'],
  kinds: [],
  subscriberId: '',
  peerId: '',
  areaIds: [],
  cellIds: [],
  source: '',
  placed: false,
  studentsOf: '',
  studentsAtMs: 0,
} as const;

/** Finds stored events in the raw tables when somebody asks for them. */
@Injectable()
export class ExplainRepository {
  constructor(@Inject(STORE) private readonly store: Store) {}

  /** The first and the last events that pass the filter. */
  async events(filter: EventFilter, first: number, last: number): Promise<FoundEvents> {
    const rows = await this.store.query('explain-events', { ...ANYTHING, ...filter, first, last });
    return { total: rows[0]?.total ?? 0, rows };
  }

  /** Events by what they are counted by, most first (quarters of an hour in order of time). */
  counts(filter: EventFilter, by: QueryParams<'explain-counts'>['by'], limit: number) {
    return this.store.query('explain-counts', { ...ANYTHING, ...filter, by, limit });
  }

  fellows(params: QueryParams<'explain-fellows'>) {
    return this.store.query('explain-fellows', params);
  }

  /** First communications of rival numbers that nobody of ours had contact with before. */
  async newRivals(params: QueryParams<'explain-new-rivals'>): Promise<FoundEvents> {
    const rows = await this.store.query('explain-new-rivals', params);
    return { total: rows[0]?.total ?? 0, rows: rows.reverse() };
  }

  likeQuarters(params: QueryParams<'explain-like-quarters'>) {
    return this.store.query('explain-like-quarters', params);
  }

  /** Since when raw events are kept, and whether some of a span are gone. */
  async kept(span: QueryParams<'explain-kept'>): Promise<QueryRow<'explain-kept'>> {
    const [row] = await this.store.query('explain-kept', span);
    return row ?? { keptFromMs: 0, expired: false };
  }
}
