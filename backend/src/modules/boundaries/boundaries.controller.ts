import { Controller, Get, Inject, Req, Res } from '@nestjs/common';
import { ApiOperation, ApiResponse, ApiTags } from '@nestjs/swagger';
import type { Request, Response } from 'express';
import { Allow, READERS } from '../access/index.ts';
import { ApiErrors } from '../web/api-errors.ts';
import { BoundariesService } from './boundaries.service.ts';

@ApiTags('areas')
@Allow(...READERS)
@Controller('boundaries')
export class BoundariesController {
  constructor(@Inject(BoundariesService) private readonly service: BoundariesService) {}

  @Get()
  @ApiOperation({
    summary: 'Boundaries as TopoJSON with the objects province, city and county; ids are areaIds',
  })
  @ApiResponse({ status: 200, description: 'TopoJSON', schema: { type: 'object' } })
  @ApiErrors(404)
  async get(@Req() request: Request, @Res() response: Response): Promise<void> {
    const { json, etag } = await this.service.boundaries();
    response.set({ ETag: etag, 'Cache-Control': 'no-cache' });
    if (request.headers['if-none-match'] === etag) response.status(304).end();
    else response.type('application/json').send(json);
  }
}
