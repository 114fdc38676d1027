import { Inject, Injectable } from '@nestjs/common';
import type { Config } from '../../config/index.ts';
import { CONFIG } from '../../tokens.ts';
import { Calendar, LocalTime } from '../calendar/index.ts';
import { DetectionHistoryService } from '../history/detection-history.service.ts';
import type { Span } from '../history/history.types.ts';
import { ReferenceService } from '../reference/reference.service.ts';
import type { IndicatorDefinition } from './definition.dto.ts';
import { placeKey, type Place } from './indicators.types.ts';
import {
  judgeWindows,
  startsToRead,
  windowsBefore,
  type JudgedWindow,
  type WindowRule,
} from './judged-windows.ts';
import { matchesDetection } from './matches-detection.ts';
import { METRIC_CATALOG, STEP_LENGTH_MS } from './metric-catalog.ts';
import { MetricValuesService, windowStarts } from './metric-values.service.ts';
import { placeOfDetection, placesOf } from './places.ts';

const DAY_MS = 86_400_000;
/** Values and detections that are looked at, at most. */
const MAX_VALUES = 3_000_000;
const MAX_DETECTIONS = 200_000;

export interface DryRunPart {
  readonly found: readonly { readonly place: Place; readonly at: number; readonly day: string }[];
  readonly progress: number;
  readonly truncated: boolean;
}

/** Goes through the past as an indicator would have, part by part: what it would have fired at. */
@Injectable()
export class DryRunReader {
  readonly #local: LocalTime;

  constructor(
    @Inject(MetricValuesService) private readonly metrics: MetricValuesService,
    @Inject(DetectionHistoryService) private readonly detections: DetectionHistoryService,
    @Inject(ReferenceService) private readonly reference: ReferenceService,
    @Inject(Calendar) private readonly calendar: Calendar,
    @Inject(CONFIG) config: Config,
  ) {
    this.#local = new LocalTime(config.timeZone);
  }

  read(
    definition: IndicatorDefinition,
    { from, to }: { readonly from: number; readonly to: number },
    scope: readonly string[] | null,
  ): AsyncGenerator<DryRunPart> {
    const span = { fromMs: from, toMs: to };
    const within = (place: Place): boolean => scope === null || scope.includes(place.areaId);
    return definition.source.kind === 'metric'
      ? this.#readMetric(definition, span, within)
      : this.#readDetections(definition, span, within);
  }

  async *#readMetric(
    definition: IndicatorDefinition,
    { fromMs, toMs }: Span,
    within: (place: Place) => boolean,
  ): AsyncGenerator<DryRunPart> {
    const { source, condition, forMinutes } = definition;
    if (source.kind !== 'metric' || condition === undefined) return;
    const places = placesOf(definition.place, this.reference.model).filter(within);
    const length = STEP_LENGTH_MS[source.step];
    const perDay = Math.max(1, (DAY_MS / length) * places.length);
    const days = Math.min((toMs - fromMs) / DAY_MS, Math.max(1, Math.floor(MAX_VALUES / perDay)));
    const begin = toMs - days * DAY_MS;
    const rule: WindowRule = {
      condition,
      forMinutes,
      step: source.step,
      ratio: METRIC_CATALOG[source.metric].unit === 'ratio',
      calendar: this.calendar,
      local: this.#local,
    };
    const chunk = source.step === '1d' ? toMs - begin : DAY_MS;
    for (let at = begin; at < toMs; at += chunk) {
      const span = { fromMs: at, toMs: Math.min(toMs, at + chunk) };
      const found = await this.#firedIn(span, places, source, rule);
      yield { found, progress: (span.toMs - begin) / (toMs - begin), truncated: begin > fromMs };
    }
  }

  async #firedIn(
    { fromMs, toMs }: Span,
    places: readonly Place[],
    { metric, step, operatorId }: Extract<IndicatorDefinition['source'], { kind: 'metric' }>,
    rule: WindowRule,
  ): Promise<DryRunPart['found']> {
    const length = STEP_LENGTH_MS[step];
    const before = windowsBefore(rule) * length;
    const starts = windowStarts(fromMs - before, toMs, step, this.#local);
    const read = startsToRead(starts, rule);
    const [first = fromMs, last = fromMs] = [read[0], read.at(-1)];
    const span = { fromMs: first, toMs: last + length };
    const values = await this.metrics.values({ metric, step, operatorId, places, starts: read, ...span });
    return places.flatMap((place) =>
      beginnings(judgeWindows(starts, values.get(placeKey(place)) ?? new Map(), rule))
        .filter(({ start }) => start >= fromMs)
        .map(({ start }) => ({ place, at: start + length, day: this.#local.day(start) })),
    );
  }

  async *#readDetections(
    { source, place }: IndicatorDefinition,
    span: Span,
    within: (place: Place) => boolean,
  ): AsyncGenerator<DryRunPart> {
    if (source.kind !== 'detection') return;
    let looked = 0;
    for await (const page of this.detections.ofType(source.type, span)) {
      const found = page
        .filter((detection) => matchesDetection(source, detection))
        .flatMap((detection) => {
          const where = placeOfDetection(place, detection, this.reference.model);
          const at = Date.parse(detection.eventTime);
          return where === null || !within(where) ? [] : [{ place: where, at, day: this.#local.day(at) }];
        });
      looked += page.length;
      const oldest = page.at(-1);
      const done = oldest === undefined ? span.toMs : span.toMs - Date.parse(oldest.eventTime);
      const truncated = looked >= MAX_DETECTIONS;
      yield { found, progress: Math.min(1, done / (span.toMs - span.fromMs)), truncated };
      if (truncated) return;
    }
  }
}

/** Windows at which the condition holds and did not at the one before. */
function beginnings(windows: readonly JudgedWindow[]): readonly JudgedWindow[] {
  return windows.filter((window, index) => window.holds && windows[index - 1]?.holds !== true);
}
