import { Controller, Get, HttpCode, Inject, Param, Post } from '@nestjs/common';
import { ApiOperation, ApiResponse, ApiTags } from '@nestjs/swagger';
import { Allow, CurrentPrincipal, type Principal } from '../access/index.ts';
import {
  matchSchema,
  newSilenceSchema,
  previewSchema,
  silenceSchema,
  silencesSchema,
  type NewSilence,
  type SilenceMatch,
} from '../silences/silences.dto.ts';
import { SilencesService, type Silence } from '../silences/silences.service.ts';
import { ApiErrors } from '../web/api-errors.ts';
import { ApiJsonBody, JsonBody } from '../web/json-body.ts';
import { SilencePreviews } from './silence-previews.service.ts';

@ApiTags('silences')
@Controller('silences')
@Allow('supervisor')
export class SilencesController {
  constructor(
    @Inject(SilencesService) private readonly silences: SilencesService,
    @Inject(SilencePreviews) private readonly previews: SilencePreviews,
  ) {}

  @Get()
  @Allow('viewer', 'reporter', 'reviewer', 'supervisor', 'administrator')
  @ApiOperation({ summary: 'Silences, newest first' })
  @ApiResponse({ status: 200, description: 'silences', standardSchema: silencesSchema })
  @ApiErrors(401, 403)
  async list(@CurrentPrincipal() principal: Principal): Promise<{ items: readonly Silence[] }> {
    return { items: await this.silences.list(principal) };
  }

  @Post()
  @ApiOperation({ summary: 'Keeps alerts quiet for a while, for a reason' })
  @ApiJsonBody(newSilenceSchema)
  @ApiResponse({ status: 201, description: 'made', standardSchema: silenceSchema })
  @ApiErrors(400, 401, 403, 413, 415)
  create(
    @CurrentPrincipal() principal: Principal,
    @JsonBody(newSilenceSchema) asked: NewSilence,
  ): Promise<Silence> {
    return this.silences.create(asked, principal);
  }

  @Post('preview')
  @HttpCode(200)
  @ApiOperation({ summary: 'Which of the alerts that are open now it would be about' })
  @ApiJsonBody(matchSchema)
  @ApiResponse({ status: 200, description: 'preview', standardSchema: previewSchema })
  @ApiErrors(400, 401, 403, 413, 415)
  preview(
    @CurrentPrincipal() principal: Principal,
    @JsonBody(matchSchema) match: SilenceMatch,
  ): ReturnType<SilencePreviews['preview']> {
    return this.previews.preview(match, principal);
  }

  @Post(':id/expire')
  @HttpCode(200)
  @ApiOperation({ summary: 'Ends it now: people are told of what it has kept quiet and still stands' })
  @ApiResponse({ status: 200, description: 'over', standardSchema: silenceSchema })
  @ApiErrors(401, 403, 404, 409)
  expire(@CurrentPrincipal() principal: Principal, @Param('id') id: string): Promise<Silence> {
    return this.silences.expire(id, principal);
  }
}
