import { Inject, Injectable } from '@nestjs/common';
import type { Database } from '../../adapters/postgres/index.ts';
import { DATABASE } from '../../tokens.ts';
import { Calendar } from '../calendar/index.ts';
import type { IndicatorDefinition } from '../indicators/definition.dto.ts';
import { IndicatorsService } from '../indicators/indicators.service.ts';
import { placeKey, type IndicatorInForce, type Place } from '../indicators/indicators.types.ts';
import {
  type JudgedWindow,
  judgeWindows,
  METRIC_CATALOG,
  placesOf,
  startsToRead,
  STEP_LENGTH_MS,
  type WindowRule,
  windowsBefore,
} from '../indicators/index.ts';
import { MetricValuesService, windowStarts } from '../indicators/metric-values.service.ts';
import { ReferenceService } from '../reference/reference.service.ts';
import { AlertMutes, type Outage } from './alert-mutes.service.ts';
import { AlertSignals } from './alert-signals.service.ts';
import { addSignals, openPlaces } from './alerts.repository.ts';
import type { AlertState, Signal } from './alerts.types.ts';
import { WorkClock } from './work-clock.service.ts';

/** After a longer stop, what lies further back is not judged any more. */
const MAX_BEHIND_MS = 86_400_000;
/** Figures of the running day are looked at this often, in event time. */
const DAY_LOOK_MS = 900_000;

type MetricSource = Extract<IndicatorDefinition['source'], { kind: 'metric' }>;

/** A metric indicator with everything that its windows are judged by. */
interface Judging {
  readonly indicator: IndicatorInForce;
  readonly source: MetricSource;
  readonly rule: WindowRule;
  readonly places: readonly Place[];
  readonly open: ReadonlyMap<string, AlertState>;
  readonly outages: readonly Outage[];
}

/** Judges the windows of a metric that have closed since the last time, and notes what came of it with how far it is. */
@Injectable()
export class MetricEvaluator {
  constructor(
    @Inject(DATABASE) private readonly database: Database,
    @Inject(IndicatorsService) private readonly indicators: IndicatorsService,
    @Inject(MetricValuesService) private readonly metrics: MetricValuesService,
    @Inject(AlertMutes) private readonly mutes: AlertMutes,
    @Inject(AlertSignals) private readonly signals: AlertSignals,
    @Inject(ReferenceService) private readonly reference: ReferenceService,
    @Inject(Calendar) private readonly calendar: Calendar,
    @Inject(WorkClock) private readonly clock: WorkClock,
  ) {}

  /** Judges what has closed up to an event time. The same windows from the same place give the same. */
  async evaluate(indicator: IndicatorInForce, upTo: number): Promise<void> {
    const { source, condition, forMinutes, place } = indicator.definition;
    if (source.kind !== 'metric' || condition === undefined) return;
    const look = source.step === '1d' ? DAY_LOOK_MS : STEP_LENGTH_MS[source.step];
    const to = Math.floor(upTo / look) * look;
    const from = Math.max(indicator.evaluatedAt ?? to - look, to - MAX_BEHIND_MS);
    if (to <= from) return;
    const { local } = this.clock;
    const rule: WindowRule = {
      condition,
      forMinutes,
      step: source.step,
      ratio: METRIC_CATALOG[source.metric].unit === 'ratio',
      calendar: this.calendar,
      local,
    };
    const starts = startsToJudge(from, to, rule);
    const judging: Judging = {
      indicator,
      source,
      rule,
      places: placesOf(place, this.reference.model),
      open: await openPlaces(this.database.db, indicator.id),
      outages: await this.mutes.outagesIn(starts[0] ?? from, to),
    };
    const found = await this.#judge(judging, starts, from, to);
    const moved = await this.database.transaction(async (tx) => {
      if (!(await this.indicators.moveEvaluated(tx, indicator, to))) return false;
      await addSignals(tx, found);
      return true;
    });
    if (moved && found.length > 0) this.signals.wake();
  }

  async #judge(judging: Judging, starts: readonly number[], from: number, to: number): Promise<Signal[]> {
    const { source, rule, places, outages } = judging;
    const read = startsToRead(starts, rule);
    const first = read[0];
    if (first === undefined || places.length === 0) return [];
    const { metric, step, operatorId } = source;
    const length = STEP_LENGTH_MS[step];
    const span = { fromMs: first, toMs: (read.at(-1) ?? first) + length };
    const values = await this.metrics.values({ metric, step, operatorId, places, starts: read, ...span });
    return places.flatMap((place) => {
      const covering = outages.filter((outage) => this.mutes.covers(outage, place.areaId));
      const excused = (start: number): boolean =>
        covering.some((outage) => overlaps(outage, start, start + length));
      const windows = judgeWindows(starts, values.get(placeKey(place)) ?? new Map(), rule, excused);
      return step === '1d' ? dayOf(judging, place, windows, to) : signalsOf(judging, place, windows, from);
    });
  }
}

/** The windows that end after `from` and up to `to`, and those before them that they need. */
function startsToJudge(from: number, to: number, rule: WindowRule): number[] {
  const length = STEP_LENGTH_MS[rule.step];
  const before = windowsBefore(rule) * length;
  if (rule.step !== '1d') return windowStarts(from - length - before, to - length + 1, rule.step, rule.local);
  // The day that runs, with what there is of it so far, and those before.
  const today = rule.local.startOfDay(rule.local.day(to - 1));
  return windowStarts(today - before, today + 1, '1d', rule.local);
}

function overlaps({ since, until }: Outage, from: number, to: number): boolean {
  return since < to && (until === null || until > from);
}

/** Where the condition came to hold, holds where that is a relapse, or ceased to. */
function signalsOf(judging: Judging, place: Place, windows: readonly JudgedWindow[], from: number): Signal[] {
  const length = STEP_LENGTH_MS[judging.rule.step];
  const open = judging.open.get(placeKey(place));
  return windows.flatMap((window, index): Signal[] => {
    const at = window.start + length;
    const held = windows[index - 1]?.holds === true;
    if (at <= from) return [];
    if (window.holds && !held) return [signal('began', judging, place, window, at)];
    if (window.holds && open === 'tracking') return [signal('holds', judging, place, window, at)];
    return !window.holds && held ? [signal('over', judging, place, window, at)] : [];
  });
}

/** Of the day that runs, what can be said now. One that is open knows already. */
function dayOf(judging: Judging, place: Place, windows: readonly JudgedWindow[], to: number): Signal[] {
  const today = windows.at(-1);
  const open = judging.open.get(placeKey(place));
  if (today === undefined) return [];
  if (!today.holds) return open === undefined ? [] : [signal('over', judging, place, today, to)];
  if (open === undefined) return [signal('began', judging, place, today, to)];
  return open === 'tracking' ? [signal('holds', judging, place, today, to)] : [];
}

function signal(
  kind: 'began' | 'holds' | 'over',
  { indicator: { id, version } }: Judging,
  place: Place,
  { value, reference }: JudgedWindow,
  at: number,
): Signal {
  return { kind, indicatorId: id, version, ...place, at, value, reference };
}
