import { Inject, Injectable } from '@nestjs/common';
import type { Transaction } from '../../adapters/postgres/index.ts';
import { figuresOf } from '../indicators/index.ts';
import { placeKey } from '../indicators/indicators.types.ts';
import { AlertTransitions } from './alert-transitions.service.ts';
import { AlertMutes } from './alert-mutes.service.ts';
import { IndicatorAlerts, type Occasion } from './indicator-alerts.service.ts';
import {
  addEvent,
  alertOfDetection,
  hasStandingDetection,
  joinDetection,
  lockAlert,
  lockOpenAlert,
  updateAlert,
  type AlertRow,
} from './alerts.repository.ts';
import type { Signal, SignalDetection } from './alerts.types.ts';
import { WorkClock } from './work-clock.service.ts';

type DetectionSignal = Extract<Signal, { kind: 'detection' }>;
type MetricSignal = Extract<Signal, { kind: 'began' | 'holds' | 'over' }>;

/** Makes alerts of what was found: begins one, joins the open one, or lets it relapse. Answers with what changed. */
@Injectable()
export class SignalHandler {
  constructor(
    @Inject(AlertTransitions) private readonly transitions: AlertTransitions,
    @Inject(IndicatorAlerts) private readonly indicatorAlerts: IndicatorAlerts,
    @Inject(AlertMutes) private readonly mutes: AlertMutes,
    @Inject(WorkClock) private readonly clock: WorkClock,
  ) {}

  async handle(tx: Transaction, signal: Signal): Promise<readonly AlertRow[]> {
    switch (signal.kind) {
      case 'detection':
        return await this.#detection(tx, signal);
      case 'outage-over':
        return await this.mutes.unmute(tx, signal.detectionId);
      default:
        return await this.#metric(tx, signal);
    }
  }

  async #detection(tx: Transaction, signal: DetectionSignal): Promise<readonly AlertRow[]> {
    const { detection, indicatorId } = signal;
    const known = await alertOfDetection(tx, indicatorId, detection.detectionId);
    if (known !== undefined) return await this.#revision(tx, known, detection);
    const open = await lockOpenAlert(tx, indicatorId, placeKey(detection));
    if (open !== undefined) return [await this.#join(tx, open, occasionOf(detection), detection)];
    if (detection.retracted || detection.old) return [];
    const changed = await this.indicatorAlerts.begin(tx, signal, occasionOf(detection));
    const [alert] = changed;
    if (alert !== undefined) await joinDetection(tx, joined(alert.id, detection));
    if (alert === undefined || detection.endedAt === null) return changed;
    return [await this.#recovered(tx, alert, detection.endedAt), ...changed.slice(1)];
  }

  /** More is known of a detection: it is over, or it was taken back. */
  async #revision(
    tx: Transaction,
    alertId: string,
    detection: SignalDetection,
  ): Promise<readonly AlertRow[]> {
    const row = await lockAlert(tx, alertId);
    if (row === undefined || !(await joinDetection(tx, joined(alertId, detection)))) return [];
    if (!row.open) return [];
    if (detection.retracted) return await this.#takenBack(tx, row);
    const { value } = figuresOf(detection.evidence);
    const facts = { ...row.facts, newest: detection.evidence };
    const after = await updateAlert(tx, row.id, { facts, value: value ?? row.value });
    return [detection.endedAt === null ? after : await this.#recovered(tx, after, detection.endedAt)];
  }

  /** When nothing stands of what it began with, and nobody has done anything yet, it is withdrawn. */
  async #takenBack(tx: Transaction, row: AlertRow): Promise<readonly AlertRow[]> {
    if (row.state !== 'raised' || (await hasStandingDetection(tx, row.id))) return [];
    return [await this.transitions.perform(tx, row, { do: 'withdraw' }, 'system:detections')];
  }

  async #metric(tx: Transaction, signal: MetricSignal): Promise<readonly AlertRow[]> {
    const { kind, indicatorId, at, value, reference } = signal;
    const open = await lockOpenAlert(tx, indicatorId, placeKey(signal));
    if (kind === 'over') return open === undefined ? [] : [await this.#recovered(tx, open, at)];
    const occasion: Occasion = { ...placeOf(signal), at, value, reference, evidence: {} };
    if (open !== undefined) return [await this.#join(tx, open, occasion, null)];
    return kind === 'began' ? await this.indicatorAlerts.begin(tx, signal, occasion) : [];
  }

  /** It has happened again: the open alert says so; one that was being tracked has relapsed. */
  async #join(
    tx: Transaction,
    row: AlertRow,
    { at, value }: Occasion,
    detection: SignalDetection | null,
  ): Promise<AlertRow> {
    if (detection !== null) await joinDetection(tx, joined(row.id, detection));
    const counted = await updateAlert(tx, row.id, {
      occurrences: row.occurrences + 1,
      value: value ?? row.value,
      recoveredAt: null,
    });
    const data = { value, ...(detection === null ? {} : { detectionId: detection.detectionId }) };
    const relapsed = row.state === 'tracking' && at > (row.closedAt?.getTime() ?? 0);
    if (relapsed)
      return await this.transitions.perform(tx, counted, { do: 'relapse' }, 'system:indicators', data);
    // Who looks at the first hundred knows; the count goes on.
    if (row.occurrences <= MAX_NOTED) await this.#note(tx, row.id, 'join', at, data);
    return counted;
  }

  async #recovered(tx: Transaction, row: AlertRow, at: number): Promise<AlertRow> {
    if (row.recoveredAt !== null) return row;
    await this.#note(tx, row.id, 'recover', at, {});
    return await updateAlert(tx, row.id, { recoveredAt: new Date(at) });
  }

  async #note(
    tx: Transaction,
    alertId: string,
    kind: 'join' | 'recover',
    at: number,
    data: Readonly<Record<string, unknown>>,
  ): Promise<void> {
    await addEvent(tx, { alertId, at: this.clock.date(), eventAt: new Date(at), kind, data });
  }
}

const MAX_NOTED = 100;

function occasionOf(detection: SignalDetection): Occasion {
  const { at, evidence } = detection;
  const { value, reference } = figuresOf(evidence);
  return { ...placeOf(detection), at, value, reference, evidence };
}

function placeOf({ areaId, hotspotId }: { readonly areaId: string; readonly hotspotId: string | null }) {
  return { areaId, hotspotId };
}

function joined(alertId: string, { detectionId, revision, retracted, at }: SignalDetection) {
  return { alertId, detectionId, revision, retracted, eventAt: new Date(at) };
}
