import { Controller, Get, HttpCode, Inject, Param, Post, Put } from '@nestjs/common';
import { ApiOperation, ApiResponse, ApiTags } from '@nestjs/swagger';
import { AccessScope, Allow, CurrentPrincipal, type Principal } from '../access/index.ts';
import { ApiErrors } from '../web/api-errors.ts';
import { ApiJsonBody, JsonBody } from '../web/json-body.ts';
import { catalog } from './catalog.ts';
import { DryRunService, type DryRun } from './dry-run.service.ts';
import {
  catalogSchema,
  dryRunRequestSchema,
  dryRunSchema,
  indicatorChangeSchema,
  indicatorDetailSchema,
  indicatorSchema,
  indicatorsSchema,
  newIndicatorSchema,
  type DryRunRequest,
  type IndicatorChange,
  type NewIndicator,
} from './indicators.dto.ts';
import { IndicatorsService } from './indicators.service.ts';
import type { Indicator } from './indicators.types.ts';

@ApiTags('indicators')
@Controller('indicators')
@Allow('viewer', 'reporter', 'reviewer', 'supervisor', 'campaign-manager', 'administrator')
export class IndicatorsController {
  constructor(
    @Inject(IndicatorsService) private readonly service: IndicatorsService,
    @Inject(DryRunService) private readonly dryRuns: DryRunService,
    @Inject(AccessScope) private readonly scope: AccessScope,
  ) {}

  @Get()
  @ApiOperation({ summary: 'All indicators, the version in force of each' })
  @ApiResponse({ status: 200, description: 'indicators', standardSchema: indicatorsSchema })
  @ApiErrors(401, 403)
  async list(): Promise<{ items: readonly Indicator[] }> {
    return { items: await this.service.list() };
  }

  @Get('catalog')
  @ApiOperation({ summary: 'Figures, detections and names for templates that an indicator can be made of' })
  @ApiResponse({ status: 200, description: 'catalog', standardSchema: catalogSchema })
  @ApiErrors(401, 403)
  catalog(): ReturnType<typeof catalog> {
    return catalog();
  }

  @Post('dry-run')
  @HttpCode(200)
  @Allow('supervisor', 'administrator')
  @ApiOperation({
    summary: 'How often it would have fired in the last days, and where, within one’s own scope',
  })
  @ApiJsonBody(dryRunRequestSchema)
  @ApiResponse({ status: 200, description: 'done, or how far it is', standardSchema: dryRunSchema })
  @ApiErrors(400, 401, 403, 413, 415, 422, 429)
  async dryRun(
    @CurrentPrincipal() principal: Principal,
    @JsonBody(dryRunRequestSchema) request: DryRunRequest,
  ): Promise<DryRun> {
    this.service.assertSound(request.definition);
    return await this.dryRuns.start(request, principal, this.scope.areaIds(principal));
  }

  @Get('dry-run/:id')
  @Allow('supervisor', 'administrator')
  @ApiOperation({ summary: 'How far a dry run is' })
  @ApiResponse({ status: 200, description: 'dry run', standardSchema: dryRunSchema })
  @ApiErrors(401, 403, 404)
  dryRunNow(@CurrentPrincipal() principal: Principal, @Param('id') id: string): DryRun {
    return this.dryRuns.get(id, principal);
  }

  @Get(':id')
  @ApiOperation({ summary: 'An indicator with all its versions' })
  @ApiResponse({ status: 200, description: 'indicator', standardSchema: indicatorDetailSchema })
  @ApiErrors(401, 403, 404)
  get(@Param('id') id: string): ReturnType<IndicatorsService['get']> {
    return this.service.get(id);
  }

  @Post()
  @Allow('supervisor', 'administrator')
  @ApiOperation({ summary: 'Makes an indicator, of places within one’s own scope only' })
  @ApiJsonBody(newIndicatorSchema)
  @ApiResponse({ status: 201, description: 'made', standardSchema: indicatorSchema })
  @ApiErrors(400, 401, 403, 413, 415, 422)
  create(
    @CurrentPrincipal() principal: Principal,
    @JsonBody(newIndicatorSchema) asked: NewIndicator,
  ): Promise<Indicator> {
    return this.service.create(asked, principal);
  }

  @Put(':id')
  @Allow('supervisor', 'administrator')
  @ApiOperation({ summary: 'Makes the next version; alerts under way keep theirs' })
  @ApiJsonBody(indicatorChangeSchema)
  @ApiResponse({ status: 200, description: 'changed', standardSchema: indicatorSchema })
  @ApiErrors(400, 401, 403, 404, 409, 413, 415, 422)
  change(
    @CurrentPrincipal() principal: Principal,
    @Param('id') id: string,
    @JsonBody(indicatorChangeSchema) asked: IndicatorChange,
  ): Promise<Indicator> {
    return this.service.change(id, asked, principal);
  }

  @Post(':id/enable')
  @HttpCode(200)
  @Allow('supervisor', 'administrator')
  @ApiOperation({ summary: 'Switches it on' })
  @ApiResponse({ status: 200, description: 'on', standardSchema: indicatorSchema })
  @ApiErrors(401, 403, 404)
  enable(@CurrentPrincipal() principal: Principal, @Param('id') id: string): Promise<Indicator> {
    return this.service.switch(id, true, principal);
  }

  @Post(':id/disable')
  @HttpCode(200)
  @Allow('supervisor', 'administrator')
  @ApiOperation({ summary: 'Switches it off: alerts under way go on' })
  @ApiResponse({ status: 200, description: 'off', standardSchema: indicatorSchema })
  @ApiErrors(401, 403, 404)
  disable(@CurrentPrincipal() principal: Principal, @Param('id') id: string): Promise<Indicator> {
    return this.service.switch(id, false, principal);
  }
}
