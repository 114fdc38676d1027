import type { Evaluation } from './evaluation.ts';
import type { IntentScore } from './intent.ts';

/** One aim of the project and what was measured. `met` is null where nothing was measured. */
export interface Target {
  readonly target: string;
  readonly measured: string;
  readonly met: boolean | null;
}

const RULES = 'exact against the rules';
const HOMECOMING = { precision: 0.98, recall: 0.97 };
const SURGE = { precision: 0.9, recall: 0.9 };
const LEARNED = { accuracy: 0.95, coverage: 0.85 };
const FALSE_DROPS = 1;

/** All aims, in the order in which the design names them. */
export function checkTargets(evaluation: Evaluation): readonly Target[] {
  return [
    ...exactTypes(evaluation),
    againstIntent(evaluation, 'homecoming', HOMECOMING),
    againstIntent(evaluation, 'campus-activity/surge', SURGE),
    learnedHome(evaluation),
    falseDrops(evaluation),
  ];
}

function exactTypes({ types }: Evaluation): Target[] {
  return types.map(({ type, truths, detections, matched, exact }) => ({
    target: `${type} ${RULES}`,
    measured: `${exact} exact, ${matched - exact} at another time, ${truths - matched} missed, ${detections - matched} too many`,
    met: exact === truths && detections === truths,
  }));
}

/** All subtypes of a type together, unless one is named. */
function againstIntent(
  { intents }: Evaluation,
  type: string,
  aim: { readonly precision: number; readonly recall: number },
): Target {
  const target = `${type} as meant: precision ≥ ${aim.precision}, recall ≥ ${aim.recall}`;
  const scores = intents.filter((one) => one.type === type || one.type.startsWith(`${type}/`));
  const sum = (count: (score: IntentScore) => number): number =>
    scores.reduce((total, score) => total + count(score), 0);
  const truths = sum((score) => score.truths);
  if (truths === 0) return { target, measured: 'nothing planted', met: null };
  const right = sum((score) => score.right);
  const precision = right / Math.max(1, right + sum((score) => score.wrong));
  const recall = sum((score) => score.found) / truths;
  return {
    target,
    measured: `precision ${precision.toFixed(4)}, recall ${recall.toFixed(4)}`,
    met: precision >= aim.precision && recall >= aim.recall,
  };
}

function learnedHome({ learnedHomes }: Evaluation): Target {
  const target = `learned home right for ≥ ${LEARNED.accuracy} at ≥ ${LEARNED.coverage} coverage`;
  const all = learnedHomes?.[0];
  if (all === undefined) return { target, measured: 'not measured', met: null };
  return {
    target,
    measured: `right ${all.accuracy?.toFixed(4) ?? '–'}, coverage ${all.coverage?.toFixed(4) ?? '–'}`,
    met: (all.accuracy ?? 0) >= LEARNED.accuracy && (all.coverage ?? 0) >= LEARNED.coverage,
  };
}

function falseDrops({ falseSuddenDrops }: Evaluation): Target {
  const { perAreaAndMonth, most, areas } = falseSuddenDrops;
  const target = `≤ ${FALSE_DROPS} false sudden drop an area and month`;
  if (perAreaAndMonth === null) return { target, measured: 'no area was judged', met: null };
  return {
    target,
    measured: `${perAreaAndMonth.toFixed(2)} over ${areas} areas, ${most} in the worst`,
    met: perAreaAndMonth <= FALSE_DROPS,
  };
}
