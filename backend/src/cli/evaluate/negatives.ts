import { typeName, type Finding, type Truth } from './match.ts';

/** A hard case that must stay silent. */
export interface SilentCase {
  readonly basis: 'rule' | 'intent';
  readonly type: string;
  readonly case: string;
  readonly planted: number;
  readonly falseAlarms: number;
}

/** Counts, for each planted case that must not be detected, in how many something was. */
export function scoreSilentCases(
  truths: readonly Truth[],
  detections: readonly Finding[],
): readonly SilentCase[] {
  const silent = truths.filter(({ expected }) => expected === false);
  const bySubject = Map.groupBy(detections, keyOf);
  const groups = Map.groupBy(silent, (truth) => [truth.basis, typeName(truth), truth.case].join('\n'));
  return [...groups]
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([key, cases]) => {
      const [basis, type = '', name = ''] = key.split('\n');
      const alarms = cases.filter((truth) =>
        (bySubject.get(keyOf(truth)) ?? []).some(({ timeMs }) => within(truth, timeMs)),
      );
      return {
        basis: basis === 'intent' ? 'intent' : 'rule',
        type,
        case: name,
        planted: cases.length,
        falseAlarms: alarms.length,
      };
    });
}

function within({ span }: Truth, timeMs: number): boolean {
  return span === null || (timeMs >= span[0] && timeMs <= span[1]);
}

function keyOf({ type, subtype, subject }: Finding): string {
  return [type, subtype, subject].join('\n');
}

/** Days on which the share of an area was said to fall suddenly and nothing had happened. */
export interface FalseDrops {
  /** Pairs of area and day. */
  readonly areaDays: number;
  /** Areas of which enough numbers came for any statement on their share. */
  readonly areas: number;
  readonly months: number;
  /** A month and area, on average; null where there are no areas. */
  readonly perAreaAndMonth: number | null;
  /** The area and calendar month with the most. */
  readonly most: number;
}

const DAY_MS = 86_400_000;
const MONTH_DAYS = 30;

/** False sudden drops: of those `wrong` by what was meant, over the time that the truth spans. */
export function falseSuddenDrops(
  wrong: readonly Finding[],
  detections: readonly Finding[],
  truths: readonly Truth[],
  offsetMs: number,
): FalseDrops {
  const dayOf = ({ timeMs }: Finding): string => new Date(timeMs + offsetMs).toISOString().slice(0, 10);
  const sudden = wrong.filter(({ type, subtype }) => type === 'share-drop' && subtype === 'sudden');
  const areaDays = [...new Set(sudden.map((finding) => `${dayOf(finding)} ${finding.areaId ?? ''}`))];
  const byMonth = Map.groupBy(areaDays, (key) => key.slice(0, 7) + key.slice(10));
  const areas = new Set(detections.filter(({ type }) => type === 'share-drop').map(({ areaId }) => areaId))
    .size;
  const months = spanDays(truths) / MONTH_DAYS;
  return {
    areaDays: areaDays.length,
    areas,
    months,
    perAreaAndMonth: areas === 0 || months === 0 ? null : areaDays.length / (areas * months),
    most: Math.max(0, ...[...byMonth.values()].map(({ length }) => length)),
  };
}

function spanDays(truths: readonly Truth[]): number {
  let [first, last] = [Infinity, -Infinity];
  for (const { timeMs } of truths) [first, last] = [Math.min(first, timeMs), Math.max(last, timeMs)];
  return last > first ? (last - first) / DAY_MS : 0;
}
