import { Controller, Get, Inject, Param, Put } from '@nestjs/common';
import { ApiOperation, ApiResponse, ApiTags } from '@nestjs/swagger';
import { Allow, CurrentPrincipal, type Principal } from '../access/index.ts';
import { ApiErrors } from '../web/api-errors.ts';
import { ApiJsonBody, JsonBody } from '../web/json-body.ts';
import {
  newPlanSchema,
  planVersionSchema,
  screenSchema,
  type NewPlan,
  type ScreenDto,
} from './scenes.dto.ts';
import type { ScreenRecord } from './scenes.types.ts';
import { WallPlansService, type PlanVersion } from './wall-plans.service.ts';
import { WallScreensService } from './wall-screens.service.ts';

@ApiTags('walls')
@ApiErrors(401, 403)
@Allow('supervisor', 'administrator')
@Controller()
export class WallPlanController {
  constructor(
    @Inject(WallPlansService) private readonly plans: WallPlansService,
    @Inject(WallScreensService) private readonly screens: WallScreensService,
  ) {}

  @Put('wall-plan')
  @ApiOperation({
    summary: 'What all walls show when, how alarms come first, light and sound; in force at once',
  })
  @ApiJsonBody(newPlanSchema)
  @ApiResponse({ status: 200, description: 'saved', standardSchema: planVersionSchema })
  @ApiErrors(400, 409, 422)
  save(
    @CurrentPrincipal() principal: Principal,
    @JsonBody(newPlanSchema) plan: NewPlan,
  ): Promise<PlanVersion> {
    return this.plans.save(plan, principal);
  }

  @Get('walls/:id/screen')
  @ApiOperation({ summary: 'How the screen of a wall hangs' })
  @ApiResponse({ status: 200, description: 'screen', standardSchema: screenSchema })
  @ApiErrors(404)
  screen(@CurrentPrincipal() principal: Principal, @Param('id') id: string): Promise<ScreenRecord> {
    return this.screens.of(id, principal);
  }

  @Put('walls/:id/screen')
  @ApiOperation({
    summary: 'Says from how far a screen is looked at, how large it is, and what it is part of',
  })
  @ApiJsonBody(screenSchema)
  @ApiResponse({ status: 200, description: 'screen', standardSchema: screenSchema })
  @ApiErrors(400, 404)
  setScreen(
    @CurrentPrincipal() principal: Principal,
    @Param('id') id: string,
    @JsonBody(screenSchema) screen: ScreenDto,
  ): Promise<ScreenRecord> {
    return this.screens.set(id, screen, principal);
  }
}
