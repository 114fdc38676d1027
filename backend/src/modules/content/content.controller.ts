import { Controller, HttpCode, Inject, Post } from '@nestjs/common';
import { ApiOperation, ApiResponse, ApiTags } from '@nestjs/swagger';
import { Allow } from '../access/index.ts';
import { ApiErrors } from '../web/api-errors.ts';
import { ApiJsonBody, JsonBody } from '../web/json-body.ts';
import { previewRequestSchema, previewSchema, type PreviewRequest } from './content.dto.ts';
import { ContentService, type Preview } from './content.service.ts';

@ApiTags('schemes')
@Controller('content')
export class ContentController {
  constructor(@Inject(ContentService) private readonly service: ContentService) {}

  @Post('preview')
  @HttpCode(200)
  @Allow('campaign-manager', 'supervisor')
  @ApiOperation({ summary: 'A template as it would be read, its length as SMS and its faults by line' })
  @ApiJsonBody(previewRequestSchema)
  @ApiResponse({ status: 200, description: 'preview', standardSchema: previewSchema })
  @ApiErrors(400, 401, 403, 413, 415)
  preview(@JsonBody(previewRequestSchema) request: PreviewRequest): Preview {
    return this.service.preview(request);
  }
}
