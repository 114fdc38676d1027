import { Inject, Injectable } from '@nestjs/common';
import type { Config } from '../../config/index.ts';
import { CONFIG } from '../../tokens.ts';
import { AccessScope, type Principal } from '../access/index.ts';
import { placeKey, type Place } from '../indicators/indicators.types.ts';
import { wholeSteps } from '../headcounts/index.ts';
import {
  type Bilingual,
  countsPeople,
  METRIC_CATALOG,
  type MetricStep,
  STEP_LENGTH_MS,
} from '../indicators/index.ts';
import { MetricValuesService } from '../indicators/metric-values.service.ts';
import { ReferenceService } from '../reference/reference.service.ts';
import { nameOf } from './alert-view.ts';
import type { AlertRow } from './alerts.repository.ts';
import { medianCurve, type Points } from './comparison.ts';
import { WorkClock } from './work-clock.service.ts';

const DAY_MS = 86_400_000;
const MAX_POINTS = 400;
const MAX_OTHERS = 6;
/** How much of the time before it the curve shows. */
const BEFORE_MS: Readonly<Record<MetricStep, number>> = {
  '1m': DAY_MS / 8,
  '15m': DAY_MS,
  '1h': 3 * DAY_MS,
  '1d': 14 * DAY_MS,
};

/** The name of the line for places that whoever asks may not see. */
const PEERS: Bilingual = { zh: '同级区域中位数', en: 'Median of like places' };

interface OtherCurve {
  /** Null: the median of like places, some of which lie outside the scope of whoever asks. */
  readonly areaId: string | null;
  readonly name: Bilingual;
  readonly points: Points;
}

export interface AlertCurve {
  readonly metric: string;
  readonly unit: string;
  readonly step: string;
  readonly threshold: number | null;
  readonly since: number;
  /** Figures are in whole steps of this: numbers of people, which few would be told by. 1: to the unit. */
  readonly stepsOf: number;
  readonly own: Points;
  readonly others: readonly OtherCurve[];
}

/** The figure of an alert since some time before it, beside comparable places. */
@Injectable()
export class AlertCurves {
  constructor(
    @Inject(MetricValuesService) private readonly metrics: MetricValuesService,
    @Inject(ReferenceService) private readonly reference: ReferenceService,
    @Inject(WorkClock) private readonly clock: WorkClock,
    @Inject(AccessScope) private readonly scope: AccessScope,
    @Inject(CONFIG) private readonly config: Config,
  ) {}

  /** Without a figure the curve is empty. Like places outside the scope of whoever asks are told of as a median only. */
  async curve(row: AlertRow, principal: Principal): Promise<AlertCurve> {
    const { threshold, metric: watched } = row;
    const since = row.eventAt.getTime();
    if (watched === null)
      return { metric: '', unit: row.unit, step: '', threshold, since, stepsOf: 1, own: [], others: [] };
    const { metric, operatorId } = watched;
    const toMs = Math.max(since, row.endedAt?.getTime() ?? this.clock.now());
    const fromMs = since - BEFORE_MS[watched.step];
    const step = stepFor(METRIC_CATALOG[metric].steps, watched.step, toMs - fromMs);
    const own: Place = { areaId: row.areaId, hotspotId: row.hotspotId };
    const others = this.#comparable(own);
    const span = { fromMs: Math.floor(fromMs / STEP_LENGTH_MS[step]) * STEP_LENGTH_MS[step], toMs };
    const values = await this.metrics.values({ metric, step, operatorId, places: [own, ...others], ...span });
    const stepsOf = countsPeople(metric) ? this.config.privacy.k : 1;
    const points = (place: Place): Points =>
      [...(values.get(placeKey(place)) ?? [])]
        .map(([at, value]) => [at, stepsOf === 1 ? value : wholeSteps(value, stepsOf)] as const)
        .sort(([a], [b]) => a - b);
    const { unit } = METRIC_CATALOG[metric];
    return {
      metric,
      unit,
      step,
      threshold: unit === row.unit ? threshold : null,
      since,
      stepsOf,
      own: points(own),
      others: this.#others(
        others.map((place) => [place, points(place)]),
        principal,
      ),
    };
  }

  #others(curves: readonly (readonly [Place, Points])[], principal: Principal): readonly OtherCurve[] {
    const seen = curves.filter(([{ areaId }]) => this.scope.contains(principal, areaId));
    const named = seen.map(([place, points]) => ({ areaId: place.areaId, name: this.#name(place), points }));
    if (seen.length === curves.length) return named;
    const points = medianCurve(curves.map(([, each]) => each));
    return points.length === 0 ? named : [...named, { areaId: null, name: PEERS, points }];
  }

  /** Hotspots of the same type, those of the same county first; or areas of the same level, siblings first. */
  #comparable({ areaId, hotspotId }: Place): readonly Place[] {
    const { areas, hotspots, hotspotById } = this.reference.model;
    const closeness = (id: string): number => {
      const chain = new Set(areas.chain(id).map((area) => area.areaId));
      return areas.chain(areaId).findIndex((area) => chain.has(area.areaId));
    };
    const all: readonly Place[] =
      hotspotId === null
        ? areas.areas
            .filter(
              (area) => area.covered && area.level === areas.get(areaId)?.level && area.areaId !== areaId,
            )
            .map((area) => ({ areaId: area.areaId, hotspotId: null }))
        : hotspots.filter(
            (hotspot) => hotspot.type === hotspotById.get(hotspotId)?.type && hotspot.hotspotId !== hotspotId,
          );
    return all
      .map((place) => ({ place, distance: closeness(place.areaId) }))
      .sort((a, b) => a.distance - b.distance || (placeKey(a.place) < placeKey(b.place) ? -1 : 1))
      .slice(0, MAX_OTHERS)
      .map(({ place: { areaId: id, hotspotId: spot } }) => ({ areaId: id, hotspotId: spot }));
  }

  #name({ areaId, hotspotId }: Place): Bilingual {
    const { areas, hotspotById } = this.reference.model;
    const hotspot = hotspotId === null ? undefined : hotspotById.get(hotspotId);
    return hotspot === undefined ? nameOf(areaId, areas) : { zh: hotspot.name, en: hotspot.name };
  }
}

/** The step of the indicator, or a longer one when there were too many points. */
function stepFor(steps: readonly MetricStep[], wanted: MetricStep, spanMs: number): MetricStep {
  const longer = steps.filter((step) => STEP_LENGTH_MS[step] >= STEP_LENGTH_MS[wanted]);
  return longer.find((step) => spanMs / STEP_LENGTH_MS[step] <= MAX_POINTS) ?? longer.at(-1) ?? wanted;
}
