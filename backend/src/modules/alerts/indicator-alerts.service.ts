import { Inject, Injectable } from '@nestjs/common';
import type { Transaction } from '../../adapters/postgres/index.ts';
import type { Place } from '../indicators/indicators.types.ts';
import { placeKey } from '../indicators/indicators.types.ts';
import { figuresOf } from '../indicators/index.ts';
import { IndicatorsService } from '../indicators/indicators.service.ts';
import { ReferenceService } from '../reference/reference.service.ts';
import { AlertBeginnings } from './alert-beginnings.service.ts';
import { AlertMutes } from './alert-mutes.service.ts';
import { hadAlert, type AlertRow } from './alerts.repository.ts';
import { ChainResolver } from './chain-resolver.service.ts';
import { unitOf, watchedMetric, worded } from './new-alert.ts';
import { WorkClock } from './work-clock.service.ts';

/** What has become true, where and when: event time, epoch milliseconds. */
export interface Occasion extends Place {
  readonly at: number;
  readonly value: number | null;
  readonly reference: number | null;
  readonly evidence: Readonly<Record<string, unknown>>;
}

/** Begins the alert of an indicator, with the version that found it. */
@Injectable()
export class IndicatorAlerts {
  constructor(
    @Inject(IndicatorsService) private readonly indicators: IndicatorsService,
    @Inject(AlertBeginnings) private readonly beginnings: AlertBeginnings,
    @Inject(ChainResolver) private readonly chains: ChainResolver,
    @Inject(AlertMutes) private readonly mutes: AlertMutes,
    @Inject(ReferenceService) private readonly reference: ReferenceService,
    @Inject(WorkClock) private readonly clock: WorkClock,
  ) {}

  /** The new alert first, then those that are grouped under it; nothing when there is one already. */
  async begin(
    tx: Transaction,
    { indicatorId, version }: { readonly indicatorId: string; readonly version: number },
    occasion: Occasion,
  ): Promise<readonly AlertRow[]> {
    const definition = await this.indicators.definitionOf(indicatorId, version, tx);
    if (definition === undefined) return [];
    const { local } = this.clock;
    const { source, severity, trackingDays, due } = definition;
    const { areaId, hotspotId, at, value, reference, evidence } = occasion;
    // Figures of a day come again and again: what was dismissed today is not said again today.
    const daily = source.kind === 'metric' && source.step === '1d';
    if (daily && (await hadAlert(tx, indicatorId, placeKey(occasion), local.day(at)))) return [];
    const metric = watchedMetric(source, evidence);
    const unit = source.kind === 'metric' ? unitOf(metric) : figuresOf(evidence).unit;
    const outage =
      source.kind === 'detection' && source.type === 'source-outage'
        ? null
        : await this.mutes.outageAt(tx, areaId, at);
    const began = await this.beginnings.begin(
      tx,
      {
        ...worded(definition, { ...occasion, unit }, this.reference.model, local),
        indicator: { id: indicatorId, version },
        areaId,
        hotspotId,
        severity,
        at,
        chain: await this.chains.resolve(tx, definition.chain, areaId),
        due: { rule: due, at: this.clock.due(due).dueAt },
        trackingDays,
        value,
        threshold: reference,
        unit,
        metric,
        facts: { ...evidence, value, reference },
        muted: outage === null ? null : { by: 'outage', id: outage },
      },
      'system:indicators',
    );
    return began === null ? [] : [began.alert, ...began.adopted];
  }
}
