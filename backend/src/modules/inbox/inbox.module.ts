import { Module } from '@nestjs/common';
import { InboxService } from './inbox.service.ts';

@Module({ providers: [InboxService], exports: [InboxService] })
export class InboxModule {}
