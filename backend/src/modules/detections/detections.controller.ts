import { Controller, Get, Inject, Param, Query } from '@nestjs/common';
import { ApiOperation, ApiResponse, ApiTags } from '@nestjs/swagger';
import { Allow, CurrentPrincipal, READERS, type Principal } from '../access/index.ts';
import type { DetectionPage } from '../history/detection-page.types.ts';
import { ApiErrors } from '../web/api-errors.ts';
import {
  detectionPageSchema,
  explainedDetectionSchema,
  detectionsQuery,
  type DetectionsQuery,
} from './detections.dto.ts';
import { DetectionsService, type ExplainedDetection } from './detections.service.ts';

@ApiTags('detections')
@Allow(...READERS)
@Controller('detections')
export class DetectionsController {
  constructor(@Inject(DetectionsService) private readonly service: DetectionsService) {}

  @Get()
  @ApiOperation({ summary: 'Detections, newest first, each in its last revision' })
  @ApiResponse({ status: 200, description: 'page', standardSchema: detectionPageSchema })
  @ApiErrors(400, 403, 404)
  list(
    @CurrentPrincipal() principal: Principal,
    @Query({ schema: detectionsQuery }) query: DetectionsQuery,
  ): Promise<DetectionPage> {
    return this.service.list(principal, query);
  }

  @Get(':detectionId')
  @ApiOperation({
    summary: 'One detection in its last revision, explained, with the stored events behind it',
  })
  @ApiResponse({ status: 200, description: 'detection', standardSchema: explainedDetectionSchema })
  @ApiErrors(403, 404)
  get(
    @CurrentPrincipal() principal: Principal,
    @Param('detectionId') detectionId: string,
  ): Promise<ExplainedDetection> {
    return this.service.get(principal, detectionId);
  }
}
