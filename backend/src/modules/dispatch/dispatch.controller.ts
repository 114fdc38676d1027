import { Controller, Get, HttpCode, Inject, Param, Post, Query } from '@nestjs/common';
import { ApiOperation, ApiResponse, ApiTags } from '@nestjs/swagger';
import type { z } from 'zod';
import { Allow, CurrentPrincipal, type Principal } from '../access/index.ts';
import { ChannelsService } from '../channels/channels.service.ts';
import { ApiErrors } from '../web/api-errors.ts';
import { ApiJsonBody, JsonBody } from '../web/json-body.ts';
import { idSchema } from '../web/time-parameter.ts';
import { DeadLettersService } from './dead-letters.service.ts';
import {
  channelsSchema,
  deadLettersQuery,
  deadLettersSchema,
  killSwitchesSchema,
  killSwitchSchema,
  replayedSchema,
  replaySchema,
  setKillSwitchSchema,
  type DeadLettersQuery,
} from './dispatch.dto.ts';
import { KillSwitchesService, type KillSwitch } from './kill-switches.service.ts';

@ApiTags('dispatch')
@Controller()
@Allow('supervisor', 'campaign-manager', 'administrator')
export class DispatchController {
  constructor(
    @Inject(DeadLettersService) private readonly dead: DeadLettersService,
    @Inject(KillSwitchesService) private readonly switches: KillSwitchesService,
    @Inject(ChannelsService) private readonly channels: ChannelsService,
  ) {}

  @Get('dead-letters')
  @ApiOperation({ summary: 'Messages that were given up, newest first, and how many of them why' })
  @ApiResponse({ status: 200, description: 'dead letters', standardSchema: deadLettersSchema })
  @ApiErrors(400, 401, 403)
  async deadLetters(@Query({ schema: deadLettersQuery }) { cursor, limit, ...filter }: DeadLettersQuery) {
    const { items, nextCursor } = await this.dead.page(filter, cursor, limit);
    const shown = items.map((item) => ({ ...item, settledAt: item.settledAt?.getTime() ?? null }));
    return { items: shown, counts: await this.dead.counts(), nextCursor };
  }

  @Post('dead-letters/replay')
  @HttpCode(200)
  @ApiOperation({
    summary: 'Decides dead letters anew, with the caps, quiet hours and refusals of now',
    description:
      'What has recovered meanwhile, because a receipt came or another channel took it, is left alone.',
  })
  @ApiJsonBody(replaySchema)
  @ApiResponse({ status: 200, description: 'replayed', standardSchema: replayedSchema })
  @ApiErrors(400, 401, 403)
  async replay(
    @CurrentPrincipal() principal: Principal,
    @JsonBody(replaySchema) body: z.output<typeof replaySchema>,
  ) {
    return { replayed: await this.dead.replay(principal, body) };
  }

  @Get('kill-switches')
  @ApiOperation({ summary: 'What was stopped, newest first' })
  @ApiResponse({ status: 200, description: 'kill switches', standardSchema: killSwitchesSchema })
  @ApiErrors(401, 403)
  async killSwitches() {
    return { items: (await this.switches.list()).map(shownSwitch) };
  }

  @Post('kill-switches')
  @HttpCode(201)
  @ApiOperation({
    summary: 'Stops all sending, a scheme or a channel: nothing is submitted two seconds later',
  })
  @ApiJsonBody(setKillSwitchSchema)
  @ApiResponse({ status: 201, description: 'on', standardSchema: killSwitchSchema })
  @ApiErrors(400, 401, 403)
  async setKillSwitch(
    @CurrentPrincipal() principal: Principal,
    @JsonBody(setKillSwitchSchema) body: z.output<typeof setKillSwitchSchema>,
  ) {
    return shownSwitch(await this.switches.set(principal, body));
  }

  @Post('kill-switches/:id/lift')
  @HttpCode(204)
  @ApiOperation({ summary: 'Goes on sending' })
  @ApiResponse({ status: 204, description: 'lifted' })
  @ApiErrors(400, 401, 403, 404)
  async liftKillSwitch(
    @CurrentPrincipal() principal: Principal,
    @Param('id', { schema: idSchema }) switchId: string,
  ): Promise<void> {
    await this.switches.lift(principal, switchId);
  }

  @Get('channels')
  @ApiOperation({ summary: 'How each channel is doing' })
  @ApiResponse({ status: 200, description: 'channels', standardSchema: channelsSchema })
  @ApiErrors(401, 403)
  channelStates() {
    const items = this.channels.statuses().map((status) => ({
      ...status,
      stopped: this.switches.stopsChannel(status.name),
    }));
    return { items };
  }
}

function shownSwitch({ setAt, liftedAt, ...rest }: KillSwitch) {
  return { ...rest, setAt: setAt.getTime(), liftedAt: liftedAt?.getTime() ?? null };
}
