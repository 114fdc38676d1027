import { Controller, Get, Inject, Res } from '@nestjs/common';
import { ApiOperation, ApiProduces, ApiResponse, ApiTags } from '@nestjs/swagger';
import type { Response } from 'express';
import { AccessScope, Allow, CurrentPrincipal, type Principal } from '../access/index.ts';
import { MetricsService } from './metrics.service.ts';

@ApiTags('status')
@Allow('administrator', 'integrator')
@Controller('metrics')
export class MetricsController {
  constructor(
    @Inject(MetricsService) private readonly service: MetricsService,
    @Inject(AccessScope) private readonly scope: AccessScope,
  ) {}

  @Get()
  @ApiOperation({ summary: 'Metrics in the Prometheus text format' })
  @ApiProduces('text/plain')
  @ApiResponse({ status: 200, description: 'metrics', schema: { type: 'string' } })
  async get(@CurrentPrincipal() principal: Principal, @Res() response: Response): Promise<void> {
    this.scope.assertEverything(principal);
    const { registry } = this.service;
    response.set('Content-Type', registry.contentType).send(await registry.metrics());
  }
}
