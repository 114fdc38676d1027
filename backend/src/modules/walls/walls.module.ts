import { Module } from '@nestjs/common';
import { WallTokensService } from './wall-tokens.service.ts';
import { WallsController } from './walls.controller.ts';
import { WallsService } from './walls.service.ts';

/** Screens that show without anybody signing in. */
@Module({
  controllers: [WallsController],
  providers: [WallsService, WallTokensService],
  exports: [WallsService],
})
export class WallsModule {}
