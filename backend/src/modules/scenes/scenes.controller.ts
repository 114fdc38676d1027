import { Controller, Delete, Get, HttpCode, Inject, Param, Post, Put } from '@nestjs/common';
import { ApiOperation, ApiResponse, ApiTags } from '@nestjs/swagger';
import { Allow, CurrentPrincipal, READERS, type Principal } from '../access/index.ts';
import { ApiErrors } from '../web/api-errors.ts';
import { AppError } from '../web/app-error.ts';
import { ApiJsonBody, JsonBody } from '../web/json-body.ts';
import { CATALOGUE, GRID } from './catalogue.ts';
import {
  faultsSchema,
  newSceneVersionSchema,
  publishSchema,
  sceneDefinitionSchema,
  sceneIdSchema,
  sceneVersionSchema,
  sceneVersionsSchema,
  shelfSchema,
  wallSetSchema,
  type NewSceneVersion,
  type Publish,
  type SceneVersionDto,
  type ShelfItem,
} from './scenes.dto.ts';
import { SceneShelfService } from './scene-shelf.service.ts';
import { ScenesService, type ShownScene } from './scenes.service.ts';
import type { SceneDefinition, SceneFault, ScreenRecord, TileType } from './scenes.types.ts';
import { WallPlansService, type PlanVersion } from './wall-plans.service.ts';
import { WallScreensService } from './wall-screens.service.ts';

interface WallSet {
  readonly grid: typeof GRID;
  readonly catalogue: readonly TileType[];
  readonly scenes: readonly ShownScene[];
  readonly plan: PlanVersion;
  readonly screen: ScreenRecord | null;
}

@ApiTags('walls')
@ApiErrors(401, 403)
@Allow('supervisor', 'administrator')
@Controller('scenes')
export class ScenesController {
  constructor(
    @Inject(ScenesService) private readonly scenes: ScenesService,
    @Inject(SceneShelfService) private readonly shelf: SceneShelfService,
    @Inject(WallPlansService) private readonly plans: WallPlansService,
    @Inject(WallScreensService) private readonly screens: WallScreensService,
  ) {}

  @Get()
  @Allow(...READERS)
  @ApiOperation({ summary: 'All that a wall needs: scenes in force, the plan, how its own screen hangs' })
  @ApiResponse({ status: 200, description: 'wall', standardSchema: wallSetSchema })
  async all(@CurrentPrincipal() principal: Principal): Promise<WallSet> {
    const [shown, { version, definition }, screen] = await Promise.all([
      this.scenes.shown(),
      this.plans.current(),
      this.screens.own(principal),
    ]);
    const scenes = shown.map((scene) => this.scenes.visible(scene, principal));
    return { grid: GRID, catalogue: CATALOGUE, scenes, plan: { version, definition }, screen };
  }

  @Post('check')
  @HttpCode(200)
  @ApiOperation({ summary: 'What is wrong with a scene, before it is saved' })
  @ApiJsonBody(sceneDefinitionSchema)
  @ApiResponse({ status: 200, description: 'faults', standardSchema: faultsSchema })
  @ApiErrors(400)
  check(@JsonBody(sceneDefinitionSchema) definition: SceneDefinition): { faults: readonly SceneFault[] } {
    return { faults: this.scenes.check(definition) };
  }

  @Get('shelf')
  @ApiOperation({
    summary: 'Every scene there is, shown, not yet published or archived, and what of the plan names it',
  })
  @ApiResponse({ status: 200, description: 'scenes', standardSchema: shelfSchema })
  async list(): Promise<{ items: readonly ShelfItem[] }> {
    return { items: await this.shelf.all() };
  }

  @Get(':sceneId/versions')
  @ApiOperation({ summary: 'Every version of a scene, newest first; version 0 is built in' })
  @ApiResponse({ status: 200, description: 'versions', standardSchema: sceneVersionsSchema })
  @ApiErrors(400, 404)
  async versions(@Param('sceneId') sceneId: string): Promise<{ items: readonly SceneVersionDto[] }> {
    return { items: await this.scenes.versions(idOf(sceneId)) };
  }

  @Put(':sceneId')
  @ApiOperation({ summary: 'Adds a version, which walls do not show until it is published' })
  @ApiJsonBody(newSceneVersionSchema)
  @ApiResponse({ status: 200, description: 'saved', standardSchema: sceneVersionSchema })
  @ApiErrors(400, 404, 409, 422)
  save(
    @CurrentPrincipal() principal: Principal,
    @Param('sceneId') sceneId: string,
    @JsonBody(newSceneVersionSchema) request: NewSceneVersion,
  ): Promise<SceneVersionDto> {
    return this.scenes.save(idOf(sceneId), request, principal);
  }

  @Post(':sceneId/publish')
  @HttpCode(200)
  @ApiOperation({ summary: 'Walls show this version from now on; also the way back to an earlier one' })
  @ApiJsonBody(publishSchema)
  @ApiResponse({ status: 200, description: 'published', standardSchema: sceneVersionSchema })
  @ApiErrors(400, 404, 422)
  publish(
    @CurrentPrincipal() principal: Principal,
    @Param('sceneId') sceneId: string,
    @JsonBody(publishSchema) { version }: Publish,
  ): Promise<SceneVersionDto> {
    return this.scenes.publish(idOf(sceneId), version, principal);
  }

  @Delete(':sceneId')
  @HttpCode(204)
  @ApiOperation({
    summary: 'Archives a scene: no wall shows it any more; its versions stay, publishing one brings it back',
  })
  @ApiResponse({ status: 204, description: 'archived' })
  @ApiErrors(404, 409, 422)
  archive(@CurrentPrincipal() principal: Principal, @Param('sceneId') sceneId: string): Promise<void> {
    return this.shelf.archive(idOf(sceneId), principal);
  }
}

function idOf(text: string): string {
  const parsed = sceneIdSchema.safeParse(text);
  if (!parsed.success) throw new AppError('unknown-scene', 'there is no such scene');
  return parsed.data;
}
