import type { SnapshotReader, SnapshotWriter } from './snapshot.ts';

/** Somebody who was found to be a student of a campus at a month's close. */
export interface KnownStudent {
  /** Number key. */
  readonly number: number;
  /** Hotspot index. */
  readonly campus: number;
}

const NONE: readonly number[] = [];

/** Who is a student from one month's close to the next, by number key. */
export class KnownStudents {
  #list: readonly KnownStudent[] = [];
  readonly #campuses = new Map<number, number[]>();

  get size(): number {
    return this.#campuses.size;
  }

  get bytes(): number {
    return this.#campuses.size * 120;
  }

  /** Replaces what was known before. */
  set(students: readonly KnownStudent[]): void {
    this.#list = students;
    this.#campuses.clear();
    for (const { number, campus } of students) {
      const campuses = this.#campuses.get(number);
      if (campuses) campuses.push(campus);
      else this.#campuses.set(number, [campus]);
    }
  }

  /** Campuses (hotspot indexes) of a number; mostly none. */
  campusesOf(number: number): readonly number[] {
    return this.#campuses.get(number) ?? NONE;
  }

  snapshot(writer: SnapshotWriter): void {
    writer.json('students', this.#list);
  }

  restore(reader: SnapshotReader): void {
    this.set(reader.json('students'));
  }
}
