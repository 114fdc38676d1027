import { Controller, Get, Inject, Param, Query } from '@nestjs/common';
import { ApiOperation, ApiResponse, ApiTags } from '@nestjs/swagger';
import type { HotspotDto, SeriesDto } from '@tidewall/streams';
import {
  AccessScope,
  Allow,
  CurrentPrincipal,
  READERS,
  seesExactCounts,
  type Principal,
} from '../access/index.ts';
import { countsQuery, type CountsQuery } from '../areas/areas.dto.ts';
import { ApiErrors } from '../web/api-errors.ts';
import { seriesSchema } from '../web/series-query.ts';
import {
  hotspotCardSchema,
  hotspotSeriesQuery,
  hotspotsSchema,
  usualQuery,
  usualSchema,
  type HotspotSeriesQuery,
  type UsualQuery,
} from './hotspots.dto.ts';
import { HotspotsService, type HotspotCard, type UsualDto } from './hotspots.service.ts';

@ApiTags('hotspots')
@Allow(...READERS)
@Controller('hotspots')
export class HotspotsController {
  constructor(
    @Inject(HotspotsService) private readonly service: HotspotsService,
    @Inject(AccessScope) private readonly scope: AccessScope,
  ) {}

  @Get()
  @ApiOperation({ summary: 'All hotspots of one’s scope' })
  @ApiResponse({ status: 200, description: 'hotspots', standardSchema: hotspotsSchema })
  list(@CurrentPrincipal() principal: Principal): { items: readonly HotspotDto[] } {
    return { items: this.service.list().filter(({ areaId }) => this.scope.contains(principal, areaId)) };
  }

  @Get(':hotspotId')
  @ApiOperation({ summary: 'A hotspot, where it lies and how it is now' })
  @ApiResponse({ status: 200, description: 'card', standardSchema: hotspotCardSchema })
  @ApiErrors(403, 404)
  card(
    @CurrentPrincipal() principal: Principal,
    @Param('hotspotId') hotspotId: string,
    @Query({ schema: countsQuery }) { counts }: CountsQuery,
  ): HotspotCard {
    this.scope.assertHotspot(principal, hotspotId);
    return this.service.card(hotspotId, seesExactCounts(principal, counts));
  }

  @Get(':hotspotId/windows')
  @ApiOperation({ summary: 'A metric of a hotspot over time' })
  @ApiResponse({ status: 200, description: 'series', standardSchema: seriesSchema })
  @ApiErrors(400, 403, 404)
  windows(
    @CurrentPrincipal() principal: Principal,
    @Param('hotspotId') hotspotId: string,
    @Query({ schema: hotspotSeriesQuery }) query: HotspotSeriesQuery,
  ): Promise<SeriesDto> {
    this.scope.assertHotspot(principal, hotspotId);
    return this.service.series(hotspotId, query, seesExactCounts(principal, query.counts));
  }

  @Get(':hotspotId/usual')
  @ApiOperation({ summary: 'The usual range of subscribers by quarter-hour of a day' })
  @ApiResponse({ status: 200, description: 'range', standardSchema: usualSchema })
  @ApiErrors(400, 403, 404)
  usual(
    @CurrentPrincipal() principal: Principal,
    @Param('hotspotId') hotspotId: string,
    @Query({ schema: usualQuery }) query: UsualQuery,
  ): Promise<UsualDto> {
    this.scope.assertHotspot(principal, hotspotId);
    return this.service.usual(hotspotId, query, seesExactCounts(principal, query.counts));
  }
}
