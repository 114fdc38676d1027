import { Module } from '@nestjs/common';
import { BoundariesController } from './boundaries.controller.ts';
import { BoundariesService } from './boundaries.service.ts';

@Module({ controllers: [BoundariesController], providers: [BoundariesService] })
export class BoundariesModule {}
