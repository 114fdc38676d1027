import { Inject, Injectable, type OnApplicationShutdown, type OnModuleInit } from '@nestjs/common';
import { cloudEvent, WebhookSender } from '../../adapters/channels/index.ts';
import type { Database, Transaction } from '../../adapters/postgres/index.ts';
import type { Config } from '../../config/index.ts';
import { CONFIG, DATABASE } from '../../tokens.ts';
import { JobsService } from '../jobs/jobs.service.ts';
import { alertById, eventById } from './alerts.repository.ts';

const QUEUE = 'alerts.webhook';
const SOURCE = '/alerts';

/** Tells another system of each transition: a CloudEvent, signed as Standard Webhooks say, until it was taken. */
@Injectable()
export class AlertWebhookService implements OnModuleInit, OnApplicationShutdown {
  readonly #sender: WebhookSender | null;

  constructor(
    @Inject(DATABASE) private readonly database: Database,
    @Inject(JobsService) private readonly jobs: JobsService,
    @Inject(CONFIG) { alerts }: Config,
  ) {
    const { url, secret } = alerts.webhook;
    this.#sender =
      url === undefined || secret === undefined
        ? null
        : new WebhookSender({ url, secret: [secret], idempotent: true, ...TIMES });
  }

  onModuleInit(): void {
    this.jobs.handle(QUEUE, (data) => this.#post(Number(data['eventId'])));
  }

  onApplicationShutdown(): void {
    this.#sender?.close();
  }

  /** Will be told when the transaction is committed. */
  async tell(tx: Transaction, eventId: number): Promise<void> {
    if (this.#sender !== null) await this.jobs.send(QUEUE, { eventId }, { key: String(eventId), tx });
  }

  async #post(eventId: number): Promise<void> {
    const { db } = this.database;
    const event = await eventById(db, eventId);
    const alert = event && (await alertById(db, event.alertId));
    if (this.#sender === null || event === undefined || alert === undefined) return;
    const { id, number, indicatorId, areaId, hotspotId, severity, title } = alert;
    const { kind, from, to, step, version, actor, text } = event;
    const result = await this.#sender.send(
      cloudEvent({
        id: `alert-event-${eventId}`,
        source: SOURCE,
        type: `tidewall.alert.${kind}.v1`,
        at: event.at,
        subject: id,
        data: {
          alert: { id, number, indicatorId, areaId, hotspotId, severity, title },
          transition: { from, to, step, version, actor, text },
        },
      }),
    );
    if (result.outcome === 'accepted') return;
    if (result.outcome === 'failed' && result.kind === 'permanent') return;
    throw new Error('the receiver of alert events did not take one');
  }
}

const TIMES = { connectTimeoutMs: 10_000, responseTimeoutMs: 10_000, connections: 4 } as const;
