import type { Store } from '@tidewall/clickhouse';
import type { Lines } from './difference.ts';
import type { EventRow } from './rows.ts';
import type { Places, World } from './world.ts';

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

  /** The rows of a span in order. */
  async read(span: { readonly fromMs: number; readonly toMs: number }): Promise<readonly EventRow[]> {
    const rows: readonly RawRow[] = await this.#store.query('verify-events', span);
    for (const row of rows) {
      this.#check(row, this.#before);
      this.#before = row;
    }
    return rows;
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
