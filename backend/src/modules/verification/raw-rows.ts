import type { Store } from '@tidewall/clickhouse';
import type { Lines } from './difference.ts';
import type { EventRow } from './rows.ts';
import type { Places, World } from './world.ts';

interface Span {
  readonly fromMs: number;
  readonly toMs: number;
}

type RawRow = EventRow & { readonly storedAreaId: string };

/** Reads raw rows and looks whether each can be what the pipeline stored. */
export class RawRows {
  readonly #store: Store;
  readonly #world: World;
  readonly #places: Places;
  readonly #lines: Lines;
  #before: RawRow | null = null;

  constructor(store: Store, world: World, places: Places, lines: Lines) {
    this.#store = store;
    this.#world = world;
    this.#places = places;
    this.#lines = lines;
  }

  /** The rows of spans in order. While one is worked on, the store reads the next. */
  async *read(spans: readonly Span[]): AsyncGenerator<readonly [Span, readonly EventRow[]]> {
    let ahead = this.#query(spans[0]);
    for (const [i, span] of spans.entries()) {
      const rows = await ahead;
      ahead = this.#query(spans[i + 1]);
      // Whoever waits for it is told; nobody waits when something else went wrong before.
      ahead.catch(() => undefined);
      for (const row of rows) {
        this.#check(row, this.#before);
        this.#before = row;
      }
      yield [span, rows];
    }
  }

  async #query(span: Span | undefined): Promise<readonly RawRow[]> {
    return span === undefined ? [] : await this.#store.query('verify-events', span);
  }

  #check(row: RawRow, before: RawRow | null): void {
    const twice = before?.time === row.time && before.feed === row.feed && before.identity === row.identity;
    const areaId = this.#placeOf(row) ?? '';
    if (!twice && areaId === row.storedAreaId) return this.#lines.same('raw rows');
    const { feed, kind, subscriber, identity } = row;
    this.#lines.differs('raw rows', {
      kind: twice ? 'extra' : 'different',
      about: { eventTime: this.#world.zone.format(row.time), feed, kind, subscriber, identity },
      fields: twice ? [] : [{ field: 'areaId', recomputed: areaId, stored: row.storedAreaId }],
      explainedBy: null,
    });
  }

  /** The lowest area that a row resolves to: of its cell, else the one named, else its channel's. */
  #placeOf(row: EventRow): string | null {
    if (row.feed !== 'lifecycle') return this.#places.of(row.cellId, row.areaId);
    if (this.#world.areas.has(row.areaId)) return row.areaId;
    return this.#world.channels.get(row.channelId)?.areaId ?? null;
  }
}
