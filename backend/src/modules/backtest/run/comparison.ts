import type { Detection } from '@tidewall/streams';
import { BacktestError } from '../backtest.errors.ts';
import type { Standing } from '../backtest.types.ts';
import { pairUp } from './pair-up.ts';

/** What one run says of one detection, in its newest revision. Compact: most of them are never looked at again. */
interface Side {
  readonly eventMs: number;
  readonly revision: number;
  readonly retracted: boolean;
  /** Evidence that repeats the thresholds: of course they differ. */
  readonly echo: Echo;
  /** Everything else, as JSON. */
  readonly content: string;
}

/** Evidence keys that say which thresholds judged. */
const ECHOES = ['thresholds', 'threshold', 'sentence'] as const;
type Echo = Readonly<Partial<Record<(typeof ECHOES)[number], unknown>>>;

interface Entry {
  now: Side | null;
  withChange: Side | null;
}

export type Which = keyof Entry;

/** How one detection, or a pair that means the same thing, comes out of the two runs; null where there is none. */
export interface Verdict {
  readonly kind: 'same' | 'more' | 'less' | 'otherTime' | 'otherEvidence';
  readonly now: Detection | null;
  readonly withChange: Detection | null;
}

/** Detections that a comparison holds at most: some 500 bytes each. */
const MAX_DETECTIONS = 250_000;

/**
 * Compares the detections of two runs over the same events. Takes those with an event time in [fromMs, toMs), in any order
 * and with any number of revisions.
 */
export class Comparison {
  readonly #fromMs: number;
  readonly #toMs: number;
  readonly #entries = new Map<string, Entry>();

  constructor(span: { readonly fromMs: number; readonly toMs: number }) {
    this.#fromMs = span.fromMs;
    this.#toMs = span.toMs;
  }

  add(which: Which, detections: readonly Detection[]): void {
    for (const detection of detections) {
      const eventMs = Date.parse(detection.eventTime);
      if (eventMs >= this.#fromMs && eventMs < this.#toMs) this.#take(which, detection, eventMs);
    }
  }

  /** The detections that stand in a run. */
  *standing(which: Which): Generator<Standing> {
    for (const [id, entry] of this.#entries) {
      const side = entry[which];
      if (stands(side)) yield [id, side.eventMs];
    }
  }

  /** One verdict a detection or pair: of each kind in order of event time. */
  *verdicts(): Generator<Verdict> {
    const more: Detection[] = [];
    const less: Detection[] = [];
    const differing: Verdict[] = [];
    for (const { now, withChange } of this.#entries.values()) {
      if (stands(now) && stands(withChange)) {
        const both = { now: detectionOf(now), withChange: detectionOf(withChange) };
        const kind = kindOf(now, withChange);
        if (kind === 'same') yield { kind, ...both };
        else differing.push({ kind, ...both });
      } else if (stands(now)) less.push(detectionOf(now));
      else if (stands(withChange)) more.push(detectionOf(withChange));
    }
    const paired = pairUp(less, more);
    for (const pair of paired.pairs) differing.push({ kind: 'otherTime', ...pair });
    for (const now of paired.less) differing.push({ kind: 'less', now, withChange: null });
    for (const withChange of paired.more) differing.push({ kind: 'more', now: null, withChange });
    yield* differing.sort((a, b) => timeOf(a) - timeOf(b));
  }

  #take(which: Which, detection: Detection, eventMs: number): void {
    const { detectionId, revision } = detection;
    let entry = this.#entries.get(detectionId);
    if (entry === undefined) {
      if (this.#entries.size >= MAX_DETECTIONS) throw tooMany();
      entry = { now: null, withChange: null };
      this.#entries.set(detectionId, entry);
    }
    const before = entry[which];
    if (before !== null && before.revision > revision) return;
    const other = entry[which === 'now' ? 'withChange' : 'now'];
    entry[which] = sideOf(detection, eventMs, other);
  }
}

/** Text that both sides share is kept once. */
function sideOf(detection: Detection, eventMs: number, other: Side | null): Side {
  const { revision, retracted = false, evidence, ...rest } = detection;
  const found = { ...evidence };
  const echo: Record<string, unknown> = {};
  for (const name of ECHOES) {
    if (!(name in found)) continue;
    echo[name] = found[name];
    delete found[name];
  }
  const text = JSON.stringify({ ...rest, evidence: found });
  const content = other?.content === text ? other.content : text;
  return { eventMs, revision, retracted, echo, content };
}

function detectionOf({ content, revision, echo }: Side): Detection {
  // Written by `sideOf`.
  const kept = JSON.parse(content) as Detection;
  return { ...kept, evidence: { ...kept.evidence, ...echo }, revision };
}

function kindOf(now: Side, withChange: Side): 'same' | 'otherTime' | 'otherEvidence' {
  if (now.eventMs !== withChange.eventMs) return 'otherTime';
  return now.content === withChange.content ? 'same' : 'otherEvidence';
}

function stands(side: Side | null): side is Side {
  return side !== null && !side.retracted;
}

function timeOf({ now, withChange }: Verdict): number {
  return Date.parse((now ?? withChange)!.eventTime);
}

function tooMany(): BacktestError {
  return new BacktestError(
    'too-many-detections',
    `more than ${MAX_DETECTIONS} detections: choose a shorter span or thresholds that find less`,
  );
}
