import { Controller, Get, Inject, Param, Query } from '@nestjs/common';
import { ApiOperation, ApiResponse, ApiTags } from '@nestjs/swagger';
import type { AreaDto, SeriesDto } from '@tidewall/streams';
import {
  AccessScope,
  Allow,
  CurrentPrincipal,
  READERS,
  seesExactCounts,
  type Principal,
} from '../access/index.ts';
import type { HomecomingDays } from '../headcounts/index.ts';
import type { ActiveShareOfDay, ShareOfDay } from '../history/history.types.ts';
import { ApiErrors } from '../web/api-errors.ts';
import { seriesSchema } from '../web/series-query.ts';
import {
  activeSharesSchema,
  areaCardSchema,
  areaSeriesQuery,
  areasSchema,
  countsQuery,
  homecomingDaysSchema,
  sharesQuery,
  sharesSchema,
  type AreaSeriesQuery,
  type CountsQuery,
  type SharesQuery,
} from './areas.dto.ts';
import { AreasService, type AreaCard } from './areas.service.ts';

@ApiTags('areas')
@Allow(...READERS)
@Controller('areas')
export class AreasController {
  constructor(
    @Inject(AreasService) private readonly service: AreasService,
    @Inject(AccessScope) private readonly scope: AccessScope,
  ) {}

  @Get()
  @ApiOperation({ summary: 'All areas of one’s scope; parents come by parentId' })
  @ApiResponse({ status: 200, description: 'areas', standardSchema: areasSchema })
  list(@CurrentPrincipal() principal: Principal): { items: readonly AreaDto[] } {
    return { items: this.service.list().filter(({ areaId }) => this.scope.contains(principal, areaId)) };
  }

  @Get(':areaId')
  @ApiOperation({ summary: 'An area with its place in the tree and how it is now' })
  @ApiResponse({ status: 200, description: 'card', standardSchema: areaCardSchema })
  @ApiErrors(403, 404)
  card(
    @CurrentPrincipal() principal: Principal,
    @Param('areaId') areaId: string,
    @Query({ schema: countsQuery }) { counts }: CountsQuery,
  ): AreaCard {
    this.scope.assert(principal, areaId);
    return this.service.card(areaId, seesExactCounts(principal, counts));
  }

  @Get(':areaId/windows')
  @ApiOperation({ summary: 'A metric of an area over time; ownNew, rivalNew and share by day' })
  @ApiResponse({ status: 200, description: 'series', standardSchema: seriesSchema })
  @ApiErrors(400, 403, 404)
  windows(
    @CurrentPrincipal() principal: Principal,
    @Param('areaId') areaId: string,
    @Query({ schema: areaSeriesQuery }) query: AreaSeriesQuery,
  ): Promise<SeriesDto> {
    this.scope.assert(principal, areaId);
    return this.service.series(areaId, query, seesExactCounts(principal, query.counts));
  }

  @Get(':areaId/homecomings')
  @ApiOperation({
    summary: 'Homecomings of an area as pages show them: today so far by hour, what is usual, days',
  })
  @ApiResponse({ status: 200, description: 'homecomings', standardSchema: homecomingDaysSchema })
  @ApiErrors(403, 404)
  homecomings(
    @CurrentPrincipal() principal: Principal,
    @Param('areaId') areaId: string,
  ): Promise<HomecomingDays> {
    this.scope.assert(principal, areaId);
    return this.service.homecomings(areaId);
  }

  @Get(':areaId/shares')
  @ApiOperation({ summary: 'New-customer shares by day of an area and its children' })
  @ApiResponse({ status: 200, description: 'shares', standardSchema: sharesSchema })
  @ApiErrors(400, 403, 404)
  async shares(
    @CurrentPrincipal() principal: Principal,
    @Param('areaId') areaId: string,
    @Query({ schema: sharesQuery }) query: SharesQuery,
  ): Promise<{ items: readonly ShareOfDay[] }> {
    this.scope.assert(principal, areaId);
    return { items: await this.service.shares(areaId, query) };
  }

  @Get(':areaId/active-shares')
  @ApiOperation({
    summary: 'Active shares with both bounds, by closed day and rival, of an area and its children',
  })
  @ApiResponse({ status: 200, description: 'active shares', standardSchema: activeSharesSchema })
  @ApiErrors(400, 403, 404)
  async activeShares(
    @CurrentPrincipal() principal: Principal,
    @Param('areaId') areaId: string,
    @Query({ schema: sharesQuery }) query: SharesQuery,
  ): Promise<{ items: readonly ActiveShareOfDay[] }> {
    this.scope.assert(principal, areaId);
    return { items: await this.service.activeShares(areaId, query) };
  }
}
