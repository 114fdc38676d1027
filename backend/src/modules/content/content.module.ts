import { Module } from '@nestjs/common';
import { ReferenceModule } from '../reference/reference.module.ts';
import { ContentController } from './content.controller.ts';
import { ContentService } from './content.service.ts';

@Module({
  imports: [ReferenceModule],
  controllers: [ContentController],
  providers: [ContentService],
  exports: [ContentService],
})
export class ContentModule {}
