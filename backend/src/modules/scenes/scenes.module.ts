import { Module } from '@nestjs/common';
import { ReferenceModule } from '../reference/reference.module.ts';
import { WallsModule } from '../walls/walls.module.ts';
import { SceneShelfService } from './scene-shelf.service.ts';
import { ScenesController } from './scenes.controller.ts';
import { ScenesService } from './scenes.service.ts';
import { WallPlanController } from './wall-plan.controller.ts';
import { WallPlansService } from './wall-plans.service.ts';
import { WallScreensService } from './wall-screens.service.ts';

/** What walls show: scenes, when each of them is due, and how each screen hangs. */
@Module({
  imports: [ReferenceModule, WallsModule],
  controllers: [ScenesController, WallPlanController],
  providers: [ScenesService, SceneShelfService, WallPlansService, WallScreensService],
})
export class ScenesModule {}
