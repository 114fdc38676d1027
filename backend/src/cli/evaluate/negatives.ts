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

/** An area and month in which the share was said to fall suddenly and nothing had happened. */
export interface FalseDrops {
  readonly areaId: string;
  readonly month: string;
  /** Days with at least one. */
  readonly days: number;
}

/** False sudden drops by area and local month, most first. `wrong` as judged against what was meant. */
export function falseSuddenDrops(wrong: readonly Finding[], offsetMs: number): readonly FalseDrops[] {
  const sudden = wrong.filter(({ type, subtype }) => type === 'share-drop' && subtype === 'sudden');
  const dayOf = ({ timeMs }: Finding): string => new Date(timeMs + offsetMs).toISOString().slice(0, 10);
  const groups = Map.groupBy(sudden, (finding) => `${finding.areaId ?? ''}\n${dayOf(finding).slice(0, 7)}`);
  return [...groups]
    .map(([key, findings]) => {
      const [areaId = '', month = ''] = key.split('\n');
      return { areaId, month, days: new Set(findings.map(dayOf)).size };
    })
    .sort((a, b) => b.days - a.days || (a.areaId < b.areaId ? -1 : 1));
}
