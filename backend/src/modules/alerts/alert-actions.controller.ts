import { Controller, HttpCode, Inject, Param, Post } from '@nestjs/common';
import { ApiOperation, ApiResponse, ApiTags } from '@nestjs/swagger';
import { Allow, CurrentPrincipal, type Principal } from '../access/index.ts';
import { ApiErrors } from '../web/api-errors.ts';
import { ApiJsonBody, JsonBody } from '../web/json-body.ts';
import { AlertActions } from './alert-actions.service.ts';
import type { Command } from './alert-machine.ts';
import { AlertQueries } from './alert-queries.service.ts';
import type { AlertView } from './alert-view.ts';
import {
  acknowledgeBodySchema,
  alertSchema,
  amendBodySchema,
  commentBodySchema,
  noteBodySchema,
  reasonBodySchema,
  reportBodySchema,
  type AmendBody,
  type CommentBody,
  type NoteBody,
  type ReasonBody,
  type ReportBody,
} from './alerts.dto.ts';

/** What people do to an alert: each answers with the alert as it is then. */
@ApiTags('alerts')
@Allow('reporter', 'reviewer', 'supervisor')
@ApiErrors(400, 401, 403, 404, 409, 413, 415)
@ApiResponse({ status: 200, description: 'the alert as it is now', standardSchema: alertSchema })
@Controller('alerts/:id')
export class AlertActionsController {
  constructor(
    @Inject(AlertActions) private readonly actions: AlertActions,
    @Inject(AlertQueries) private readonly queries: AlertQueries,
  ) {}

  @Post('report')
  @HttpCode(200)
  @ApiOperation({ summary: 'The first step: cause, action and evidence' })
  @ApiJsonBody(reportBodySchema)
  report(
    @CurrentPrincipal() principal: Principal,
    @Param('id') id: string,
    @JsonBody(reportBodySchema) { version, cause, action, evidence }: ReportBody,
  ): Promise<AlertView> {
    return this.#act(
      id,
      version,
      { do: 'report', report: { cause, action, evidence: evidence ?? null } },
      principal,
    );
  }

  @Post('amend')
  @HttpCode(200)
  @ApiOperation({ summary: 'Changes the report that was returned and reports it again' })
  @ApiJsonBody(amendBodySchema)
  amend(
    @CurrentPrincipal() principal: Principal,
    @Param('id') id: string,
    @JsonBody(amendBodySchema) { version, cause, action, evidence }: AmendBody,
  ): Promise<AlertView> {
    const changes = {
      ...(cause === undefined ? {} : { cause }),
      ...(action === undefined ? {} : { action }),
      ...(evidence === undefined ? {} : { evidence }),
    };
    return this.#act(id, version, { do: 'amend', changes }, principal);
  }

  @Post('approve')
  @HttpCode(200)
  @ApiOperation({ summary: 'A reviewer approves it and passes it on' })
  @ApiJsonBody(noteBodySchema)
  approve(
    @CurrentPrincipal() principal: Principal,
    @Param('id') id: string,
    @JsonBody(noteBodySchema) { version, note }: NoteBody,
  ): Promise<AlertView> {
    return this.#act(id, version, { do: 'approve', note }, principal);
  }

  @Post('return')
  @HttpCode(200)
  @ApiOperation({ summary: 'Gives it back to the reporter, saying why' })
  @ApiJsonBody(reasonBodySchema)
  giveBack(
    @CurrentPrincipal() principal: Principal,
    @Param('id') id: string,
    @JsonBody(reasonBodySchema) { version, reason }: ReasonBody,
  ): Promise<AlertView> {
    return this.#act(id, version, { do: 'return', reason }, principal);
  }

  @Post('close')
  @HttpCode(200)
  @ApiOperation({ summary: 'The closer closes it: from the due date on it is tracked' })
  @ApiJsonBody(noteBodySchema)
  close(
    @CurrentPrincipal() principal: Principal,
    @Param('id') id: string,
    @JsonBody(noteBodySchema) { version, note }: NoteBody,
  ): Promise<AlertView> {
    return this.#act(id, version, { do: 'close', note }, principal);
  }

  @Post('reopen')
  @HttpCode(200)
  @ApiOperation({ summary: 'Opens it again while it is closed or tracked, saying why' })
  @ApiJsonBody(reasonBodySchema)
  reopen(
    @CurrentPrincipal() principal: Principal,
    @Param('id') id: string,
    @JsonBody(reasonBodySchema) { version, reason }: ReasonBody,
  ): Promise<AlertView> {
    return this.#act(id, version, { do: 'reopen', reason }, principal);
  }

  @Post('dismiss')
  @HttpCode(200)
  @Allow('supervisor')
  @ApiOperation({ summary: 'Ends it without a report, saying why' })
  @ApiJsonBody(reasonBodySchema)
  dismiss(
    @CurrentPrincipal() principal: Principal,
    @Param('id') id: string,
    @JsonBody(reasonBodySchema) { version, reason }: ReasonBody,
  ): Promise<AlertView> {
    return this.#act(id, version, { do: 'dismiss', reason }, principal);
  }

  @Post('acknowledge')
  @HttpCode(200)
  @ApiOperation({ summary: 'Says that somebody has seen it' })
  @ApiJsonBody(acknowledgeBodySchema)
  acknowledge(
    @CurrentPrincipal() principal: Principal,
    @Param('id') id: string,
    @JsonBody(acknowledgeBodySchema) { version, note }: NoteBody,
  ): Promise<AlertView> {
    return this.#act(id, version, { do: 'acknowledge', note }, principal);
  }

  @Post('comment')
  @HttpCode(200)
  @ApiOperation({ summary: 'Says something to everyone on the chain; needs and changes no version' })
  @ApiJsonBody(commentBodySchema)
  async comment(
    @CurrentPrincipal() principal: Principal,
    @Param('id') id: string,
    @JsonBody(commentBodySchema) { text }: CommentBody,
  ): Promise<AlertView> {
    return await this.queries.view(await this.actions.comment(id, text, principal));
  }

  async #act(id: string, version: number, command: Command, principal: Principal): Promise<AlertView> {
    return await this.queries.view(await this.actions.act(id, version, command, principal));
  }
}
