import { Module } from '@nestjs/common';
import { ReferenceModule } from '../reference/reference.module.ts';
import { AnnotationsController } from './annotations.controller.ts';
import { AnnotationsService } from './annotations.service.ts';

@Module({ imports: [ReferenceModule], controllers: [AnnotationsController], providers: [AnnotationsService] })
export class AnnotationsModule {}
