import type { WindowResult } from '../events/window.ts';
import type { Reference } from '../reference/reference.ts';
import type { SnapshotReader, SnapshotWriter } from '../state/snapshot.ts';
import type { TimeZone } from '../time/zone.ts';
import type { AreaCounts } from './area-pane.ts';
import type { OperatorCounts } from './operator-pane.ts';
import { MINUTE_MS, toThousandth, type CampusPart, type WindowPart } from './partials.ts';

/** What shards have reported of one window; kept while it can still change. */
interface Held {
  readonly kind: WindowPart['kind'];
  readonly sizeMs: number;
  readonly start: number;
  revision: number;
  readonly parts: (WindowPart | null)[];
}

/** Adds the parts of all shards up to windows, with a revision each time a window changes after its close. */
export class WindowMerger {
  readonly #zone: TimeZone;
  readonly #shards: number;
  readonly #allowedLatenessMs: number;
  readonly #held = new Map<string, Held>();

  constructor(zone: TimeZone, shards: number, allowedLatenessMs: number) {
    this.#zone = zone;
    this.#shards = shards;
    this.#allowedLatenessMs = allowedLatenessMs;
  }

  /** `byShard[i]`: what shard i reported in this step. Windows in order of their end, kind, size, id. */
  merge(
    byShard: readonly (readonly WindowPart[])[],
    reference: Reference,
    watermark: number,
  ): WindowResult[] {
    const touched = new Set<Held>();
    byShard.forEach((parts, shard) => {
      for (const part of parts) {
        const held = this.#hold(part);
        held.parts[shard] = part;
        touched.add(held);
      }
    });
    const results: WindowResult[] = [];
    for (const held of [...touched].sort(compareHeld)) {
      held.revision++;
      results.push(...this.#results(held, reference));
    }
    this.#forget(watermark);
    return results;
  }

  #hold(part: WindowPart): Held {
    const key = `${part.kind} ${part.sizeMs} ${part.start}`;
    let held = this.#held.get(key);
    if (!held) {
      const parts = Array.from({ length: this.#shards }, () => null);
      held = { kind: part.kind, sizeMs: part.sizeMs, start: part.start, revision: -1, parts };
      this.#held.set(key, held);
    }
    return held;
  }

  #results(held: Held, reference: Reference): WindowResult[] {
    const { start, revision } = held;
    const common = { start: this.#zone.format(start), startMs: start, revision };
    const rows = sumParts(held.parts);
    const { ids } = reference;
    const byId = (a: { id: string }, b: { id: string }): number => (a.id < b.id ? -1 : a.id > b.id ? 1 : 0);
    const size = held.sizeMs === MINUTE_MS ? '1m' : '15m';
    if (rows.kind === 'area') {
      return rows.rows
        .map((row) => ({ id: ids.areas.idOf(row.area), row }))
        .sort(byId)
        .map(({ id, row }) => ({ kind: 'area', areaId: id, size: '1m', ...common, ...areaFigures(row) }));
    }
    if (rows.kind === 'campus') {
      return rows.rows
        .filter((row) => row.signalling + row.usage > 0)
        .map((row) => ({ id: ids.hotspots.idOf(row.hotspot), row }))
        .sort(byId)
        .map(({ id, row: { hotspot: _, ...row } }) => ({
          kind: 'hotspot',
          hotspotId: id,
          size,
          ...common,
          ...row,
          rivals: row.rivals.length,
        }));
    }
    return rows.rows
      .map((row) => ({ id: `${ids.areas.idOf(row.area)} ${ids.operators.idOf(row.operator)}`, row }))
      .sort(byId)
      .map(({ row: { area, operator, ...row } }) => ({
        kind: 'operator',
        areaId: ids.areas.idOf(area),
        operatorId: ids.operators.idOf(operator),
        size: '15m',
        ...common,
        ...row,
      }));
  }

  #forget(watermark: number): void {
    for (const [key, held] of this.#held) {
      if (held.start + held.sizeMs + this.#allowedLatenessMs <= watermark) this.#held.delete(key);
    }
  }

  snapshot(writer: SnapshotWriter): void {
    writer.json('held', [...this.#held]);
  }

  restore(reader: SnapshotReader): void {
    this.#held.clear();
    for (const [key, held] of reader.json<[string, Held][]>('held')) this.#held.set(key, held);
  }
}

function compareHeld(a: Held, b: Held): number {
  return (
    a.start + a.sizeMs - b.start - b.sizeMs ||
    (a.kind < b.kind ? -1 : a.kind > b.kind ? 1 : 0) ||
    a.sizeMs - b.sizeMs
  );
}

function areaFigures(row: AreaCounts): {
  subscribers: number;
  signalling: number;
  usage: number;
  events: number;
} {
  const { subscribers, signalling, usage } = row;
  return { subscribers, signalling, usage, events: signalling + usage };
}

type Rows =
  | { kind: 'area'; rows: AreaCounts[] }
  | { kind: 'campus'; rows: CampusPart[] }
  | { kind: 'operator'; rows: OperatorCounts[] };

/** The parts of one window as one; figures add up since each subscriber has one shard, rivals are united. */
export function sumParts(parts: readonly (WindowPart | null)[]): Rows {
  const present = parts.filter((part) => part !== null);
  const kind = present[0]!.kind;
  const sums = new Map<string, AreaCounts | CampusPart | OperatorCounts>();
  for (const part of present) {
    for (const row of part.rows) {
      const key = keyOf(row);
      const sum = sums.get(key);
      sums.set(key, sum ? addRows(sum, row) : row);
    }
  }
  return { kind, rows: [...sums.values()].map(rounded) } as Rows;
}

function rounded(row: AreaCounts | CampusPart | OperatorCounts): AreaCounts | CampusPart | OperatorCounts {
  if (!('voiceSeconds' in row)) return row;
  const voiceSeconds = toThousandth(row.voiceSeconds);
  return 'bytes' in row ? { ...row, voiceSeconds, bytes: toThousandth(row.bytes) } : { ...row, voiceSeconds };
}

function keyOf(row: AreaCounts | CampusPart | OperatorCounts): string {
  if ('hotspot' in row) return String(row.hotspot);
  return 'operator' in row ? `${row.area} ${row.operator}` : String(row.area);
}

const KEYS = new Set(['area', 'hotspot', 'operator']);

function addRows<T extends AreaCounts | CampusPart | OperatorCounts>(a: T, b: T): T {
  const entries = Object.entries(a).map(([name, value]: [string, unknown]) => {
    const other: unknown = (b as unknown as Record<string, unknown>)[name];
    if (KEYS.has(name)) return [name, value];
    if (Array.isArray(value)) return [name, [...new Set<unknown>((value as unknown[]).concat(other))]];
    return [name, (value as number) + (other as number)];
  });
  return Object.fromEntries(entries) as T;
}
