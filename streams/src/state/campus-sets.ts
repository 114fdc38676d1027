import type { Reference } from '../reference/reference.ts';
import type { SnapshotReader, SnapshotWriter } from './snapshot.ts';

/** Sets of campuses (hotspot indexes, ascending) by a small index that never changes; 0 is the empty set. */
export class CampusSets {
  readonly #sets: number[][] = [[]];
  readonly #byText = new Map<string, number>([['', 0]]);
  /** Index of the set of one campus, by campus. */
  readonly #singles: (number | undefined)[] = [];
  #reference: Reference | null = null;
  #ofCells = new Uint32Array(0);

  /** All sets by index. */
  get all(): readonly (readonly number[])[] {
    return this.#sets;
  }

  /** Index of the set of each cell's campuses. */
  ofCells(reference: Reference): Uint32Array {
    if (reference !== this.#reference) {
      this.#reference = reference;
      this.#ofCells = Uint32Array.from(reference.cellCampuses, (campuses) => this.indexOf(campuses));
    }
    return this.#ofCells;
  }

  /** Index of a set, whatever the order of its members. */
  indexOf(campuses: readonly number[]): number {
    if (campuses.length === 0) return 0;
    if (campuses.length > 1) return this.#intern(campuses);
    return (this.#singles[campuses[0]!] ??= this.#intern(campuses));
  }

  #intern(campuses: readonly number[]): number {
    const sorted = [...campuses].sort((a, b) => a - b);
    const text = sorted.join(' ');
    let index = this.#byText.get(text);
    if (index === undefined) {
      index = this.#sets.push(sorted) - 1;
      this.#byText.set(text, index);
    }
    return index;
  }

  snapshot(writer: SnapshotWriter): void {
    writer.json('sets', this.#sets);
  }

  restore(reader: SnapshotReader): void {
    this.#sets.length = 1;
    this.#singles.length = 0;
    this.#byText.clear();
    this.#byText.set('', 0);
    this.#reference = null;
    for (const campuses of reader.json<number[][]>('sets')) this.indexOf(campuses);
  }
}
