import { Controller, Delete, Get, HttpCode, Inject, Param, Post, Query } from '@nestjs/common';
import { ApiOperation, ApiResponse, ApiTags } from '@nestjs/swagger';
import { AccessScope, Allow, CurrentPrincipal, type Principal } from '../access/index.ts';
import { ApiErrors } from '../web/api-errors.ts';
import { ApiJsonBody, JsonBody } from '../web/json-body.ts';
import {
  annotationSchema,
  annotationsQuery,
  annotationsSchema,
  newAnnotationSchema,
  type AnnotationsQuery,
  type NewAnnotation,
} from './annotations.dto.ts';
import { AnnotationsService, type Annotation } from './annotations.service.ts';

@ApiTags('map')
@Allow('viewer', 'reporter', 'reviewer', 'supervisor', 'campaign-manager', 'administrator')
@Controller('annotations')
export class AnnotationsController {
  constructor(
    @Inject(AnnotationsService) private readonly service: AnnotationsService,
    @Inject(AccessScope) private readonly scope: AccessScope,
  ) {}

  @Get()
  @ApiOperation({ summary: 'Notes of people on the map of an area and all below it' })
  @ApiResponse({ status: 200, description: 'notes', standardSchema: annotationsSchema })
  @ApiErrors(400, 401, 403, 404)
  async list(
    @CurrentPrincipal() principal: Principal,
    @Query({ schema: annotationsQuery }) query: AnnotationsQuery,
  ): Promise<{ items: readonly Annotation[] }> {
    this.scope.assert(principal, query.areaId);
    return { items: await this.service.list(query, principal) };
  }

  @Post()
  @Allow('reporter', 'reviewer', 'supervisor', 'campaign-manager')
  @ApiOperation({ summary: 'Notes something on the map' })
  @ApiJsonBody(newAnnotationSchema)
  @ApiResponse({ status: 201, description: 'noted', standardSchema: annotationSchema })
  @ApiErrors(400, 401, 403, 404, 413, 415)
  async add(
    @CurrentPrincipal() principal: Principal,
    @JsonBody(newAnnotationSchema) body: NewAnnotation,
  ): Promise<Annotation> {
    this.scope.assert(principal, body.areaId);
    return await this.service.add(body, principal);
  }

  @Delete(':id')
  @HttpCode(204)
  @Allow('reporter', 'reviewer', 'supervisor', 'campaign-manager')
  @ApiOperation({ summary: 'Takes a note away: one’s own, or any as a supervisor' })
  @ApiResponse({ status: 204, description: 'gone' })
  @ApiErrors(401, 403, 404)
  async remove(@CurrentPrincipal() principal: Principal, @Param('id') id: string): Promise<void> {
    this.scope.assert(principal, await this.service.areaOf(id));
    await this.service.remove(id, principal);
  }
}
