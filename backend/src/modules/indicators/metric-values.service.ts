import { Inject, Injectable } from '@nestjs/common';
import type { QueryRow, Store } from '@tidewall/clickhouse';
import type { Config } from '../../config/index.ts';
import { CONFIG, STORE } from '../../tokens.ts';
import { LocalTime } from '../calendar/index.ts';
import { AreaHistoryService } from '../history/area-history.service.ts';
import type { ShareOfDay, Span } from '../history/history.types.ts';
import { shareOf, sum } from '../history/index.ts';
import { ReferenceService } from '../reference/reference.service.ts';
import { placeKey, type Place, type PlaceSeries } from './indicators.types.ts';
import { METRIC_CATALOG, STEP_LENGTH_MS, type MetricStep } from './metric-catalog.ts';
import type { MetricName } from './definition.dto.ts';

/** A share out of fewer numbers says nothing. */
const MIN_NEW = 30;

/** Which figures, of which places and windows. */
export interface ValuesWanted extends Span {
  readonly metric: MetricName;
  readonly step: MetricStep;
  readonly operatorId?: string | undefined;
  readonly places: readonly Place[];
  /** Starts of the windows that are wanted, epoch milliseconds; absent: all of the span. */
  readonly starts?: readonly number[];
}

type MutableSeries = Map<string, Map<number, number>>;

/** Figures of many places from the store, as indicators judge them. */
@Injectable()
export class MetricValuesService {
  readonly #local: LocalTime;

  constructor(
    @Inject(STORE) private readonly store: Store,
    @Inject(AreaHistoryService) private readonly history: AreaHistoryService,
    @Inject(ReferenceService) private readonly reference: ReferenceService,
    @Inject(CONFIG) private readonly config: Config,
  ) {
    this.#local = new LocalTime(config.timeZone);
  }

  /** Values by place and start of window. Windows that the store has of any place are 0 where it has none, except shares. */
  async values(wanted: ValuesWanted): Promise<PlaceSeries> {
    if (wanted.places.length === 0 || wanted.fromMs >= wanted.toMs) return new Map();
    const series = await this.#read(wanted);
    if (METRIC_CATALOG[wanted.metric].zeroWhenMissing) this.#fillZeros(series, wanted);
    return series;
  }

  #read(wanted: ValuesWanted): Promise<MutableSeries> {
    switch (wanted.metric) {
      case 'homecomings':
        return this.#homecomings(wanted);
      case 'own-new':
      case 'rival-new':
      case 'share-three-party':
      case 'share-two-party':
        return this.#shares(wanted);
      case 'presence':
      case 'signalling':
      case 'usage':
      case 'events':
        return this.#areas(wanted, AREA_COLUMN[wanted.metric]);
      default:
        return this.#hotspots(wanted, HOTSPOT_COLUMN[wanted.metric]);
    }
  }

  async #areas(wanted: ValuesWanted, column: AreaColumn): Promise<MutableSeries> {
    const areaIds = wanted.places.map(({ areaId }) => areaId);
    const rows = await this.store.query('indicator-areas', { ...slotsOf(wanted), areaIds });
    return collected(rows.map((row) => [row.areaId, row.startMs, row[column]]));
  }

  async #hotspots(wanted: ValuesWanted, column: HotspotColumn): Promise<MutableSeries> {
    const hotspotIds = wanted.places.map(placeKey);
    const windowSize = wanted.step === '1m' ? '1m' : '15m';
    const rows = await this.store.query('indicator-hotspots', { ...slotsOf(wanted), hotspotIds, windowSize });
    return collected(rows.map((row) => [row.hotspotId, row.startMs, row[column]]));
  }

  /** The store counts them by lowest area: they belong to all areas above, too. */
  async #homecomings({ step, fromMs, toMs, places }: ValuesWanted): Promise<MutableSeries> {
    const counts = await this.history.homecomingCounts([], step, { fromMs, toMs });
    const wanted = new Set(places.map(placeKey));
    const { areas } = this.reference.model;
    const series: MutableSeries = new Map();
    for (const { areaId, startMs, count } of counts) {
      for (const area of areas.chain(areaId))
        if (wanted.has(area.areaId)) addTo(series, area.areaId, startMs, count);
      // Somewhere somebody came home: the store knows this window.
      addTo(series, ANYWHERE, startMs, count);
    }
    return series;
  }

  async #shares({ metric, operatorId, fromMs, toMs, places }: ValuesWanted): Promise<MutableSeries> {
    const days = [this.#local.day(fromMs), this.#local.day(toMs - 1)] as const;
    const shares = await this.history.shares(places.map(placeKey), ...days);
    return collected(
      shares.flatMap((share) => {
        const value = shareValue(metric, share, operatorId);
        return value === null ? [] : [[share.areaId, this.#local.startOfDay(share.day), value] as const];
      }),
    );
  }

  /** Homecomings are rare: a day on which anybody came home is known whole; other windows one by one. */
  #fillZeros(series: MutableSeries, { metric, step, places, fromMs, toMs, starts }: ValuesWanted): void {
    const nameOf = (start: number) => (metric === 'homecomings' ? this.#local.day(start) : start);
    const known = new Set([...series.values()].flatMap((values) => [...values.keys()].map(nameOf)));
    series.delete(ANYWHERE);
    const all = starts ?? windowStarts(fromMs, toMs, step, this.#local);
    for (const start of all) {
      if (!known.has(nameOf(start))) continue;
      for (const place of places) addTo(series, placeKey(place), start, 0);
    }
  }
}

/** Starts of all windows of a span: those that begin in it. */
export function windowStarts(fromMs: number, toMs: number, step: MetricStep, local: LocalTime): number[] {
  const starts: number[] = [];
  if (step === '1d') {
    for (let start = local.startOfDay(local.day(fromMs)); start < toMs; start = nextDay(start, local))
      if (start >= fromMs) starts.push(start);
    return starts;
  }
  const length = STEP_LENGTH_MS[step];
  for (let start = Math.ceil(fromMs / length) * length; start < toMs; start += length) starts.push(start);
  return starts;
}

function nextDay(start: number, local: LocalTime): number {
  return local.startOfDay(local.day(start + 36 * 3_600_000));
}

const ANYWHERE = '';
type AreaColumn = Exclude<keyof QueryRow<'indicator-areas'>, 'areaId' | 'startMs'>;
type HotspotColumn = Exclude<keyof QueryRow<'indicator-hotspots'>, 'hotspotId' | 'startMs'>;
const AREA_COLUMN = {
  presence: 'subscribers',
  signalling: 'signalling',
  usage: 'usage',
  events: 'events',
} as const satisfies Record<string, AreaColumn>;
const HOTSPOT_COLUMN = {
  'hotspot-presence': 'subscribers',
  students: 'students',
  newcomers: 'ownNewcomers',
  rivals: 'rivals',
  calls: 'calls',
  sms: 'sms',
  bytes: 'bytes',
  'voice-seconds': 'voiceSeconds',
} as const satisfies Record<string, HotspotColumn>;

function slotsOf({ fromMs, toMs, step, starts }: ValuesWanted) {
  const slots = (starts ?? []).map((start) => Math.floor(start / 1_000));
  return { fromMs, toMs, stepSeconds: STEP_LENGTH_MS[step] / 1_000, slots };
}

function collected(values: readonly (readonly [string, number, number])[]): MutableSeries {
  const series: MutableSeries = new Map();
  for (const [key, start, value] of values) addTo(series, key, start, value);
  return series;
}

function addTo(series: MutableSeries, key: string, start: number, value: number): void {
  let values = series.get(key);
  if (values === undefined) series.set(key, (values = new Map<number, number>()));
  values.set(start, (values.get(start) ?? 0) + value);
}

function shareValue(metric: MetricName, day: ShareOfDay, operatorId: string | undefined): number | null {
  if (metric === 'own-new') return day.ownNew;
  const rivals =
    metric === 'share-two-party' ? (day.rivalNew[operatorId ?? ''] ?? 0) : sum(Object.values(day.rivalNew));
  if (metric === 'rival-new') return rivals;
  return day.ownNew + rivals < MIN_NEW ? null : shareOf(day.ownNew, rivals).share;
}
