import { Inject, Injectable } from '@nestjs/common';
import type { Database, Transaction } from '../../adapters/postgres/index.ts';
import { DATABASE } from '../../tokens.ts';
import { AccessScope, type Principal } from '../access/index.ts';
import type { IndicatorDefinition } from '../indicators/definition.dto.ts';
import { IndicatorsService } from '../indicators/indicators.service.ts';
import { METRIC_CATALOG, metricNamed } from '../indicators/index.ts';
import { ReferenceService } from '../reference/reference.service.ts';
import { AppError, invalidParameters } from '../web/app-error.ts';
import { AlertBeginnings } from './alert-beginnings.service.ts';
import { AlertLiveService } from './alert-live.service.ts';
import type { ManualAlert } from './alerts.dto.ts';
import type { AlertRow } from './alerts.repository.ts';
import type { WatchedMetric } from './alerts.types.ts';
import { ChainResolver } from './chain-resolver.service.ts';
import { unitOf, watchedMetric } from './new-alert.ts';
import { WorkClock } from './work-clock.service.ts';

const DUE = { hours: 24, working: true, remindBeforeHours: 2 } as const;
const TRACKING_DAYS = 7;

/** Alerts that a supervisor raises on a number seen somewhere, up or down the hierarchy. */
@Injectable()
export class ManualAlerts {
  constructor(
    @Inject(DATABASE) private readonly database: Database,
    @Inject(AccessScope) private readonly scope: AccessScope,
    @Inject(ReferenceService) private readonly reference: ReferenceService,
    @Inject(IndicatorsService) private readonly indicators: IndicatorsService,
    @Inject(AlertBeginnings) private readonly beginnings: AlertBeginnings,
    @Inject(ChainResolver) private readonly chains: ChainResolver,
    @Inject(AlertLiveService) private readonly live: AlertLiveService,
    @Inject(WorkClock) private readonly clock: WorkClock,
  ) {}

  async raise(asked: ManualAlert, by: Principal): Promise<AlertRow> {
    this.reference.area(asked.areaId);
    if (asked.hotspotId !== undefined) this.reference.hotspot(asked.hotspotId);
    this.scope.assert(by, asked.areaId);
    const metric = this.#metric(asked);
    const row = await this.database.transaction(async (tx) => {
      const definition = await this.#definition(tx, asked);
      const steps = asked.chain ?? definition?.chain;
      if (steps === undefined)
        throw invalidParameters([{ field: 'chain', message: 'is needed without an indicator' }]);
      const rule = asked.due ?? definition?.due ?? DUE;
      const watched = metric ?? (definition === undefined ? null : watchedMetric(definition.source, {}));
      const now = this.clock.now();
      const began = await this.beginnings.begin(
        tx,
        {
          indicator: null,
          title: { zh: asked.title, en: asked.title },
          message: { zh: asked.message, en: asked.message },
          severity: asked.severity,
          areaId: asked.areaId,
          hotspotId: asked.hotspotId ?? null,
          at: now,
          chain: await this.chains.resolve(tx, steps, asked.areaId),
          due: { rule, at: this.clock.due(rule).dueAt },
          trackingDays: asked.trackingDays ?? definition?.trackingDays ?? TRACKING_DAYS,
          value: asked.value ?? null,
          threshold: null,
          unit: watched === null ? '' : unitOf(watched),
          metric: watched,
          facts: { raisedBy: by.name, indicatorId: asked.indicatorId ?? null, value: asked.value ?? null },
          links: [],
          muted: null,
        },
        by,
      );
      if (began === null) throw new Error('an alert by hand is in the way of none');
      return began.alert;
    });
    this.live.show(row);
    return row;
  }

  /** Like an indicator: its chain, due time, tracking days and curve. It joins none, and none joins it. */
  async #definition(tx: Transaction, { indicatorId }: ManualAlert): Promise<IndicatorDefinition | undefined> {
    if (indicatorId === undefined) return undefined;
    const definition = await this.indicators.newest(indicatorId, tx);
    if (definition === undefined) throw new AppError('unknown-indicator', 'there is no such indicator');
    return definition;
  }

  #metric({ metric: name, hotspotId }: ManualAlert): WatchedMetric | null {
    if (name === undefined) return null;
    const metric = metricNamed(name);
    if (metric === undefined)
      throw invalidParameters([{ field: 'metric', message: 'is no figure of indicators' }]);
    const { of, steps } = METRIC_CATALOG[metric];
    if ((of === 'hotspot') !== (hotspotId !== undefined))
      throw invalidParameters([
        { field: 'metric', message: `is a figure of ${of === 'area' ? 'areas' : 'hotspots'}` },
      ]);
    if (metric === 'share-two-party')
      throw invalidParameters([{ field: 'metric', message: 'needs an operator: take share-three-party' }]);
    return { metric, step: steps.at(-1) ?? '1h' };
  }
}
