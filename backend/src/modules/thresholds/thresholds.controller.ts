import { Controller, Get, HttpCode, Inject, Post, Query, Req } from '@nestjs/common';
import { ApiBody, ApiOperation, ApiResponse, ApiTags } from '@nestjs/swagger';
import type { Request } from 'express';
import { z } from 'zod';
import { AccessScope, Allow, CurrentPrincipal, READERS, type Principal } from '../access/index.ts';
import { AuditService } from '../audit/index.ts';
import { ApiErrors } from '../web/api-errors.ts';
import { faultsOf } from '../web/app-error.ts';
import { readJson } from '../web/read-json.ts';
import {
  thresholdChangesSchema,
  thresholdsQuery,
  thresholdsSchema,
  thresholdVersionSchema,
  type ThresholdsQuery,
} from './thresholds.dto.ts';
import { thresholdFaults, ThresholdsService } from './thresholds.service.ts';
import type { ThresholdsAnswer } from './thresholds.types.ts';

const MAX_JSON_BYTES = 65_536;
/** For the document; the body itself is read by hand, so that its faults are answered with 422. */
const CHANGES_SCHEMA: object = z.toJSONSchema(thresholdChangesSchema, { io: 'input' });

@ApiTags('thresholds')
@Allow(...READERS)
@Controller('thresholds')
export class ThresholdsController {
  constructor(
    @Inject(ThresholdsService) private readonly service: ThresholdsService,
    @Inject(AccessScope) private readonly scope: AccessScope,
    @Inject(AuditService) private readonly audit: AuditService,
  ) {}

  @Get()
  @ApiOperation({
    summary:
      'All rules with their thresholds, the values in force at an area and time, and the versions so far',
  })
  @ApiResponse({ status: 200, description: 'thresholds', standardSchema: thresholdsSchema })
  @ApiErrors(400, 403, 404)
  get(
    @CurrentPrincipal() principal: Principal,
    @Query({ schema: thresholdsQuery }) query: ThresholdsQuery,
  ): ThresholdsAnswer {
    if (query.areaId !== undefined) this.scope.assert(principal, query.areaId);
    return this.service.get(query);
  }

  @Allow('supervisor', 'administrator', 'integrator')
  @Post()
  @HttpCode(200)
  @ApiOperation({
    summary: 'Changes thresholds for an area and everything below it, from an event time on',
    description: 'Adds rows of the next version to thresholds.csv. A request with a fault changes nothing.',
  })
  @ApiBody({ required: true, schema: CHANGES_SCHEMA })
  @ApiResponse({ status: 200, description: 'in force', standardSchema: thresholdVersionSchema })
  @ApiErrors(400, 403, 404, 413, 415, 422, 429)
  async change(
    @CurrentPrincipal() principal: Principal,
    @Req() request: Request,
  ): Promise<{ version: number }> {
    const parsed = thresholdChangesSchema.safeParse(await readJson(request, MAX_JSON_BYTES));
    if (!parsed.success) throw thresholdFaults(faultsOf(parsed.error.issues));
    const { areaId } = parsed.data;
    if (areaId === undefined) this.scope.assertEverything(principal);
    else this.scope.assert(principal, areaId);
    const version = await this.service.change(parsed.data);
    const about = { subjectType: 'thresholds', subjectId: String(version), after: parsed.data };
    await this.audit.note({ actor: principal, action: 'thresholds.changed', ...about });
    return { version };
  }
}
