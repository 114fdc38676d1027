import { Inject, Injectable, type OnModuleInit } from '@nestjs/common';
import type { Detection } from '@tidewall/streams';
import type { Transaction } from '../../adapters/postgres/index.ts';
import { InboxService } from '../inbox/inbox.service.ts';
import type { InboxDetection } from '../inbox/inbox.types.ts';
import { IndicatorsService } from '../indicators/indicators.service.ts';
import type { IndicatorInForce } from '../indicators/indicators.types.ts';
import { matchesDetection, placeOfDetection } from '../indicators/index.ts';
import { ReferenceService } from '../reference/reference.service.ts';
import { AlertSignals } from './alert-signals.service.ts';
import { addSignals, noteOutage } from './alerts.repository.ts';
import type { Signal, SignalDetection, SignalPlace } from './alerts.types.ts';

/** What happened longer ago is history that was read in: nobody is alarmed by it. */
const MAX_AGE_MS = 86_400_000;

/** Takes detections from the inbox and notes those that indicators watch. */
@Injectable()
export class DetectionIntake implements OnModuleInit {
  constructor(
    @Inject(InboxService) private readonly inbox: InboxService,
    @Inject(IndicatorsService) private readonly indicators: IndicatorsService,
    @Inject(ReferenceService) private readonly reference: ReferenceService,
    @Inject(AlertSignals) private readonly signals: AlertSignals,
  ) {}

  onModuleInit(): void {
    const committed = (): void => this.signals.wake();
    this.inbox.consume('alerts', { committed }, (tx, detections) => this.take(tx, detections));
  }

  /** In the transaction of the inbox. */
  async take(tx: Transaction, detections: readonly InboxDetection[]): Promise<void> {
    const isOld = ({ receivedAt, eventTime }: InboxDetection) => receivedAt - eventTime > MAX_AGE_MS;
    // More that is known of something old may still matter: an outage of days that is over, say.
    const wanted = detections.filter((one) => !isOld(one) || one.detection.revision > 0);
    if (wanted.length === 0) return;
    const watching = (await this.indicators.enabled(tx)).filter(
      ({ definition }) => definition.source.kind === 'detection',
    );
    const found: Signal[] = [];
    for (const one of wanted) {
      const { detection } = one;
      if (detection.type === 'source-outage') found.push(...(await this.#outage(tx, detection)));
      found.push(...watching.flatMap((indicator) => this.#signalOf(indicator, detection, isOld(one))));
    }
    await addSignals(tx, found);
  }

  #signalOf({ id, version, definition }: IndicatorInForce, detection: Detection, old: boolean): Signal[] {
    if (!matchesDetection(definition.source, detection)) return [];
    const place = placeOfDetection(definition.place, detection, this.reference.model);
    if (place === null) return [];
    return [
      { kind: 'detection', indicatorId: id, version, detection: signalDetection(detection, place, old) },
    ];
  }

  /** While it lasts it inhibits other alerts; those that it has kept quiet are told when it is over. */
  async #outage(tx: Transaction, detection: Detection): Promise<Signal[]> {
    const { detectionId, revision, evidence, subject, retracted } = detection;
    const endedAt = retracted === true ? Date.parse(detection.eventTime) : endOf(evidence);
    const known = Array.isArray(evidence['areaIds']) ? evidence['areaIds'].filter(isText) : [];
    // The evidence names ten counties at most: beyond that the area that holds them all counts.
    const many = typeof evidence['counties'] === 'number' && evidence['counties'] > known.length;
    const areaIds = many ? (detection.areaId === null ? [] : [detection.areaId]) : known;
    const since = isText(evidence['since']) ? evidence['since'] : detection.eventTime;
    await noteOutage(tx, {
      detectionId,
      source: subject.id,
      revision,
      areaIds,
      sinceAt: new Date(since),
      endedAt: endedAt === null ? null : new Date(endedAt),
    });
    return endedAt === null ? [] : [{ kind: 'outage-over', detectionId }];
  }
}

function signalDetection(detection: Detection, place: SignalPlace, old: boolean): SignalDetection {
  const { detectionId, revision, retracted, eventTime, evidence } = detection;
  return {
    ...place,
    detectionId,
    revision,
    retracted: retracted === true,
    at: Date.parse(eventTime),
    evidence,
    endedAt: endOf(evidence),
    old,
  };
}

function endOf(evidence: Readonly<Record<string, unknown>>): number | null {
  const ended = evidence['endedAt'];
  return isText(ended) ? Date.parse(ended) : null;
}

function isText(value: unknown): value is string {
  return typeof value === 'string';
}
