import { Module } from '@nestjs/common';
import type { Config } from '../../config/index.ts';
import { CONFIG } from '../../tokens.ts';
import { ChannelsService } from '../channels/channels.service.ts';
import { NotificationsController } from './notifications.controller.ts';
import { NotificationsService } from './notifications.service.ts';
import { NOTICE_CHANNEL, SmsNoticesService, type NoticeChannel } from './sms-notices.service.ts';

/** Tells people things. */
@Module({
  controllers: [NotificationsController],
  providers: [
    NotificationsService,
    SmsNoticesService,
    {
      provide: NOTICE_CHANNEL,
      inject: [ChannelsService, CONFIG],
      useFactory: (channels: ChannelsService, { alerts }: Config): NoticeChannel => {
        return () => channels.get(alerts.smsChannel) ?? null;
      },
    },
  ],
  exports: [NotificationsService],
})
export class NotificationsModule {}
