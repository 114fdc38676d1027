import { KINDS, type EventBatch, type Feed } from '@tidewall/streams/events';
import type { EventTable } from '../store/tables.ts';
import { CodeColumn, DecimalColumn, WordsColumn, type Column } from './columns.ts';
import { CommonColumns, NOTHING, putName, putPseudonym } from './common-columns.ts';
import { EventRows, type RowContext } from './event-rows.ts';
import { TextColumn } from './text-column.ts';

const encoder = new TextEncoder();
const FEED_NAMES: Readonly<Record<Feed, Uint8Array>> = {
  lifecycle: encoder.encode('lifecycle'),
  signalling: encoder.encode('signalling'),
  usage: encoder.encode('usage'),
};
const KIND_NAMES: Readonly<Record<Feed, readonly Uint8Array[]>> = {
  lifecycle: encodedKinds('lifecycle'),
  signalling: encodedKinds('signalling'),
  usage: encodedKinds('usage'),
};

/** Empty rows of a table. */
export function createEventRows(table: EventTable): EventRows {
  return new ROWS_OF[table]();
}

/** The raw table of each feed. */
export const RAW_TABLE: Readonly<Record<Feed, EventTable>> = {
  lifecycle: 'lifecycle_events',
  signalling: 'signalling_events',
  usage: 'usage_events',
};

class SignallingRows extends EventRows {
  readonly #common = new CommonColumns();
  readonly #cell = new TextColumn();
  readonly #servingArea = new TextColumn();
  readonly #area = new TextColumn();
  readonly #rat = new TextColumn();
  readonly #homePlmn = new TextColumn();
  readonly #servingPlmn = new TextColumn();

  constructor() {
    super('signalling_events');
  }

  protected columns(): readonly Column[] {
    const { time, kind, subscriber, source, identity } = this.#common;
    const texts = [this.#cell, this.#servingArea, this.#area, this.#rat, this.#homePlmn, this.#servingPlmn];
    return [time, kind, subscriber, ...texts, source, identity];
  }

  protected put(at: number, batch: EventBatch, row: number, context: RowContext): void {
    this.#common.put(at, batch, row, context);
    putName(this.#cell, batch, row * 5, (batch.cell[row] ?? -1) >= 0);
    putName(this.#servingArea, batch, row * 5 + 1, (batch.area[row] ?? -1) >= 0);
    this.#area.put(context.areaIdOf(batch, row));
    putName(this.#rat, batch, row * 5 + 2, false);
    putName(this.#homePlmn, batch, row * 5 + 3, false);
    putName(this.#servingPlmn, batch, row * 5 + 4, false);
  }
}

class UsageRows extends EventRows {
  readonly #common = new CommonColumns();
  readonly #direction = new CodeColumn();
  readonly #peer = new WordsColumn();
  readonly #peerOperator = new TextColumn();
  readonly #cell = new TextColumn();
  readonly #servingArea = new TextColumn();
  readonly #area = new TextColumn();
  readonly #duration = new DecimalColumn();
  readonly #uplink = new WordsColumn();
  readonly #downlink = new WordsColumn();

  constructor() {
    super('usage_events');
  }

  protected columns(): readonly Column[] {
    const { time, kind, subscriber, source, identity } = this.#common;
    const texts = [this.#peerOperator, this.#cell, this.#servingArea, this.#area];
    const figures = [this.#duration, this.#uplink, this.#downlink];
    return [time, kind, subscriber, this.#direction, this.#peer, ...texts, ...figures, source, identity];
  }

  protected put(at: number, batch: EventBatch, row: number, context: RowContext): void {
    this.#common.put(at, batch, row, context);
    this.#direction.put(at, batch.direction[row] ?? 0);
    putPseudonym(this.#peer, at, batch.peer[row] ?? 0, context);
    putName(this.#cell, batch, row * 3, (batch.cell[row] ?? -1) >= 0);
    putName(this.#servingArea, batch, row * 3 + 1, (batch.area[row] ?? -1) >= 0);
    putName(this.#peerOperator, batch, row * 3 + 2, (batch.peerOperator[row] ?? -1) >= 0);
    this.#area.put(context.areaIdOf(batch, row));
    this.#duration.put(at, batch.durationSeconds[row] ?? 0);
    this.#uplink.putCount(at, batch.uplinkBytes[row] ?? 0);
    this.#downlink.putCount(at, batch.downlinkBytes[row] ?? 0);
  }
}

class LifecycleRows extends EventRows {
  readonly #common = new CommonColumns();
  readonly #channel = new TextColumn();
  readonly #givenArea = new TextColumn();
  readonly #area = new TextColumn();
  readonly #product = new TextColumn();

  constructor() {
    super('lifecycle_events');
  }

  protected columns(): readonly Column[] {
    const { time, kind, subscriber, source, identity } = this.#common;
    const texts = [this.#channel, this.#givenArea, this.#area, this.#product];
    return [time, kind, subscriber, ...texts, source, identity];
  }

  protected put(at: number, batch: EventBatch, row: number, context: RowContext): void {
    this.#common.put(at, batch, row, context);
    putName(this.#channel, batch, row * 3, (batch.channel[row] ?? -1) >= 0);
    putName(this.#givenArea, batch, row * 3 + 1, (batch.area[row] ?? -1) >= 0);
    this.#area.put(context.areaIdOf(batch, row));
    putName(this.#product, batch, row * 3 + 2, false);
  }
}

class LateRows extends EventRows {
  readonly #common = new CommonColumns();
  readonly #kindName = new TextColumn();
  readonly #feed = new TextColumn();

  constructor() {
    super('late_events');
  }

  protected columns(): readonly Column[] {
    const { time, subscriber, source, identity } = this.#common;
    return [time, this.#kindName, subscriber, this.#feed, source, identity];
  }

  protected put(at: number, batch: EventBatch, row: number, context: RowContext): void {
    this.#common.put(at, batch, row, context);
    this.#kindName.put(KIND_NAMES[batch.feed][batch.kind[row] ?? 0] ?? NOTHING);
    this.#feed.put(FEED_NAMES[batch.feed]);
  }
}

const ROWS_OF: Readonly<Record<EventTable, new () => EventRows>> = {
  signalling_events: SignallingRows,
  usage_events: UsageRows,
  lifecycle_events: LifecycleRows,
  late_events: LateRows,
};

function encodedKinds(feed: Feed): readonly Uint8Array[] {
  return KINDS[feed].map((kind) => encoder.encode(kind));
}
