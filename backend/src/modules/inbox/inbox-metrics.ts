import { Inject, Injectable } from '@nestjs/common';
import { Gauge } from 'prom-client';
import type { Database } from '../../adapters/postgres/index.ts';
import { DATABASE } from '../../tokens.ts';
import { MetricsService } from '../metrics/metrics.service.ts';
import { countSetAside } from './inbox.repository.ts';

@Injectable()
export class InboxMetrics {
  constructor(@Inject(DATABASE) database: Database, @Inject(MetricsService) metrics: MetricsService) {
    void new Gauge({
      name: 'tidewall_inbox_set_aside_detections',
      help: 'Detections that somebody who acts on them could not take: 0, or the log says why',
      registers: [metrics.registry],
      async collect() {
        this.set(await countSetAside(database.db));
      },
    });
  }
}
