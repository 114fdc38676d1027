import { Controller, Delete, Get, HttpCode, Inject, Param, Post, Req } from '@nestjs/common';
import { ApiBody, ApiOperation, ApiResponse, ApiTags } from '@nestjs/swagger';
import type { Request } from 'express';
import { z } from 'zod';
import { AccessScope, Allow, CurrentPrincipal, type Principal } from '../access/index.ts';
import { ApiErrors } from '../web/api-errors.ts';
import { faultsOf, invalidParameters } from '../web/app-error.ts';
import { readJson } from '../web/read-json.ts';
import { backtestRequestSchema, backtestSchema, backtestTakenSchema } from './backtest.dto.ts';
import { BacktestService } from './backtest.service.ts';
import type { JobView } from './jobs.ts';

const MAX_BODY_BYTES = 256 * 1024;

/** A backtest runs over everything, so it is for those who see everything. */
@ApiTags('backtests')
@ApiErrors(403)
@Allow('supervisor', 'campaign-manager', 'administrator', 'integrator')
@Controller('backtests')
export class BacktestController {
  constructor(
    @Inject(BacktestService) private readonly service: BacktestService,
    @Inject(AccessScope) private readonly scope: AccessScope,
  ) {}

  @Post()
  @HttpCode(202)
  @ApiOperation({
    summary: 'Runs the detectors with other thresholds over stored events, after those waiting',
  })
  @ApiBody({ schema: bodySchema() })
  @ApiResponse({ status: 202, description: 'taken', standardSchema: backtestTakenSchema })
  @ApiErrors(400, 413, 415, 429)
  async add(
    @CurrentPrincipal() principal: Principal,
    @Req() request: Request,
  ): Promise<z.output<typeof backtestTakenSchema>> {
    this.scope.assertEverything(principal);
    const parsed = backtestRequestSchema.safeParse(await readJson(request, MAX_BODY_BYTES));
    if (!parsed.success) throw invalidParameters(faultsOf(parsed.error.issues));
    return { backtestId: this.service.add(parsed.data) };
  }

  @Get(':backtestId')
  @ApiOperation({ summary: 'How far it is, and in the end what would have been detected' })
  @ApiResponse({ status: 200, description: 'backtest', standardSchema: backtestSchema })
  @ApiErrors(404)
  get(@CurrentPrincipal() principal: Principal, @Param('backtestId') backtestId: string): JobView {
    this.scope.assertEverything(principal);
    return this.service.get(backtestId);
  }

  @Delete(':backtestId')
  @HttpCode(204)
  @ApiOperation({ summary: 'Cancels it; one that has ended is forgotten' })
  @ApiResponse({ status: 204, description: 'cancelled or forgotten' })
  @ApiErrors(404)
  remove(@CurrentPrincipal() principal: Principal, @Param('backtestId') backtestId: string): void {
    this.scope.assertEverything(principal);
    this.service.remove(backtestId);
  }
}

/** As it is sent: times and values may be texts or numbers. */
function bodySchema(): Record<string, unknown> {
  const { $schema: _, ...schema } = z.toJSONSchema(backtestRequestSchema, { io: 'input' });
  return schema;
}
