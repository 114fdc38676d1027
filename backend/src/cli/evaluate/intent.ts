import { typeName, type Finding, type Truth } from './match.ts';
import { quantiles, type Delays } from './score.ts';

/** Activity is found when it is told within two windows of a quarter of an hour. */
const TWO_WINDOWS_MS = 1_800_000;
/** Learned homes are no detections: they have a score of their own. */
const LEARNED = 'learned-home';

/** How well one type tells what was really meant. */
export interface IntentScore {
  readonly type: string;
  /** Lines that had to be found. */
  readonly truths: number;
  readonly found: number;
  /** Detections that answer to such a line. */
  readonly right: number;
  readonly wrong: number;
  /** Detections where either answer is right: left out of both figures. */
  readonly open: number;
  readonly precision: number | null;
  readonly recall: number | null;
  readonly delaySeconds: Delays | null;
}

/** One hard case of what was meant. */
export interface IntentCase {
  readonly type: string;
  readonly case: string;
  readonly truths: number;
  readonly found: number;
  readonly recall: number;
  readonly delaySeconds: Delays | null;
}

interface Answer {
  readonly truth: Truth;
  /** Null when it was not found. */
  readonly delayMs: number | null;
}

/** What was meant, against what was detected. */
export interface Intents {
  readonly answers: readonly Answer[];
  readonly wrong: readonly Finding[];
  readonly right: readonly Finding[];
  readonly open: readonly Finding[];
}

/** Judges detections against lines of basis "intent": by span, not one by one. */
export function judgeIntents(truths: readonly Truth[], detections: readonly Finding[]): Intents {
  const lines = truths.filter(
    ({ basis, expected, type }) => basis === 'intent' && expected !== false && type !== LEARNED,
  );
  const types = new Set(truths.filter(({ basis }) => basis === 'intent').map(typeName));
  const bySubject = Map.groupBy(detections, subjectKey);
  const covered = new Map<Finding, boolean>();
  const answers: Answer[] = [];
  for (const truth of lines) {
    const mine = bySubject.get(subjectKey(truth)) ?? [];
    for (const detection of mine)
      if (answersTo(truth, detection))
        covered.set(detection, covered.get(detection) === true || truth.expected === true);
    if (truth.expected === true) answers.push({ truth, delayMs: firstDelay(truth, mine) });
  }
  const judged = detections.filter((detection) => types.has(typeName(detection)));
  return {
    answers,
    right: judged.filter((detection) => covered.get(detection) === true),
    open: judged.filter((detection) => covered.get(detection) === false),
    wrong: judged.filter((detection) => !covered.has(detection)),
  };
}

function subjectKey(finding: Finding): string {
  // A feed may have several sources: `file:usage.csv` is of the feed `usage`.
  const feed = /lifecycle|signalling|usage/.exec(finding.subject);
  const subject = finding.kind === 'feed' ? (feed?.[0] ?? finding.subject) : finding.subject;
  return [finding.type, finding.subtype, subject].join('\n');
}

/** Whether a detection may be owed to a line: by overlap for what lasts, else by moment. */
function answersTo({ type, span, timeMs }: Truth, detection: Finding): boolean {
  const [from, to] = span ?? [timeMs, timeMs];
  const slack = type === 'campus-activity' || type === 'source-outage' ? TWO_WINDOWS_MS : 0;
  const lasts = type === 'campus-activity' || type === 'source-outage';
  const until = lasts ? (detection.endMs ?? detection.timeMs) : detection.timeMs;
  return detection.timeMs <= to + slack && until >= from - slack;
}

function firstDelay(truth: Truth, detections: readonly Finding[]): number | null {
  const from = truth.span?.[0] ?? truth.timeMs;
  const delays = detections
    .filter((detection) => answersTo(truth, detection))
    .map(({ timeMs }) => timeMs - from)
    .filter((delay) => truth.type !== 'campus-activity' || Math.abs(delay) <= TWO_WINDOWS_MS);
  return delays.length === 0 ? null : Math.min(...delays);
}

export function scoreIntents({ answers, right, wrong, open }: Intents): readonly IntentScore[] {
  const types = new Set([...answers.map(({ truth }) => truth), ...right, ...wrong, ...open].map(typeName));
  return [...types].sort().map((type) => {
    const count = (findings: readonly Finding[]): number =>
      findings.filter((finding) => typeName(finding) === type).length;
    const mine = answers.filter(({ truth }) => typeName(truth) === type);
    const correct = count(right);
    const judged = correct + count(wrong);
    return {
      type,
      ...tally(mine),
      right: correct,
      wrong: count(wrong),
      open: count(open),
      precision: judged === 0 ? null : correct / judged,
      recall: mine.length === 0 ? null : tally(mine).found / mine.length,
    };
  });
}

export function scoreIntentCases({ answers }: Intents): readonly IntentCase[] {
  const groups = Map.groupBy(answers, ({ truth }) => `${typeName(truth)}\n${truth.case}`);
  return [...groups]
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([key, mine]) => {
      const [type = '', name = ''] = key.split('\n');
      const counts = tally(mine);
      return { type, case: name, ...counts, recall: counts.found / counts.truths };
    });
}

function tally(answers: readonly Answer[]): Pick<IntentScore, 'truths' | 'found' | 'delaySeconds'> {
  const delays = answers.flatMap(({ delayMs }) => (delayMs === null ? [] : [delayMs]));
  return { truths: answers.length, found: delays.length, delaySeconds: quantiles(delays) };
}
