import { Controller, Get, HttpCode, Inject, Param, Post, Put, Query } from '@nestjs/common';
import { ApiOperation, ApiResponse, ApiTags } from '@nestjs/swagger';
import type { z } from 'zod';
import { Allow, CurrentPrincipal, type Principal } from '../access/index.ts';
import { ApiErrors } from '../web/api-errors.ts';
import { ApiJsonBody, JsonBody } from '../web/json-body.ts';
import { SchemeActionsService } from './scheme-actions.service.ts';
import { definitionDiff, type FieldChange } from './scheme-diff.ts';
import { schemeView, summaryOf, type SchemeSummary, type SchemeView } from './scheme-views.ts';
import {
  copySchema,
  createSchemeSchema,
  diffQuery,
  diffSchema,
  editSchemeSchema,
  librarySchema,
  schemeListSchema,
  schemeSchema,
  schemesQuery,
  versionsSchema,
  type DiffQuery,
  type SchemesQuery,
} from './schemes.dto.ts';
import { SchemesService, type StoredVersion } from './schemes.service.ts';

@ApiTags('schemes')
@Controller('schemes')
@Allow('viewer', 'reporter', 'reviewer', 'supervisor', 'campaign-manager', 'administrator')
export class SchemesController {
  constructor(
    @Inject(SchemesService) private readonly schemes: SchemesService,
    @Inject(SchemeActionsService) private readonly actions: SchemeActionsService,
  ) {}

  @Get()
  @ApiOperation({ summary: 'Schemes in the scope of whoever asks, changed last first' })
  @ApiResponse({ status: 200, description: 'schemes', standardSchema: schemeListSchema })
  @ApiErrors(400, 401, 403)
  async list(
    @CurrentPrincipal() principal: Principal,
    @Query({ schema: schemesQuery }) { state, q }: SchemesQuery,
  ): Promise<{ items: readonly SchemeSummary[] }> {
    return { items: (await this.schemes.list(principal, { states: state, q })).map(summaryOf) };
  }

  @Get('library')
  @ApiOperation({ summary: 'Ended schemes with their results: copy one to start the next' })
  @ApiResponse({ status: 200, description: 'library', standardSchema: librarySchema })
  @ApiErrors(401, 403)
  async library(@CurrentPrincipal() principal: Principal) {
    const ended = await this.schemes.list(principal, { states: ['ended'] });
    return { items: ended.map((scheme) => ({ ...summaryOf(scheme), results: scheme.results })) };
  }

  @Post()
  @HttpCode(201)
  @Allow('campaign-manager')
  @ApiOperation({ summary: 'Makes a draft' })
  @ApiJsonBody(createSchemeSchema)
  @ApiResponse({ status: 201, description: 'made', standardSchema: schemeSchema })
  @ApiErrors(400, 401, 403, 413, 415, 422)
  async create(
    @CurrentPrincipal() principal: Principal,
    @JsonBody(createSchemeSchema) { definition }: z.output<typeof createSchemeSchema>,
  ): Promise<SchemeView> {
    return this.get(principal, await this.actions.create(principal, definition));
  }

  @Get(':schemeId')
  @ApiOperation({ summary: 'A scheme with its definition and what whoever asks may do now' })
  @ApiResponse({ status: 200, description: 'scheme', standardSchema: schemeSchema })
  @ApiErrors(401, 403, 404)
  async get(
    @CurrentPrincipal() principal: Principal,
    @Param('schemeId') schemeId: string,
  ): Promise<SchemeView> {
    return schemeView(await this.schemes.get(principal, schemeId), principal);
  }

  @Put(':schemeId')
  @Allow('campaign-manager')
  @ApiOperation({
    summary: 'Saves a new version: a draft again, whatever was approved. Pause what is running first',
  })
  @ApiJsonBody(editSchemeSchema)
  @ApiResponse({ status: 200, description: 'saved', standardSchema: schemeSchema })
  @ApiErrors(400, 401, 403, 404, 409, 413, 415, 422)
  async edit(
    @CurrentPrincipal() principal: Principal,
    @Param('schemeId') schemeId: string,
    @JsonBody(editSchemeSchema) { rowVersion, definition }: z.output<typeof editSchemeSchema>,
  ): Promise<SchemeView> {
    await this.actions.edit(principal, schemeId, { rowVersion }, definition);
    return this.get(principal, schemeId);
  }

  @Get(':schemeId/versions')
  @ApiOperation({ summary: 'All versions of the definition, newest first' })
  @ApiResponse({ status: 200, description: 'versions', standardSchema: versionsSchema })
  @ApiErrors(401, 403, 404)
  async versions(
    @CurrentPrincipal() principal: Principal,
    @Param('schemeId') schemeId: string,
  ): Promise<{ items: readonly StoredVersion[] }> {
    return { items: await this.schemes.versions(principal, schemeId) };
  }

  @Get(':schemeId/diff')
  @ApiOperation({ summary: 'What differs between two versions, field by field' })
  @ApiResponse({ status: 200, description: 'changes', standardSchema: diffSchema })
  @ApiErrors(400, 401, 403, 404)
  async diff(
    @CurrentPrincipal() principal: Principal,
    @Param('schemeId') schemeId: string,
    @Query({ schema: diffQuery }) { from, to }: DiffQuery,
  ): Promise<{ from: number; to: number; changes: readonly FieldChange[] }> {
    const before = await this.schemes.version(principal, schemeId, from);
    const after = await this.schemes.version(principal, schemeId, to);
    return { from, to, changes: definitionDiff(before.definition, after.definition) };
  }

  @Post(':schemeId/copy')
  @HttpCode(201)
  @Allow('campaign-manager')
  @ApiOperation({ summary: 'Makes a draft from the definition of a scheme' })
  @ApiJsonBody(copySchema)
  @ApiResponse({ status: 201, description: 'made', standardSchema: schemeSchema })
  @ApiErrors(400, 401, 403, 404, 413, 415)
  async copy(
    @CurrentPrincipal() principal: Principal,
    @Param('schemeId') schemeId: string,
    @JsonBody(copySchema) { name }: z.output<typeof copySchema>,
  ): Promise<SchemeView> {
    return this.get(principal, await this.actions.copy(principal, schemeId, name));
  }
}
