import { Module } from '@nestjs/common';
import { HistoryModule } from '../history/history.module.ts';
import { InboxModule } from '../inbox/inbox.module.ts';
import { IndicatorsModule } from '../indicators/indicators.module.ts';
import { LiveModule } from '../live/live.module.ts';
import { NotificationsModule } from '../notifications/notifications.module.ts';
import { ReferenceModule } from '../reference/reference.module.ts';
import { SilencesModule } from '../silences/silences.module.ts';
import { AlertActionsController } from './alert-actions.controller.ts';
import { AlertActions } from './alert-actions.service.ts';
import { AlertAftermath } from './alert-aftermath.service.ts';
import { AlertBeginnings } from './alert-beginnings.service.ts';
import { AlertCurves } from './alert-curve.service.ts';
import { AlertExports } from './alert-exports.service.ts';
import { AlertLiveService } from './alert-live.service.ts';
import { AlertMoments } from './alert-moments.service.ts';
import { AlertMutes } from './alert-mutes.service.ts';
import { AlertQueries } from './alert-queries.service.ts';
import { AlertReminders } from './alert-reminders.service.ts';
import { AlertSignals } from './alert-signals.service.ts';
import { AlertTimers } from './alert-timers.service.ts';
import { AlertTransitions } from './alert-transitions.service.ts';
import { AlertWebhookService } from './alert-webhook.service.ts';
import { AlertsController } from './alerts.controller.ts';
import { ChainResolver } from './chain-resolver.service.ts';
import { DetectionIntake } from './detection-intake.service.ts';
import { EvaluationService } from './evaluation.service.ts';
import { IndicatorAlerts } from './indicator-alerts.service.ts';
import { ManualAlerts } from './manual-alerts.service.ts';
import { MetricEvaluator } from './metric-evaluator.service.ts';
import { SignalHandler } from './signal-handler.service.ts';
import { SilencePreviews } from './silence-previews.service.ts';
import { SilencesController } from './silences.controller.ts';
import { WorkClock } from './work-clock.service.ts';

/** The alert loop: from what was found to what was done about it. */
@Module({
  imports: [
    HistoryModule,
    InboxModule,
    IndicatorsModule,
    LiveModule,
    NotificationsModule,
    ReferenceModule,
    SilencesModule,
  ],
  controllers: [AlertsController, AlertActionsController, SilencesController],
  providers: [
    AlertActions,
    AlertAftermath,
    AlertBeginnings,
    AlertCurves,
    AlertExports,
    AlertLiveService,
    AlertMoments,
    AlertMutes,
    AlertQueries,
    AlertReminders,
    AlertSignals,
    AlertTimers,
    AlertTransitions,
    AlertWebhookService,
    ChainResolver,
    DetectionIntake,
    EvaluationService,
    IndicatorAlerts,
    ManualAlerts,
    MetricEvaluator,
    SignalHandler,
    SilencePreviews,
    WorkClock,
  ],
  exports: [AlertMoments],
})
export class AlertsModule {}
