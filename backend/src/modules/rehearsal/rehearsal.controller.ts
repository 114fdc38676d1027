import { Controller, Get, HttpCode, Inject, Param, Post } from '@nestjs/common';
import { ApiOperation, ApiResponse, ApiTags } from '@nestjs/swagger';
import type { z } from 'zod';
import { Allow, CurrentPrincipal, type Principal } from '../access/index.ts';
import { ApiErrors } from '../web/api-errors.ts';
import { ApiJsonBody, JsonBody } from '../web/json-body.ts';
import {
  rehearsalListSchema,
  rehearsalSchema,
  rehearsalTakenSchema,
  rehearseSchema,
} from './rehearsal.dto.ts';
import { RehearsalService, type StoredRehearsal } from './rehearsal.service.ts';

type RehearsalView = z.output<typeof rehearsalSchema>;

@ApiTags('schemes')
@Controller()
@Allow('viewer', 'reporter', 'reviewer', 'supervisor', 'campaign-manager', 'administrator')
export class RehearsalController {
  constructor(@Inject(RehearsalService) private readonly service: RehearsalService) {}

  @Post('schemes/:schemeId/rehearse')
  @HttpCode(202)
  @Allow('campaign-manager', 'supervisor')
  @ApiOperation({
    summary: 'Plays the detections of the past hours through a scheme, without sending anything',
  })
  @ApiJsonBody(rehearseSchema)
  @ApiResponse({ status: 202, description: 'taken', standardSchema: rehearsalTakenSchema })
  @ApiErrors(400, 401, 403, 404, 413, 415)
  async start(
    @CurrentPrincipal() principal: Principal,
    @Param('schemeId') schemeId: string,
    @JsonBody(rehearseSchema) request: z.output<typeof rehearseSchema>,
  ): Promise<{ rehearsalId: string }> {
    return { rehearsalId: await this.service.start(principal, schemeId, request) };
  }

  @Get('schemes/:schemeId/rehearsals')
  @ApiOperation({ summary: 'The last rehearsals of a scheme, newest first' })
  @ApiResponse({ status: 200, description: 'rehearsals', standardSchema: rehearsalListSchema })
  @ApiErrors(401, 403, 404)
  async list(
    @CurrentPrincipal() principal: Principal,
    @Param('schemeId') schemeId: string,
  ): Promise<{ items: readonly RehearsalView[] }> {
    return { items: (await this.service.list(principal, schemeId)).map(viewOf) };
  }

  @Get('rehearsals/:rehearsalId')
  @ApiOperation({ summary: 'How far it is, and in the end its funnel, cost and samples' })
  @ApiResponse({ status: 200, description: 'rehearsal', standardSchema: rehearsalSchema })
  @ApiErrors(401, 403, 404)
  async get(
    @CurrentPrincipal() principal: Principal,
    @Param('rehearsalId') rehearsalId: string,
  ): Promise<RehearsalView> {
    return viewOf(await this.service.get(principal, rehearsalId));
  }
}

function viewOf({ fromAt, toAt, createdAt, finishedAt, result, ...rest }: StoredRehearsal): RehearsalView {
  return {
    ...rest,
    from: fromAt.getTime(),
    to: toAt.getTime(),
    createdAt: createdAt.getTime(),
    finishedAt: finishedAt?.getTime() ?? null,
    source: result?.source ?? null,
    funnel: result === null ? null : { ...result.funnel, reasons: [...result.funnel.reasons] },
    cost: result?.cost ?? null,
    samples: [...(result?.samples ?? [])],
  };
}
