import {
  Controller,
  Get,
  Header,
  HttpCode,
  Inject,
  Param,
  Post,
  Query,
  StreamableFile,
} from '@nestjs/common';
import { ApiOperation, ApiProduces, ApiResponse, ApiTags } from '@nestjs/swagger';
import { Allow, CurrentPrincipal, type Principal } from '../access/index.ts';
import { ApiErrors } from '../web/api-errors.ts';
import { ApiJsonBody, JsonBody } from '../web/json-body.ts';
import { AlertActions, type BulkAnswer } from './alert-actions.service.ts';
import { AlertCurves, type AlertCurve } from './alert-curve.service.ts';
import type { AlertDetail } from './alert-detail.ts';
import { AlertExports } from './alert-exports.service.ts';
import { AlertQueries, type AlertPage } from './alert-queries.service.ts';
import type { AlertView } from './alert-view.ts';
import {
  alertCurveSchema,
  alertDetailSchema,
  alertSchema,
  alertsQuery,
  alertsSchema,
  bulkAnswerSchema,
  bulkBodySchema,
  manualAlertSchema,
  myWorkSchema,
  type AlertsQuery,
  type BulkBody,
  type ManualAlert,
} from './alerts.dto.ts';
import { ManualAlerts } from './manual-alerts.service.ts';

@ApiTags('alerts')
@Controller('alerts')
@Allow('viewer', 'reporter', 'reviewer', 'supervisor', 'campaign-manager', 'administrator')
export class AlertsController {
  constructor(
    @Inject(AlertQueries) private readonly queries: AlertQueries,
    @Inject(AlertCurves) private readonly curves: AlertCurves,
    @Inject(AlertExports) private readonly exports: AlertExports,
    @Inject(AlertActions) private readonly actions: AlertActions,
    @Inject(ManualAlerts) private readonly manual: ManualAlerts,
  ) {}

  @Get()
  @ApiOperation({ summary: 'Alerts of one’s own scope, newest first; history is the same with state=over' })
  @ApiResponse({ status: 200, description: 'alerts', standardSchema: alertsSchema })
  @ApiErrors(400, 401, 403, 404)
  list(
    @CurrentPrincipal() principal: Principal,
    @Query({ schema: alertsQuery }) query: AlertsQuery,
  ): Promise<AlertPage> {
    return this.queries.page(query, principal);
  }

  @Get('mine')
  @ApiOperation({ summary: 'My work: what waits for me, and what I am on the chain of' })
  @ApiResponse({ status: 200, description: 'my work', standardSchema: myWorkSchema })
  @ApiErrors(401, 403)
  mine(@CurrentPrincipal() principal: Principal): ReturnType<AlertQueries['mine']> {
    return this.queries.mine(principal);
  }

  @Get('export')
  @ApiOperation({ summary: 'The list as CSV, with the same filters; at most 50 000 lines' })
  @ApiProduces('text/csv')
  @ApiErrors(400, 401, 403, 404)
  @Header('Content-Disposition', 'attachment; filename="alerts.csv"')
  export(
    @CurrentPrincipal() principal: Principal,
    @Query({ schema: alertsQuery }) query: AlertsQuery,
  ): StreamableFile {
    return new StreamableFile(this.exports.csv(query, principal), { type: 'text/csv; charset=utf-8' });
  }

  @Get(':id')
  @ApiOperation({ summary: 'An alert with its chain, report, timeline, detections and children' })
  @ApiResponse({ status: 200, description: 'alert', standardSchema: alertDetailSchema })
  @ApiErrors(401, 403, 404)
  detail(@CurrentPrincipal() principal: Principal, @Param('id') id: string): Promise<AlertDetail> {
    return this.queries.detail(id, principal);
  }

  @Get(':id/curve')
  @ApiOperation({ summary: 'Its figure since some time before it, beside comparable places' })
  @ApiResponse({ status: 200, description: 'curve', standardSchema: alertCurveSchema })
  @ApiErrors(401, 403, 404)
  async curve(@CurrentPrincipal() principal: Principal, @Param('id') id: string): Promise<AlertCurve> {
    return await this.curves.curve(await this.queries.row(id, principal), principal);
  }

  @Post()
  @Allow('supervisor')
  @ApiOperation({ summary: 'Raises an alert by hand, from any number, up or down the hierarchy' })
  @ApiJsonBody(manualAlertSchema)
  @ApiResponse({ status: 201, description: 'raised', standardSchema: alertSchema })
  @ApiErrors(400, 401, 403, 404, 413, 415)
  async raise(
    @CurrentPrincipal() principal: Principal,
    @JsonBody(manualAlertSchema) asked: ManualAlert,
  ): Promise<AlertView> {
    return await this.queries.view(await this.manual.raise(asked, principal));
  }

  @Post('bulk')
  @HttpCode(200)
  @Allow('reporter', 'reviewer', 'supervisor')
  @ApiOperation({ summary: 'Acknowledges, closes or dismisses many with a note, as far as each is possible' })
  @ApiJsonBody(bulkBodySchema)
  @ApiResponse({ status: 200, description: 'what was done', standardSchema: bulkAnswerSchema })
  @ApiErrors(400, 401, 403, 413, 415)
  bulk(
    @CurrentPrincipal() principal: Principal,
    @JsonBody(bulkBodySchema) body: BulkBody,
  ): Promise<BulkAnswer> {
    return this.actions.bulk(body, principal);
  }
}
