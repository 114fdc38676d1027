import { Controller, Get, Inject, Param, Query } from '@nestjs/common';
import { ApiOperation, ApiResponse, ApiTags } from '@nestjs/swagger';
import type { AreaDto, SeriesDto } from '@tidewall/streams';
import { Allow, READERS } from '../access/index.ts';
import type { ActiveShareOfDay, ShareOfDay } from '../history/history.types.ts';
import { ApiErrors } from '../web/api-errors.ts';
import { seriesSchema } from '../web/series-query.ts';
import {
  activeSharesSchema,
  areaCardSchema,
  areaSeriesQuery,
  areasSchema,
  sharesQuery,
  sharesSchema,
  type AreaSeriesQuery,
  type SharesQuery,
} from './areas.dto.ts';
import { AreasService, type AreaCard } from './areas.service.ts';

@ApiTags('areas')
@Allow(...READERS)
@Controller('areas')
export class AreasController {
  constructor(@Inject(AreasService) private readonly service: AreasService) {}

  @Get()
  @ApiOperation({ summary: 'All areas; parents come by parentId' })
  @ApiResponse({ status: 200, description: 'areas', standardSchema: areasSchema })
  list(): { items: readonly AreaDto[] } {
    return { items: this.service.list() };
  }

  @Get(':areaId')
  @ApiOperation({ summary: 'An area with its place in the tree and how it is now' })
  @ApiResponse({ status: 200, description: 'card', standardSchema: areaCardSchema })
  @ApiErrors(404)
  card(@Param('areaId') areaId: string): AreaCard {
    return this.service.card(areaId);
  }

  @Get(':areaId/windows')
  @ApiOperation({ summary: 'A metric of an area over time; ownNew, rivalNew and share by day' })
  @ApiResponse({ status: 200, description: 'series', standardSchema: seriesSchema })
  @ApiErrors(400, 404)
  windows(
    @Param('areaId') areaId: string,
    @Query({ schema: areaSeriesQuery }) query: AreaSeriesQuery,
  ): Promise<SeriesDto> {
    return this.service.series(areaId, query);
  }

  @Get(':areaId/shares')
  @ApiOperation({ summary: 'New-customer shares by day of an area and its children' })
  @ApiResponse({ status: 200, description: 'shares', standardSchema: sharesSchema })
  @ApiErrors(400, 404)
  async shares(
    @Param('areaId') areaId: string,
    @Query({ schema: sharesQuery }) query: SharesQuery,
  ): Promise<{ items: readonly ShareOfDay[] }> {
    return { items: await this.service.shares(areaId, query) };
  }

  @Get(':areaId/active-shares')
  @ApiOperation({
    summary: 'Active shares with both bounds, by closed day and rival, of an area and its children',
  })
  @ApiResponse({ status: 200, description: 'active shares', standardSchema: activeSharesSchema })
  @ApiErrors(400, 404)
  async activeShares(
    @Param('areaId') areaId: string,
    @Query({ schema: sharesQuery }) query: SharesQuery,
  ): Promise<{ items: readonly ActiveShareOfDay[] }> {
    return { items: await this.service.activeShares(areaId, query) };
  }
}
