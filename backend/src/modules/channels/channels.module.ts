import { Global, Module } from '@nestjs/common';
import { ChannelsService } from './channels.service.ts';

/** Ways to reach subscribers and staff, for every feature that sends. */
@Global()
@Module({ providers: [ChannelsService], exports: [ChannelsService] })
export class ChannelsModule {}
