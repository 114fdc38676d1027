import type { AreaTree } from '../../reference/areas.ts';
import { Column, int32 } from '../../state/column.ts';
import { KeyIndex } from '../../state/key-index.ts';
import type { SnapshotReader, SnapshotWriter } from '../../state/snapshot.ts';
import type { SeenCounts } from './chao1.ts';

/** All rivals together. */
export const ALL_RIVALS = -1;

type Tally = { -readonly [K in keyof SeenCounts]: SeenCounts[K] };

/** Tallies by area, then operator index; ALL_RIVALS sums over operators. */
export type RivalTallies = Map<number, Map<number, Tally>>;

/**
 * Rival numbers of one day by how often ours communicated with them, and where. A number belongs to the operator of its
 * first communication of the day. About 40 bytes a number.
 */
export class RivalDay {
  readonly #index: KeyIndex;
  readonly #operator = new Column(int32);
  /** Lowest area of its first communication, and how many were there. */
  readonly #area = new Column(int32);
  readonly #times = new Column(int32);
  /** Of the few that were seen in more than one lowest area: index → area → times there. */
  readonly #elsewhere = new Map<number, Map<number, number>>();

  /** `expected` numbers: as many as the day before is a good guess. */
  constructor(expected = 1024) {
    this.#index = new KeyIndex(expected);
  }

  get size(): number {
    return this.#index.size;
  }

  get bytes(): number {
    const columns = this.#operator.bytes + this.#area.bytes + this.#times.bytes;
    return this.#index.bytes + columns + this.#elsewhere.size * 150;
  }

  add(number: number, operator: number, area: number): void {
    const before = this.#index.size;
    const index = this.#index.add(number);
    if (index === before) {
      for (const column of [this.#operator, this.#area, this.#times]) column.reserve(index);
      this.#operator.values[index] = operator;
      this.#area.values[index] = area;
      this.#times.values[index] = 1;
    } else if (this.#area.values[index] === area) this.#times.values[index]!++;
    else this.#seenElsewhere(index, area);
  }

  #seenElsewhere(index: number, area: number): void {
    let times = this.#elsewhere.get(index);
    if (!times) this.#elsewhere.set(index, (times = new Map<number, number>()));
    times.set(area, (times.get(area) ?? 0) + 1);
  }

  /** Counts of every area of every level: a number counts once in an area, with all its communications there. */
  tallies(areas: AreaTree): RivalTallies {
    const lowest: RivalTallies = new Map();
    const all: RivalTallies = new Map();
    for (let index = 0; index < this.#index.size; index++) {
      const area = this.#area.values[index]!;
      const operator = this.#operator.values[index]!;
      const times = this.#times.values[index]!;
      const elsewhere = this.#elsewhere.get(index);
      if (!elsewhere) count(lowest, area, operator, times);
      else for (const [at, sum] of summed(areas, area, times, elsewhere)) countBoth(all, at, operator, sum);
    }
    for (const [area, byOperator] of lowest)
      for (const at of areas.chain(area))
        for (const [operator, tally] of byOperator) addBoth(all, at, operator, tally);
    return all;
  }

  snapshot(writer: SnapshotWriter): void {
    const { size } = this.#index;
    writer.array('numbers', this.#index.keys());
    writer.array('operator', this.#operator.values.slice(0, size));
    writer.array('area', this.#area.values.slice(0, size));
    writer.array('times', this.#times.values.slice(0, size));
    writer.json(
      'elsewhere',
      [...this.#elsewhere].map(([index, times]) => [index, [...times]]),
    );
  }

  restore(reader: SnapshotReader): void {
    this.#index.restore(reader.f64('numbers'));
    this.#operator.restore(reader.i32('operator'));
    this.#area.restore(reader.i32('area'));
    this.#times.restore(reader.i32('times'));
    this.#elsewhere.clear();
    for (const [index, times] of reader.json<[number, [number, number][]][]>('elsewhere'))
      this.#elsewhere.set(index, new Map(times));
  }
}

/** Communications of one number by area of every level. */
function summed(
  areas: AreaTree,
  first: number,
  times: number,
  elsewhere: ReadonlyMap<number, number>,
): Map<number, number> {
  const sums = new Map<number, number>();
  for (const [area, there] of [[first, times] as const, ...elsewhere])
    for (const at of areas.chain(area)) sums.set(at, (sums.get(at) ?? 0) + there);
  return sums;
}

function tallyOf(tallies: RivalTallies, area: number, operator: number): Tally {
  let byOperator = tallies.get(area);
  if (!byOperator) tallies.set(area, (byOperator = new Map<number, Tally>()));
  let tally = byOperator.get(operator);
  if (!tally) byOperator.set(operator, (tally = { seen: 0, once: 0, twice: 0, sightings: 0 }));
  return tally;
}

function count(tallies: RivalTallies, area: number, operator: number, times: number): void {
  const tally = tallyOf(tallies, area, operator);
  tally.seen++;
  tally.sightings += times;
  if (times === 1) tally.once++;
  else if (times === 2) tally.twice++;
}

function countBoth(tallies: RivalTallies, area: number, operator: number, times: number): void {
  count(tallies, area, operator, times);
  count(tallies, area, ALL_RIVALS, times);
}

function addBoth(tallies: RivalTallies, area: number, operator: number, from: SeenCounts): void {
  for (const party of [operator, ALL_RIVALS]) {
    const tally = tallyOf(tallies, area, party);
    tally.seen += from.seen;
    tally.once += from.once;
    tally.twice += from.twice;
    tally.sightings += from.sightings;
  }
}
