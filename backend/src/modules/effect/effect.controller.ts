import { Controller, Get, Inject, Param, Query } from '@nestjs/common';
import { ApiOperation, ApiResponse, ApiTags } from '@nestjs/swagger';
import { SYSTEM_CLOCK, type SystemClock } from '../../tokens.ts';
import { Allow, CurrentPrincipal, type Principal } from '../access/index.ts';
import { SchemesService } from '../schemes/schemes.service.ts';
import { ApiErrors } from '../web/api-errors.ts';
import { effectSchema, funnelQuery, funnelSchema, type FunnelQuery } from './effect.dto.ts';
import { EffectService } from './effect.service.ts';
import type { Effect } from './effect.types.ts';
import { FunnelsService } from './funnels.service.ts';

@ApiTags('schemes')
@Controller('schemes/:schemeId')
@Allow('viewer', 'reporter', 'reviewer', 'supervisor', 'campaign-manager', 'administrator')
export class EffectController {
  constructor(
    @Inject(SchemesService) private readonly schemes: SchemesService,
    @Inject(EffectService) private readonly effects: EffectService,
    @Inject(FunnelsService) private readonly funnels: FunnelsService,
    @Inject(SYSTEM_CLOCK) private readonly clock: SystemClock,
  ) {}

  @Get('effect')
  @ApiOperation({
    summary: 'Conversions of those meant to be contacted against those held out, with interval and in words',
  })
  @ApiResponse({ status: 200, description: 'effect', standardSchema: effectSchema })
  @ApiErrors(401, 403, 404)
  async effect(
    @CurrentPrincipal() principal: Principal,
    @Param('schemeId') schemeId: string,
  ): Promise<Effect> {
    const { effect } = await this.effects.measure(await this.schemes.get(principal, schemeId));
    return effect;
  }

  @Get('funnel')
  @ApiOperation({ summary: 'What became of the triggers of a scheme, by reason' })
  @ApiResponse({ status: 200, description: 'funnel', standardSchema: funnelSchema })
  @ApiErrors(400, 401, 403, 404)
  async funnel(
    @CurrentPrincipal() principal: Principal,
    @Param('schemeId') schemeId: string,
    @Query({ schema: funnelQuery }) { from }: FunnelQuery,
  ) {
    const scheme = await this.schemes.get(principal, schemeId);
    const { converted } = await this.effects.measure(scheme);
    const { funnel, counts } = await this.funnels.since(schemeId, from ?? 0, converted);
    const reasons = counts.map(({ reason, detail, arm, count }) => ({ reason, detail, arm, count }));
    return { schemeId, from: from ?? null, to: this.clock.now(), ...funnel, reasons };
  }
}
