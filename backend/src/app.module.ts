import { Global, Module, type DynamicModule } from '@nestjs/common';
import type { Store } from '@tidewall/clickhouse';
import { LoggerModule } from 'nestjs-pino';
import type { Logger } from 'pino';
import type { Database } from './adapters/postgres/index.ts';
import type { Config } from './config/index.ts';
import { AccessModule } from './modules/access/access.module.ts';
import { AlertsModule } from './modules/alerts/alerts.module.ts';
import { AnnotationsModule } from './modules/annotations/annotations.module.ts';
import { AreasModule } from './modules/areas/areas.module.ts';
import { AuditModule } from './modules/audit/audit.module.ts';
import { BacktestModule } from './modules/backtest/backtest.module.ts';
import { BoundariesModule } from './modules/boundaries/boundaries.module.ts';
import type { BoundariesSource } from './modules/boundaries/boundaries.types.ts';
import { ChannelsModule } from './modules/channels/channels.module.ts';
import { ContentModule } from './modules/content/content.module.ts';
import { DetectionsModule } from './modules/detections/detections.module.ts';
import { DispatchModule } from './modules/dispatch/dispatch.module.ts';
import { EffectModule } from './modules/effect/effect.module.ts';
import { HotspotsModule } from './modules/hotspots/hotspots.module.ts';
import { InboxModule } from './modules/inbox/inbox.module.ts';
import { IndicatorsModule } from './modules/indicators/indicators.module.ts';
import { IngestModule } from './modules/ingest/ingest.module.ts';
import { IngestKeysModule } from './modules/ingest-keys/ingest-keys.module.ts';
import { JobsModule } from './modules/jobs/jobs.module.ts';
import { LedgerModule } from './modules/ledger/ledger.module.ts';
import { LiveModule } from './modules/live/live.module.ts';
import { MapModule } from './modules/map/map.module.ts';
import { MetricsModule } from './modules/metrics/metrics.module.ts';
import { NotificationsModule } from './modules/notifications/notifications.module.ts';
import type { Pipeline } from './modules/pipeline/pipeline.types.ts';
import { PeopleModule } from './modules/people/people.module.ts';
import { PolicyModule } from './modules/policy/policy.module.ts';
import { ReferenceModule } from './modules/reference/reference.module.ts';
import { RehearsalModule } from './modules/rehearsal/rehearsal.module.ts';
import { ScenesModule } from './modules/scenes/scenes.module.ts';
import { SchemesModule } from './modules/schemes/schemes.module.ts';
import { StatusModule } from './modules/status/status.module.ts';
import { ThresholdsModule } from './modules/thresholds/thresholds.module.ts';
import { VaultModule } from './modules/vault/vault.module.ts';
import { WallsModule } from './modules/walls/walls.module.ts';
import { httpLogging } from './modules/web/http-logging.ts';
import {
  BOUNDARIES_SOURCE,
  BUILD_INFO,
  CONFIG,
  DATABASE,
  LOGGER,
  PIPELINE,
  STORE,
  SYSTEM_CLOCK,
  type BuildInfo,
  type SystemClock,
} from './tokens.ts';

/** What is made before the application and outlives it. */
export interface AppParts {
  readonly config: Config;
  readonly pipeline: Pipeline;
  readonly store: Store;
  readonly database: Database;
  readonly clock: SystemClock;
  readonly logger: Logger;
  readonly build: BuildInfo;
  readonly boundaries: BoundariesSource;
}

@Global()
@Module({})
class PartsModule {
  static of(parts: AppParts): DynamicModule {
    const providers = [
      { provide: CONFIG, useValue: parts.config },
      { provide: PIPELINE, useValue: parts.pipeline },
      { provide: STORE, useValue: parts.store },
      { provide: DATABASE, useValue: parts.database },
      { provide: SYSTEM_CLOCK, useValue: parts.clock },
      { provide: LOGGER, useValue: parts.logger },
      { provide: BUILD_INFO, useValue: parts.build },
      { provide: BOUNDARIES_SOURCE, useValue: parts.boundaries },
    ];
    return { module: PartsModule, providers, exports: providers.map(({ provide }) => provide) };
  }
}

/** Wiring only. */
@Module({})
export class AppModule {
  static of(parts: AppParts): DynamicModule {
    return {
      module: AppModule,
      imports: [
        PartsModule.of(parts),
        LoggerModule.forRoot(httpLogging(parts.logger)),
        JobsModule,
        VaultModule,
        ChannelsModule,
        InboxModule,
        AccessModule,
        AuditModule,
        PeopleModule,
        WallsModule,
        ScenesModule,
        IngestKeysModule,
        IngestModule,
        ReferenceModule,
        ThresholdsModule,
        DetectionsModule,
        AreasModule,
        HotspotsModule,
        BoundariesModule,
        BacktestModule,
        ContentModule,
        SchemesModule,
        PolicyModule,
        DispatchModule,
        LedgerModule,
        RehearsalModule,
        EffectModule,
        IndicatorsModule,
        NotificationsModule,
        AlertsModule,
        StatusModule,
        MetricsModule,
        LiveModule,
        MapModule,
        AnnotationsModule,
      ],
    };
  }
}
