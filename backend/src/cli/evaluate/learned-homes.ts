import type { Truth } from './match.ts';

/** How many homes were learned, and how many of these rightly. */
export interface LearnedHomeScore {
  readonly case: string;
  readonly subscribers: number;
  readonly learned: number;
  readonly right: number;
  /** Learned of all. */
  readonly coverage: number | null;
  /** Right of the learned. */
  readonly accuracy: number | null;
}

/** Scores learned homes by kind of people; the first row is all of them. Empty without planted ones. */
export function scoreLearnedHomes(
  truths: readonly Truth[],
  homes: ReadonlyMap<string, string>,
): readonly LearnedHomeScore[] {
  const planted = truths.filter(({ type }) => type === 'learned-home');
  if (planted.length === 0) return [];
  const groups = [...Map.groupBy(planted, (truth) => truth.case)].sort(([a], [b]) => (a < b ? -1 : 1));
  return [scoreOf('all', planted, homes), ...groups.map(([name, some]) => scoreOf(name, some, homes))];
}

function scoreOf(
  name: string,
  planted: readonly Truth[],
  homes: ReadonlyMap<string, string>,
): LearnedHomeScore {
  const learned = planted.filter(({ subject }) => homes.has(subject));
  const right = learned.filter(({ subject, areaId }) => homes.get(subject) === areaId);
  return {
    case: name,
    subscribers: planted.length,
    learned: learned.length,
    right: right.length,
    coverage: planted.length === 0 ? null : learned.length / planted.length,
    accuracy: learned.length === 0 ? null : right.length / learned.length,
  };
}
