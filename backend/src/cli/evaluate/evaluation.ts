import {
  judgeIntents,
  scoreIntentCases,
  scoreIntents,
  type IntentCase,
  type Intents,
  type IntentScore,
} from './intent.ts';
import { scoreLearnedHomes, type LearnedHomeScore } from './learned-homes.ts';
import { matchFindings, typeName, type Finding, type Matching, type Truth } from './match.ts';
import { falseSuddenDrops, scoreSilentCases, type FalseDrops, type SilentCase } from './negatives.ts';
import { scoreCases, scoreTypes, type CaseScore, type TypeScore } from './score.ts';

/** Months of false drops are counted in the simulator's time zone. */
const OFFSET_MS = 8 * 3_600_000;

export interface EvaluationInput {
  readonly truths: readonly Truth[];
  readonly detections: readonly Finding[];
  /** Number → learned home area; null when they were not given. */
  readonly learnedHomes: ReadonlyMap<string, string> | null;
  /** How far apart in time a detection and the truth of a rule may be and still be the same. */
  readonly toleranceMs: number;
}

/** Everything that is known of the quality of a run. */
export interface Evaluation {
  /** Against the rules as they are written. */
  readonly types: readonly TypeScore[];
  readonly cases: readonly CaseScore[];
  /** Against what was really meant. */
  readonly intents: readonly IntentScore[];
  readonly intentCases: readonly IntentCase[];
  readonly silentCases: readonly SilentCase[];
  readonly falseSuddenDrops: FalseDrops;
  readonly learnedHomes: readonly LearnedHomeScore[] | null;
  /** Detections of types that no truth says anything of. */
  readonly unjudged: number;
  /** Every mistake, for a look at it. */
  readonly mistakes: readonly Mistake[];
}

/** A line of truth that was not found, or a detection that no line asks for. */
export interface Mistake extends Finding {
  readonly basis: 'rule' | 'intent';
  readonly mistake: 'missed' | 'false';
  readonly case?: string;
}

/** Compares detections with truth of both kinds. */
export function evaluate({ truths, detections, learnedHomes, toleranceMs }: EvaluationInput): Evaluation {
  const rules = truths.filter(({ basis }) => basis === 'rule');
  const judged = new Set(rules.map(typeName));
  const unsettled = learnedHomeReturns(truths);
  const comparable = detections.filter((one) => judged.has(typeName(one)) && !unsettled(one));
  const expected = rules.filter((truth) => truth.expected !== false);
  const matching = withoutOpen(matchFindings(expected, comparable, toleranceMs));
  const intents = judgeIntents(truths, detections);
  const known = new Set(truths.map(typeName));
  return {
    types: scoreTypes(matching),
    cases: scoreCases(matching),
    intents: scoreIntents(intents),
    intentCases: scoreIntentCases(intents),
    silentCases: scoreSilentCases(truths, detections),
    falseSuddenDrops: falseSuddenDrops(intents.wrong, detections, truths, OFFSET_MS),
    learnedHomes: learnedHomes === null ? null : scoreLearnedHomes(truths, learnedHomes),
    unjudged: detections.filter((detection) => !known.has(typeName(detection))).length,
    mistakes: mistakesOf(matching, intents),
  };
}

/** Lines where either answer is right count neither as found nor as missed. */
function withoutOpen({ matches, missed, extra }: Matching): Matching {
  return {
    matches: matches.filter(({ truth }) => truth.expected === true),
    missed: missed.filter((truth) => truth.expected === true),
    extra,
  };
}

function mistakesOf({ missed, extra }: Matching, { answers, wrong }: Intents): Mistake[] {
  const unanswered = answers.filter(({ delayMs }) => delayMs === null).map(({ truth }) => truth);
  return [
    ...[...missed, ...unanswered].map((truth) => ({ ...truth, mistake: 'missed' as const })),
    ...extra.map((finding) => ({ ...finding, basis: 'rule' as const, mistake: 'false' as const })),
    ...wrong.map((finding) => ({ ...finding, basis: 'intent' as const, mistake: 'false' as const })),
  ];
}

/** Returns to a home that had to be learned first are no matter of rules alone. */
function learnedHomeReturns(truths: readonly Truth[]): (detection: Finding) => boolean {
  const homeless = truths.filter(({ type }) => type === 'learned-home').map(({ subject }) => subject);
  const subjects = new Set(homeless);
  return (detection) => typeName(detection) === 'homecoming/own' && subjects.has(detection.subject);
}
