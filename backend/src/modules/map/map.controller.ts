import { Controller, Get, Inject, Query } from '@nestjs/common';
import { ApiOperation, ApiResponse, ApiTags } from '@nestjs/swagger';
import { AccessScope, Allow, CurrentPrincipal, READERS, type Principal } from '../access/index.ts';
import { ApiErrors } from '../web/api-errors.ts';
import { MapCurves } from './map-curves.service.ts';
import { MapStates } from './map-states.service.ts';
import {
  areaSeriesQuery,
  campusSeriesQuery,
  cellsSchema,
  mapQuery,
  mapSeriesSchema,
  mapStateSchema,
  placesQuery,
  placesSchema,
  shareDaysSchema,
  type CampusSeriesQuery,
  type MapAreaSeriesQuery,
  type MapQuery,
  type PlacesQuery,
} from './map.dto.ts';
import type { MapSeries, MapState, ShareFigures } from './map.types.ts';
import { MapPlaces, type CellsOfArea, type PlacesOfArea } from './map-places.service.ts';

@ApiTags('map')
@Allow(...READERS)
@Controller('map')
export class MapController {
  constructor(
    @Inject(MapStates) private readonly states: MapStates,
    @Inject(MapCurves) private readonly curves: MapCurves,
    @Inject(MapPlaces) private readonly places: MapPlaces,
    @Inject(AccessScope) private readonly scope: AccessScope,
  ) {}

  @Get('state')
  @ApiOperation({
    summary: 'A map of an area at a moment, with the figures and alerts as they were known then',
  })
  @ApiResponse({ status: 200, description: 'map', standardSchema: mapStateSchema })
  @ApiErrors(400, 403, 404)
  state(
    @CurrentPrincipal() principal: Principal,
    @Query({ schema: mapQuery }) { areaId, at }: MapQuery,
  ): Promise<MapState> {
    this.scope.assert(principal, areaId);
    return this.states.at(areaId, at);
  }

  @Get('places')
  @ApiOperation({ summary: 'Where the children of an area lie, and the least count of people that is shown' })
  @ApiResponse({ status: 200, description: 'places', standardSchema: placesSchema })
  @ApiErrors(400, 403, 404)
  placesOf(
    @CurrentPrincipal() principal: Principal,
    @Query({ schema: placesQuery }) { areaId }: PlacesQuery,
  ): PlacesOfArea {
    this.scope.assert(principal, areaId);
    return this.places.of(areaId);
  }

  @Get('cells')
  @ApiOperation({ summary: 'People by cell in the last whole quarter of an hour before a moment' })
  @ApiResponse({ status: 200, description: 'cells', standardSchema: cellsSchema })
  @ApiErrors(400, 403, 404)
  cells(
    @CurrentPrincipal() principal: Principal,
    @Query({ schema: mapQuery }) { areaId, at }: MapQuery,
  ): Promise<CellsOfArea> {
    this.scope.assert(principal, areaId);
    return this.places.cells(areaId, at);
  }

  @Get('series')
  @ApiOperation({ summary: 'The last day of an area before a moment: people present, or coming home' })
  @ApiResponse({ status: 200, description: 'curve', standardSchema: mapSeriesSchema })
  @ApiErrors(400, 403, 404)
  series(
    @CurrentPrincipal() principal: Principal,
    @Query({ schema: areaSeriesQuery }) { areaId, metric, at }: MapAreaSeriesQuery,
  ): Promise<MapSeries> {
    this.scope.assert(principal, areaId);
    return this.curves.ofArea(areaId, metric, at);
  }

  @Get('campus-series')
  @ApiOperation({ summary: 'The last day of a campus before a moment' })
  @ApiResponse({ status: 200, description: 'curve', standardSchema: mapSeriesSchema })
  @ApiErrors(400, 403, 404)
  campusSeries(
    @CurrentPrincipal() principal: Principal,
    @Query({ schema: campusSeriesQuery }) { hotspotId, at }: CampusSeriesQuery,
  ): Promise<MapSeries> {
    this.scope.assertHotspot(principal, hotspotId);
    return this.curves.ofCampus(hotspotId, at);
  }

  @Get('shares')
  @ApiOperation({ summary: 'Shares of new customers of an area on the 14 days up to a moment' })
  @ApiResponse({ status: 200, description: 'shares', standardSchema: shareDaysSchema })
  @ApiErrors(400, 403, 404)
  async shares(
    @CurrentPrincipal() principal: Principal,
    @Query({ schema: mapQuery }) { areaId, at }: MapQuery,
  ): Promise<{ items: readonly ShareFigures[] }> {
    this.scope.assert(principal, areaId);
    return { items: await this.curves.shares(areaId, at) };
  }
}
