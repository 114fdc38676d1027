/** A field as it should be and as it is stored; undefined where there is nothing. */
export interface FieldDifference {
  readonly field: string;
  readonly recomputed: unknown;
  readonly stored: unknown;
}

/** Something that is not stored as it follows from the raw rows. */
export interface Difference {
  /** Missing: it follows and is not stored. Extra: it is stored and does not follow. */
  readonly kind: 'missing' | 'extra' | 'different';
  /** What it is about, for people: a detection, a window or a raw row. */
  readonly about: Readonly<Record<string, unknown>>;
  readonly fields: readonly FieldDifference[];
  /** What makes it no fault: where events came late, or a source was out, nothing can be said. */
  readonly explainedBy: 'late events' | 'source outage' | null;
}

/** How many of one sort were compared, and the first differences. */
export interface Line {
  /** A type of detection with its subtype, a kind of window, or raw rows. */
  readonly type: string;
  recomputed: number;
  stored: number;
  same: number;
  missing: number;
  extra: number;
  different: number;
  /** Of these three, those that are explained. */
  explained: number;
  readonly first: Difference[];
}

/** Differences of each sort that are told one by one. */
const MOST_TOLD = 20;

/** Counts by sort. */
export class Lines {
  readonly #lines = new Map<string, Line>();

  /** In order of type. */
  get all(): Line[] {
    return [...this.#lines.values()].sort((a, b) => (a.type < b.type ? -1 : 1));
  }

  line(type: string): Line {
    let line = this.#lines.get(type);
    if (line === undefined) {
      const counts = { recomputed: 0, stored: 0, same: 0, missing: 0, extra: 0, different: 0, explained: 0 };
      this.#lines.set(type, (line = { type, ...counts, first: [] }));
    }
    return line;
  }

  same(type: string, count = 1): void {
    const line = this.line(type);
    line.same += count;
    line.recomputed += count;
    line.stored += count;
  }

  differs(type: string, difference: Difference): void {
    const line = this.line(type);
    line[difference.kind]++;
    if (difference.kind !== 'extra') line.recomputed++;
    if (difference.kind !== 'missing') line.stored++;
    if (difference.explainedBy !== null) line.explained++;
    if (difference.explainedBy === null && line.first.length < MOST_TOLD) line.first.push(difference);
  }
}

/** Fields of `recomputed` whose stored value is another, compared as JSON. */
export function differentFields(
  recomputed: Readonly<Record<string, unknown>>,
  stored: Readonly<Record<string, unknown>>,
  prefix = '',
): FieldDifference[] {
  return Object.keys(recomputed)
    .filter((field) => JSON.stringify(recomputed[field]) !== JSON.stringify(stored[field]))
    .map((field) => ({ field: `${prefix}${field}`, recomputed: recomputed[field], stored: stored[field] }));
}
