import { Controller, Get, Inject, Param, Query, Req, Res } from '@nestjs/common';
import { ApiOperation, ApiResponse, ApiTags } from '@nestjs/swagger';
import type { Request, Response } from 'express';
import type { TaggedText } from '../../map-pack/index.ts';
import { Allow, READERS } from '../access/index.ts';
import { ApiErrors } from '../web/api-errors.ts';
import { mapPackSchema, mapQuery, type MapQuery } from './boundaries.dto.ts';
import { BoundariesService } from './boundaries.service.ts';

@ApiTags('areas')
@Allow(...READERS)
@Controller('boundaries')
export class BoundariesController {
  constructor(@Inject(BoundariesService) private readonly service: BoundariesService) {}

  @Get()
  @ApiOperation({
    summary: 'The map pack in force: source, licence, review number, and the areas that have a map',
  })
  @ApiResponse({ status: 200, description: 'map pack', standardSchema: mapPackSchema })
  @ApiResponse({ status: 304, description: 'not changed since If-None-Match' })
  @ApiErrors(404)
  async about(@Req() request: Request, @Res() response: Response): Promise<void> {
    send(await this.service.about(), request, response);
  }

  @Get(':areaId')
  @ApiOperation({
    summary: 'An area and what is below it as TopoJSON; objects are named by level, ids are areaIds',
  })
  @ApiResponse({ status: 200, description: 'TopoJSON', schema: { type: 'object' } })
  @ApiResponse({ status: 304, description: 'not changed since If-None-Match' })
  @ApiErrors(400, 404)
  async map(
    @Param('areaId') areaId: string,
    @Query({ schema: mapQuery }) { levels }: MapQuery,
    @Req() request: Request,
    @Res() response: Response,
  ): Promise<void> {
    send(await this.service.map(areaId, levels === '2' ? 2 : 1), request, response);
  }
}

function send({ text, etag }: TaggedText, request: Request, response: Response): void {
  response.set({ ETag: etag, 'Cache-Control': 'no-cache' });
  if (request.headers['if-none-match'] === etag) response.status(304).end();
  else response.type('application/json').send(text);
}
