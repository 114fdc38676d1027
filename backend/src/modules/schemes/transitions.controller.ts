import { Controller, HttpCode, Inject, Param, Post } from '@nestjs/common';
import { ApiOperation, ApiResponse, ApiTags } from '@nestjs/swagger';
import type { z } from 'zod';
import { Allow, CurrentPrincipal, type Principal } from '../access/index.ts';
import { ApiErrors } from '../web/api-errors.ts';
import { ApiJsonBody, JsonBody } from '../web/json-body.ts';
import type { SchemeStep } from './lifecycle.ts';
import { SchemeActionsService, type Asked } from './scheme-actions.service.ts';
import { ACTION_ROLES, schemeView, type SchemeView } from './scheme-views.ts';
import {
  plainActionSchema,
  returnSchema,
  rollbackSchema,
  scheduleSchema,
  schemeSchema,
} from './schemes.dto.ts';
import { SchemesService } from './schemes.service.ts';

type Plain = z.output<typeof plainActionSchema>;
const [PLAIN, ERRORS] = [plainActionSchema, [400, 401, 403, 404, 409, 413, 415] as const];

/** The life of a scheme: each answers with the scheme as it is then. */
@ApiTags('schemes')
@ApiErrors(...ERRORS)
@ApiResponse({ status: 200, description: 'the scheme as it is now', standardSchema: schemeSchema })
@Controller('schemes/:schemeId')
export class TransitionsController {
  constructor(
    @Inject(SchemesService) private readonly schemes: SchemesService,
    @Inject(SchemeActionsService) private readonly actions: SchemeActionsService,
  ) {}

  @Post('submit')
  @HttpCode(200)
  @Allow(...ACTION_ROLES.submit)
  @ApiOperation({ summary: 'Asks others to approve it; says how many must' })
  @ApiJsonBody(PLAIN)
  @ApiErrors(422)
  async submit(
    @CurrentPrincipal() principal: Principal,
    @Param('schemeId') schemeId: string,
    @JsonBody(PLAIN) asked: Plain,
  ): Promise<SchemeView> {
    await this.actions.submit(principal, schemeId, asked);
    return this.#now(principal, schemeId);
  }

  @Post('approve')
  @HttpCode(200)
  @Allow(...ACTION_ROLES.approve)
  @ApiOperation({ summary: 'Approves it: not for whoever wrote any of it since the last approval' })
  @ApiJsonBody(PLAIN)
  approve(
    @CurrentPrincipal() principal: Principal,
    @Param('schemeId') schemeId: string,
    @JsonBody(PLAIN) asked: Plain,
  ): Promise<SchemeView> {
    return this.#act(principal, schemeId, asked, { action: 'approve' });
  }

  @Post('return')
  @HttpCode(200)
  @Allow(...ACTION_ROLES.return)
  @ApiOperation({ summary: 'Gives it back to its author, saying why' })
  @ApiJsonBody(returnSchema)
  giveBack(
    @CurrentPrincipal() principal: Principal,
    @Param('schemeId') schemeId: string,
    @JsonBody(returnSchema) asked: z.output<typeof returnSchema>,
  ): Promise<SchemeView> {
    return this.#act(principal, schemeId, asked, { action: 'return', reason: asked.reason });
  }

  @Post('schedule')
  @HttpCode(200)
  @Allow(...ACTION_ROLES.schedule)
  @ApiOperation({ summary: 'Starts it by itself at a time' })
  @ApiJsonBody(scheduleSchema)
  schedule(
    @CurrentPrincipal() principal: Principal,
    @Param('schemeId') schemeId: string,
    @JsonBody(scheduleSchema) { rowVersion, at }: z.output<typeof scheduleSchema>,
  ): Promise<SchemeView> {
    return this.#act(principal, schemeId, { rowVersion }, { action: 'schedule', startAt: at });
  }

  @Post('start')
  @HttpCode(200)
  @Allow(...ACTION_ROLES.start)
  @ApiOperation({ summary: 'Starts it now' })
  @ApiJsonBody(PLAIN)
  start(
    @CurrentPrincipal() principal: Principal,
    @Param('schemeId') schemeId: string,
    @JsonBody(PLAIN) asked: Plain,
  ): Promise<SchemeView> {
    return this.#act(principal, schemeId, asked, { action: 'start' });
  }

  @Post('pause')
  @HttpCode(200)
  @Allow(...ACTION_ROLES.pause)
  @ApiOperation({ summary: 'Takes no further triggers until it is resumed' })
  @ApiJsonBody(PLAIN)
  pause(
    @CurrentPrincipal() principal: Principal,
    @Param('schemeId') schemeId: string,
    @JsonBody(PLAIN) asked: Plain,
  ): Promise<SchemeView> {
    return this.#act(principal, schemeId, asked, { action: 'pause' });
  }

  @Post('resume')
  @HttpCode(200)
  @Allow(...ACTION_ROLES.resume)
  @ApiOperation({ summary: 'Goes on after a pause' })
  @ApiJsonBody(PLAIN)
  resume(
    @CurrentPrincipal() principal: Principal,
    @Param('schemeId') schemeId: string,
    @JsonBody(PLAIN) asked: Plain,
  ): Promise<SchemeView> {
    return this.#act(principal, schemeId, asked, { action: 'resume' });
  }

  @Post('end')
  @HttpCode(200)
  @Allow(...ACTION_ROLES.end)
  @ApiOperation({ summary: 'Ends it for good: it goes into the library with its results' })
  @ApiJsonBody(PLAIN)
  end(
    @CurrentPrincipal() principal: Principal,
    @Param('schemeId') schemeId: string,
    @JsonBody(PLAIN) asked: Plain,
  ): Promise<SchemeView> {
    return this.#act(principal, schemeId, asked, { action: 'end' });
  }

  @Post('rollback')
  @HttpCode(200)
  @Allow(...ACTION_ROLES.rollback)
  @ApiOperation({
    summary: 'Goes back to a version that was approved, in one step: what runs goes on with it',
  })
  @ApiJsonBody(rollbackSchema)
  @ApiErrors(422)
  async rollback(
    @CurrentPrincipal() principal: Principal,
    @Param('schemeId') schemeId: string,
    @JsonBody(rollbackSchema) { toVersion, ...asked }: z.output<typeof rollbackSchema>,
  ): Promise<SchemeView> {
    await this.actions.rollback(principal, schemeId, asked, toVersion);
    return this.#now(principal, schemeId);
  }

  async #act(principal: Principal, schemeId: string, asked: Asked, step: SchemeStep): Promise<SchemeView> {
    const { rowVersion, reason } = asked;
    await this.actions.act(principal, schemeId, { rowVersion, reason }, step);
    return this.#now(principal, schemeId);
  }

  async #now(principal: Principal, schemeId: string): Promise<SchemeView> {
    return schemeView(await this.schemes.get(principal, schemeId), principal);
  }
}
