import { Module } from '@nestjs/common';
import { LiveModule } from '../live/live.module.ts';
import { HealthController } from './health.controller.ts';
import { StatusController } from './status.controller.ts';
import { StatusService } from './status.service.ts';

@Module({
  imports: [LiveModule],
  controllers: [StatusController, HealthController],
  providers: [StatusService],
})
export class StatusModule {}
